/** The beat that remains when noise and chance are taken out: at every instant the middle of what the group's beats have. */
import { bridged } from './filter.ts';
import type { BeatGroup } from './groups.ts';
import { median } from './numbers.ts';

/** One lead's median beat, from `before` samples before to `after` samples after the group's instant. */
export function medianBeat(lead: Float64Array, group: BeatGroup, before: number, after: number): Float64Array {
  const beat = new Float64Array(before + after + 1);
  const there = new Float64Array(group.length);
  for (let index = 0; index < beat.length; index++) {
    let count = 0;
    for (const at of group) {
      const value = lead[at - before + index];
      if (value !== undefined) there[count++] = value;
    }
    beat[index] = median(there.subarray(0, count));
  }
  return bridged(beat) ?? beat.fill(0);
}
