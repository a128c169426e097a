/** Four small pictures of what is done before an EKG. */
import guideStyles from './guide.module.css';

/** An electrode on dry skin; beside it one on hair, lifted. */
export function SkinPicture() {
  return (
    <svg viewBox="0 0 160 90" className={guideStyles.picture} aria-hidden="true">
      <path d="M8 66H72" className={guideStyles.skin} />
      <path d="M22 62H58V54H22Z" className={guideStyles.pad} />
      <path d="M36 54V46H44V54" className={guideStyles.pad} />
      <path d="M28 82L36 88L52 74" className={guideStyles.good} />
      <path d="M88 66H152" className={guideStyles.skin} />
      <path d="M96 66L94 54M106 66L108 50M118 66L117 48M130 66L133 50M142 66L145 56" className={guideStyles.fine} />
      <path d="M102 48L138 38L136 30L100 40Z" className={guideStyles.pad} />
      <path d="M112 74L126 88M126 74L112 88" className={guideStyles.bad} />
    </svg>
  );
}

/** Breastbone and ribs: the second, third and fourth space, V1 and V2 at its edges. */
export function RibPicture() {
  return (
    <svg viewBox="0 0 160 90" className={guideStyles.picture} aria-hidden="true">
      <path d="M72 4H88V84H72Z" className={guideStyles.bone} />
      {[16, 34, 52, 70].map((y) => (
        <path
          key={y}
          d={`M72 ${y}C54 ${y - 4} 30 ${y} 10 ${y + 8}M88 ${y}C106 ${y - 4} 130 ${y} 150 ${y + 8}`}
          className={guideStyles.skin}
        />
      ))}
      <path d="M68 16H92" className={guideStyles.good} />
      <g className={guideStyles.count}>
        <text x="20" y="33">
          2
        </text>
        <text x="20" y="51">
          3
        </text>
        <text x="20" y="69">
          4
        </text>
      </g>
      <circle cx="64" cy="61" r="6" className={guideStyles.spot} />
      <circle cx="96" cy="61" r="6" className={guideStyles.spot} />
    </svg>
  );
}

/** A person lying, arms beside the body, under a cover. */
export function RestPicture() {
  return (
    <svg viewBox="0 0 160 90" className={guideStyles.picture} aria-hidden="true">
      <path d="M8 72H152M18 72V84M142 72V84" className={guideStyles.skin} />
      <circle cx="30" cy="56" r="11" className={guideStyles.bone} />
      <path d="M42 68H146C148 58 140 54 130 54H62C50 50 44 56 42 68Z" className={guideStyles.bone} />
      <path d="M50 62H92" className={guideStyles.good} />
      <path d="M14 70C18 64 22 66 24 68" className={guideStyles.skin} />
    </svg>
  );
}

/** A cable along the body; a mains cable and its plug kept away. */
export function CablePicture() {
  return (
    <svg viewBox="0 0 160 90" className={guideStyles.picture} aria-hidden="true">
      <path d="M10 30C36 30 40 44 62 44S96 34 118 36" className={guideStyles.good} />
      <path d="M118 28H138V44H118Z" className={guideStyles.pad} />
      <path d="M10 76H58" className={guideStyles.skin} />
      <path d="M58 68H74V84H58ZM74 72H82M74 80H82" className={guideStyles.skin} />
      <path d="M92 56V78M88 60L92 56L96 60M88 74L92 78L96 74" className={guideStyles.fine} />
    </svg>
  );
}
