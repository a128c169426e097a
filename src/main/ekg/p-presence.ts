/** Whether the P wave of a median beat stands before each of its beats, or is noise, flutter or fibrillation. EKG notes 6.2. */
import { lowPass } from './filter.ts';
import type { BeatGroup } from './groups.ts';
import { likeness, median, quantile } from './numbers.ts';
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
  likenessUnordered: 0.93,
  unordered: 0.12,
};
/** A heart this fast whose intervals leap by so great a share, all beats being of one shape, is driven by atria of their own rate. */
const leaping = { perMinute: 120, spread: 0.2, ofOneShape: 0.9 };

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
  if (isLeaping(group, order, hz)) return group.map(() => false);
  const disorder = disorderOf(order);
  const seconds = (p.off - p.on) / hz;
  if (p.height < pCan.lowest || seconds < pCan.shortestSeconds || seconds > pCan.longestSeconds) return group.map(() => false);
  const from = p.on - Math.round(0.03 * hz) - at;
  const to = Math.min(p.off + Math.round(0.02 * hz), Math.round(qrs.on - 0.004 * hz)) - at;
  const segments = group.map((beat) => stretch(leads, hz, beat + from, beat + to));
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

/**
 * A stretch of all leads, one behind the other, each with the line between its ends taken off; zeros beyond the record. It is cut
 * out before it is smoothed: what smoothing carries of a QRS before its beginning comes back with every beat, and is no witness.
 */
function stretch(leads: readonly Float64Array[], hz: number, from: number, to: number): Float64Array {
  const width = Math.max(0, to - from + 1);
  const joined = new Float64Array(leads.length * width);
  if (from < 0 || to >= leads[0]!.length) return joined;
  for (const [row, lead] of leads.entries()) {
    const smooth = lowPass(lead.subarray(from, to + 1), hz, 20);
    for (let index = 0; index < width; index++) {
      const line = smooth[0]! + ((smooth[width - 1]! - smooth[0]!) * index) / Math.max(1, width - 1);
      joined[row * width + index] = smooth[index]! - line;
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

/** Flutter that is led on two to one and now and then less: the wave before a QRS is one of many, and no PR can be measured. */
function isLeaping(group: BeatGroup, order: readonly number[], hz: number): boolean {
  const intervals = order.slice(1).map((beat, index) => beat - order[index]!);
  if (intervals.length < 6 || group.length < leaping.ofOneShape * order.length) return false;
  const usual = median(intervals);
  const spread = (quantile(intervals, 0.9) - quantile(intervals, 0.1)) / usual;
  return usual < (60 / leaping.perMinute) * hz && spread > leaping.spread;
}
