/** Whether the P wave of a median beat stands before each of its beats, or is noise, flutter or fibrillation. EKG notes 6.2. */
import { lowPass } from './filter.ts';
import type { BeatGroup } from './groups.ts';
import { likeness, median } from './numbers.ts';
import type { Bounds, Wave } from './waves.ts';

/**
 * What a P wave can be: lower in microvolts it is lost in what is left of the noise; shorter is a pacer's spike, longer two waves
 * in one. Alike: how much the waves before a heart's beats resemble each other; in a rhythm without order only near identity tells.
 */
const pCan = {
  lowest: 24,
  shortestSeconds: 0.06,
  longestSeconds: 0.175,
  likeness: 0.7,
  likenessOfFew: 0.87,
  likenessUnordered: 0.97,
  unordered: 0.12,
};

/** A P wave that belongs to the beats comes back before each of them; flutter and fibrillation do not. */
export function presence(
  leads: readonly Float64Array[],
  hz: number,
  group: BeatGroup,
  at: number,
  p: Wave,
  qrs: Bounds,
  order: readonly number[],
): boolean[] {
  const disorder = disorderOf(order);
  const seconds = (p.off - p.on) / hz;
  if (p.height < pCan.lowest || seconds < pCan.shortestSeconds || seconds > pCan.longestSeconds) return group.map(() => false);
  const smooth = leads.map((lead) => lowPass(lead, hz, 20));
  const from = p.on - Math.round(0.03 * hz) - at;
  // What smoothing carries of the QRS before its beginning comes back with every beat too: it is no witness.
  const to = Math.min(p.off + Math.round(0.02 * hz), Math.round(qrs.on - 0.016 * hz)) - at;
  const segments = group.map((beat) => stretch(smooth, beat + from, beat + to));
  const sum = new Float64Array(segments[0]!.length);
  for (const segment of segments) for (let index = 0; index < sum.length; index++) sum[index]! += segment[index]!;
  if (group.length < 3) return group.map(() => disorder <= pCan.unordered);
  const alike = segments.map((segment) =>
    likeness(
      segment,
      sum.map((value, index) => value - segment[index]!),
    ),
  );
  const orderly = group.length < 6 ? pCan.likenessOfFew : pCan.likeness;
  const enough = disorder > pCan.unordered ? pCan.likenessUnordered : orderly;
  return median(alike) < enough ? group.map(() => false) : alike.map((like) => like > 0.4);
}

/** A stretch of all leads, one behind the other, each with the line between its ends taken off; zeros beyond the record. */
function stretch(leads: readonly Float64Array[], from: number, to: number): Float64Array {
  const width = Math.max(0, to - from + 1);
  const joined = new Float64Array(leads.length * width);
  if (from < 0 || to >= leads[0]!.length) return joined;
  for (const [row, lead] of leads.entries()) {
    for (let index = 0; index < width; index++) {
      const line = lead[from]! + ((lead[to]! - lead[from]!) * index) / Math.max(1, width - 1);
      joined[row * width + index] = lead[from + index]! - line;
    }
  }
  return joined;
}

/** How much one interval differs from the next, as a share of the usual one: about 0.02 in sinus rhythm, over 0.15 in fibrillation. */
function disorderOf(order: readonly number[]): number {
  const intervals = order.slice(1).map((beat, index) => beat - order[index]!);
  if (intervals.length < 3) return 0;
  return median(intervals.slice(1).map((interval, index) => Math.abs(interval - intervals[index]!))) / median(intervals);
}
