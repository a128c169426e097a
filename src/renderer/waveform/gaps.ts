/** Where there is no sample a dotted line stands at rest, so that a gap is seen as a gap and never bridged; and the device's pacer marks. */
import type { Geometry, Pen } from './sweep.ts';
import { sweepX } from './sweep.ts';

/** Of the dotted line, in device pixels at one pixel to the point: a dot, and from one dot to the next. */
const dot = 2;
const pitch = 8;

/** Dots for those of the samples [from, to) that `isGap` names, at the height `row`. Dots stand at fixed places, however the samples come. */
export function drawGaps(
  pen: Pen,
  geometry: Geometry,
  from: number,
  to: number,
  row: number,
  pixelRatio: number,
  isGap: (index: number) => boolean,
): number {
  const first = Math.max(from, to - geometry.across);
  let dots = 0;
  let lastPlace = -1;
  for (let index = first; index < to; index += 1) {
    if (!isGap(index)) continue;
    const place = Math.floor(sweepX(geometry, index) / (pitch * pixelRatio));
    const x = place * pitch * pixelRatio;
    if (place === lastPlace) continue;
    lastPlace = place;
    if (dots === 0) pen.beginPath();
    dots += 1;
    pen.moveTo(x, row);
    pen.lineTo(x + dot * pixelRatio, row);
  }
  if (dots > 0) pen.stroke();
  return dots;
}

/** A short upright line at the foot of the trace for each pacer spike that the device marked among the samples [from, to). */
export function drawPacerMarks(pen: Pen, geometry: Geometry, from: number, to: number, length: number, pacer: readonly number[]): void {
  const first = Math.max(from, to - geometry.across);
  const marks = pacer.filter((instant) => instant >= first && instant < to);
  if (marks.length === 0) return;
  pen.beginPath();
  for (const instant of marks) {
    const x = sweepX(geometry, instant);
    pen.moveTo(x, geometry.height - length);
    pen.lineTo(x, geometry.height);
  }
  pen.stroke();
}
