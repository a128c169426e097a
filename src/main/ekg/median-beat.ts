/** The beat that remains when noise and chance are taken out: at every instant the middle of what the group's beats have. */
import { bridged } from './filter.ts';
import type { BeatGroup } from './groups.ts';
import { median } from './numbers.ts';

/** One lead's median beat, from `before` samples before to `after` samples after the group's instant. */
export function medianBeat(lead: Float64Array, group: BeatGroup, before: number, after: number): Float64Array {
  const beat = Float64Array.from({ length: before + after + 1 }, (_, index) => {
    const there = group.map((at) => lead[at - before + index]).filter((value) => value !== undefined);
    return there.length === 0 ? Number.NaN : median(there);
  });
  return bridged(beat) ?? beat.fill(0);
}
