/** The electrodes on the body, each as it stands now. Never by color alone: a disc, a dashed ring, an open ring with a cross, a thin ring. */
import { electrodes } from '../../../../../drivers/model/leads.ts';
import type { EkgElectrode, EkgPlacement, Electrode } from '../../../../preload/contract.ts';
import { bodySize, bones, outline, placeOf } from './body.ts';
import { electrodeState } from './coach-words.ts';
import { type ColorScheme, clipOf } from './electrode-words.ts';
import styles from './torso.module.css';

interface TorsoProps {
  states: Readonly<Record<Electrode, EkgElectrode>>;
  /** The one the coach speaks of: it carries a flag. */
  flagged: Electrode | null;
  scheme: ColorScheme;
  placement: EkgPlacement;
}

export function Torso({ states, flagged, scheme, placement }: TorsoProps) {
  return (
    <svg
      viewBox={`0 0 ${bodySize.width} ${bodySize.height}`}
      className={styles.torso}
      role="img"
      aria-label={`Electrodes seen from the front. ${torsoWords(states, scheme)}`}
    >
      <Body />
      <text x={14} y={24} className={styles.side}>
        Patient’s right
      </text>
      <text x={bodySize.width - 14} y={24} textAnchor="end" className={styles.side}>
        Patient’s left
      </text>
      {flagged !== null && states[flagged].state === 'off' && <Flag electrode={flagged} scheme={scheme} placement={placement} />}
      {electrodes.map((electrode) => {
        const [x, y] = placeOf(electrode, placement);
        return (
          <g key={electrode} transform={`translate(${x} ${y})`} data-electrode={electrode} data-state={states[electrode].state}>
            <Spot state={states[electrode].state} name={clipOf(electrode, scheme).name} />
            {states[electrode].state !== 'off' && (
              <g transform="translate(-5 -20)">
                <ClipSquare electrode={electrode} scheme={scheme} size={10} />
              </g>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** The outline without electrodes. */
export function Body() {
  return (
    <>
      {[undefined, `translate(${bodySize.width} 0) scale(-1 1)`].map((transform) => (
        <g key={transform ?? 'right'} transform={transform}>
          <path d={bones} className={styles.bones} />
          <path d={outline} className={styles.outline} />
        </g>
      ))}
    </>
  );
}

function Spot({ state, name }: { state: EkgElectrode['state']; name: string }) {
  if (state === 'off')
    return (
      <>
        <circle r={14} className={styles.off} />
        <path d="M-6 -6L6 6M6 -6L-6 6" className={styles.cross} />
      </>
    );
  return (
    <>
      <circle r={13.5} className={styles[state]} />
      <text y={4.8} textAnchor="middle" className={styles[`${state}Name`]}>
        {name}
      </text>
    </>
  );
}

function Flag({ electrode, scheme, placement }: { electrode: Electrode; scheme: ColorScheme; placement: EkgPlacement }) {
  const [x, y] = placeOf(electrode, placement);
  const left = 124;
  const top = 246;
  const words = `${clipOf(electrode, scheme).name} loose`;
  const width = 44 + words.length * 8.2;
  return (
    <g>
      <path d={`M${x} ${y}L${left + width / 2} ${top + 4}`} className={styles.leader} />
      <rect x={left} y={top} width={width} height={32} rx={6} className={styles.flagBox} />
      <g transform={`translate(${left + 9} ${top + 9})`}>
        <ClipSquare electrode={electrode} scheme={scheme} size={14} />
      </g>
      <text x={left + 31} y={top + 21} className={styles.flagWords}>
        {words}
      </text>
    </g>
  );
}

/** The color of a clip as a small square, a chest clip in two halves. Goes into an SVG. */
export function ClipSquare({ electrode, scheme, size }: { electrode: Electrode; scheme: ColorScheme; size: number }) {
  const [first, second] = clipOf(electrode, scheme).colors;
  return (
    <>
      <rect width={size} height={size} rx={2} fill={first} />
      {second !== undefined && <rect x={size / 2} width={size / 2} height={size} fill={second} />}
      <rect width={size} height={size} rx={2} className={styles.clipEdge} />
    </>
  );
}

/** What the picture shows, in words. */
function torsoWords(states: TorsoProps['states'], scheme: ColorScheme): string {
  const others = electrodes.filter((electrode) => states[electrode].state !== 'good');
  if (others.length === 0) return 'All ten are good.';
  const said = others.map((electrode) => `${clipOf(electrode, scheme).name}: ${electrodeState(states[electrode])}`).join(', ');
  return others.length === electrodes.length ? `${said}.` : `${said}; the others are good.`;
}
