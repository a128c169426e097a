/** The marks of a record's shapes as rows, one a beat, in an order that is always possible. EKG notes 6.2. */
import type { ShapeMarks } from './delineate.ts';

/** One beat of one lead, in samples of the record. EKG notes 6.2. */
export interface BeatMarks {
  pOn: number | null;
  pPeak: number | null;
  pOff: number | null;
  qrsOn: number;
  r: number;
  qrsOff: number;
  tOn: number | null;
  tPeak: number | null;
  tOff: number | null;
}

/** Marks of one lead for every beat, in the order of time. */
export function beatMarks(shapes: readonly ShapeMarks[], lead: number, leadSamples: Float64Array, length: number): BeatMarks[] {
  const rows = shapes.flatMap((shape) =>
    shape.beats.map((beat, index) => {
      const shift = beat - shape.at;
      const { qrs, p, t } = shape.leads[lead]!;
      const ownP = p !== null && shape.hasP[index]! ? p : null;
      const inside = (place: number | undefined) =>
        place === undefined || place + shift < 0 || place + shift >= length ? null : place + shift;
      const [qrsOn, qrsOff] = [Math.max(0, qrs.on + shift), Math.min(length - 1, qrs.off + shift)];
      return {
        pOn: inside(ownP?.on),
        pPeak: inside(ownP?.peak),
        pOff: inside(ownP?.off),
        qrsOn,
        r: tallest(leadSamples, qrsOn, qrsOff),
        qrsOff,
        tOn: inside(t?.on),
        tPeak: inside(t?.peak),
        tOff: inside(t?.off),
      };
    }),
  );
  return rows.sort((a, b) => a.r - b.r).map(inOrder);
}

/** The largest deflection of a QRS from the line between its ends. */
function tallest(lead: Float64Array, from: number, to: number): number {
  let best = from;
  let height = -1;
  for (let index = from; index <= to; index++) {
    const line = lead[from]! + ((lead[to]! - lead[from]!) * (index - from)) / Math.max(1, to - from);
    if (Math.abs(lead[index]! - line) > height) [best, height] = [index, Math.abs(lead[index]! - line)];
  }
  return best;
}

/**
 * No wave may reach into another: a P that begins within the T before it begins where that ends, and one whose peak lies there, or
 * a T that the next QRS cuts off, is given up rather than shown where it cannot be.
 */
function inOrder(row: BeatMarks, index: number, rows: readonly BeatMarks[]): BeatMarks {
  const before = rows[index - 1];
  const isTPossible = (one: BeatMarks, next: BeatMarks | undefined) =>
    one.tOff !== null && one.tOn !== null && one.tOn >= one.qrsOff && (next === undefined || one.tOff < next.qrsOn);
  const end = before === undefined ? -1 : isTPossible(before, row) ? before.tOff! : before.qrsOff;
  const isPPossible = row.pOn !== null && row.pPeak! > end && row.pOff! <= row.qrsOn;
  return {
    ...row,
    ...(isPPossible ? { pOn: Math.max(row.pOn!, end) } : { pOn: null, pPeak: null, pOff: null }),
    ...(isTPossible(row, rows[index + 1]) ? {} : { tOn: null, tPeak: null, tOff: null }),
  };
}
