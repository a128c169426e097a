/** The calipers' two handles over the paper: by mouse, by finger, by the arrow keys. */
import type { KeyboardEvent, PointerEvent } from 'react';
import { useRef } from 'react';
import type { EkgPicture, Scale } from '../../../../../drivers/model/paper/picture.ts';
import styles from './calipers.module.css';
import { type Calipers as CalipersState, distanceWords, type End, marchMarks, moved, placed, rateWords, stripAt } from './calipers.ts';

interface CalipersProps {
  picture: EkgPicture;
  scale: Scale;
  calipers: CalipersState;
  onChange: (calipers: CalipersState) => void;
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** A key moves a fifth of a millimetre: 8 ms, 0.02 mV; with Shift a whole one. */
const fine = 0.2;

export function Calipers({ picture, scale, calipers, onChange }: CalipersProps) {
  const area = useRef<HTMLDivElement>(null);
  const { width, height } = picture;
  const { a, b, direction } = calipers;
  const at = (x: number, of: number) => `${(100 * x) / of}%`;
  const label = distanceWords(calipers, scale);
  const rate = rateWords(calipers, scale);
  const drag = (end: End) => (event: PointerEvent<HTMLButtonElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || area.current === null) return;
    const box = area.current.getBoundingClientRect();
    const to = { x: ((event.clientX - box.left) / box.width) * width, y: ((event.clientY - box.top) / box.height) * height };
    onChange(placed(calipers, end, to, picture));
  };
  const key = (end: End) => (event: KeyboardEvent) => {
    const arrow = arrows[event.key];
    if (arrow === undefined) return;
    event.preventDefault();
    const step = event.shiftKey ? 1 : fine;
    onChange(moved(calipers, end, { x: arrow[0] * step, y: arrow[1] * step }, picture));
  };
  const isTime = direction === 'time';
  const bandBox = isTime
    ? { left: at(Math.min(a.x, b.x), width), width: at(Math.abs(b.x - a.x), width), top: at(a.y - 12, height), height: at(22, height) }
    : {
        left: at(Math.min(a.x, b.x) - 6, width),
        width: at(12 + Math.abs(b.x - a.x), width),
        top: at(Math.min(a.y, b.y), height),
        height: at(Math.abs(b.y - a.y), height),
      };
  return (
    <div ref={area} className={styles.area} data-direction={direction}>
      <div className={styles.band} style={bandBox} />
      {marchMarks(calipers, picture, scale).map((x) => (
        <div key={x} className={styles.mark} style={{ left: at(x, width), top: at(a.y - 12, height), height: at(22, height) }} />
      ))}
      {(['a', 'b'] as const).map((end) => {
        const point = calipers[end];
        const where = isTime
          ? { left: at(point.x, width), top: at(a.y + 10, height) }
          : { left: at(point.x, width), top: at(point.y, height) };
        const strip = stripAt(point, picture);
        return (
          <button
            key={end}
            type="button"
            className={styles.handle}
            style={where}
            aria-label={`Calipers, ${end === 'a' ? 'first' : 'second'} end${strip === null ? '' : `, lead ${strip.lead}`}`}
            aria-description="Arrow keys move it; with Shift, further"
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag(end)}
            onKeyDown={key(end)}
          />
        );
      })}
      <output
        className={styles.label}
        style={{ left: at((a.x + b.x) / 2, width), top: at(isTime ? a.y - 12 : Math.min(a.y, b.y), height) }}
      >
        {label}
        {rate !== null && <small>{rate}</small>}
      </output>
    </div>
  );
}
