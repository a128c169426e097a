/** The picture of a tracing as vectors in millimetres: on the screen as large as its frame, on the printed page as large as paper. */
import { memo, useId } from 'react';
import { fitted, gap, type Line, type Run } from '../../../drivers/model/paper/page-words.ts';
import { type EkgPicture, nameSize, type Stroke, traceWidth } from '../../../drivers/model/paper/picture.ts';
import styles from './paper.module.css';

interface EkgPaperProps {
  picture: EkgPicture;
  lines: readonly Line[];
  /** Said to who hears the screen. */
  label: string;
}

export const EkgPaper = memo(function EkgPaper({ picture, lines, label }: EkgPaperProps) {
  const clip = useId();
  const { width, height, grid } = picture;
  return (
    <svg className={styles.paper} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        <clipPath id={clip}>
          <rect x={grid.left} y={grid.top} width={grid.width} height={grid.height} />
        </clipPath>
      </defs>
      <rect className={styles.sheet} width={width} height={height} />
      <Drawn picture={picture} clip={clip} />
      <g className={styles.words}>
        {picture.names.map(({ words, x, y }) => (
          <text key={`${words} ${x} ${y}`} x={x} y={y} fontSize={nameSize} fontWeight={650}>
            {words}
          </text>
        ))}
        {lines.map((line) => (
          <Words key={`${line.align} ${line.x} ${line.y}`} line={line} />
        ))}
      </g>
    </svg>
  );
});

/** What does not change with the words around it. */
const Drawn = memo(function Drawn({ picture, clip }: { picture: EkgPicture; clip: string }) {
  return (
    <>
      <path className={styles.thin} d={gridPath(picture, 1)} />
      <path className={styles.thick} d={gridPath(picture, 5)} />
      <g className={styles.trace} strokeWidth={traceWidth} clipPath={`url(#${clip})`}>
        <path d={[...picture.pulses, ...picture.ticks].map(pathOf).join('')} strokeLinejoin="miter" />
        <path data-traces="" d={picture.traces.map(pathOf).join('')} strokeLinejoin="round" />
      </g>
    </>
  );
});

function Words({ line: { x, y, size, align, runs, room } }: { line: Line }) {
  const shown = fitted(runs, room, (some) => widthOf(some, size));
  return (
    <text x={x} y={y} fontSize={size} textAnchor={align}>
      {shown.map(({ words, bold, grey }, index) => (
        <tspan key={words} dx={index === 0 ? 0 : gap} fontWeight={bold ? 650 : 450} className={grey ? styles.grey : undefined}>
          {words}
        </tspan>
      ))}
    </text>
  );
}

const measuringSize = 100;
let measuring: CanvasRenderingContext2D | null = null;

/** Millimetres, by the face that the screen has. */
function widthOf(runs: readonly Run[], size: number): number {
  measuring ??= document.createElement('canvas').getContext('2d')!;
  let sum = gap * Math.max(0, runs.length - 1);
  for (const { words, bold } of runs) {
    measuring.font = `${bold ? 650 : 450} ${measuringSize}px "Inter Variable", sans-serif`;
    sum += (measuring.measureText(words).width * size) / measuringSize;
  }
  return sum;
}

/** Hundredths of a millimetre are finer than any printer. */
function pathOf(stroke: Stroke): string {
  return stroke.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`).join('');
}

function gridPath({ grid: { left, top, width, height } }: EkgPicture, step: number): string {
  const parts: string[] = [];
  for (let x = 0; x <= width; x += step) parts.push(`M${left + x} ${top}v${height}`);
  for (let y = 0; y <= height; y += step) parts.push(`M${left} ${top + y}h${width}`);
  return parts.join('');
}
