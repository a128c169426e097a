/** Direction of a wave in the frontal plane. EKG notes 6.4. */

/** Net area of a wave below which its direction means nothing: 0.1 mV over the wave, as a mean in microvolts. */
const leastMean = 10;

/** What the area of a wave is taken over: a line between its ends, or the level at one sample. */
export type Level = 'line' | number;

/**
 * Degrees, -180 to 180, from the net areas of the wave in I and aVF over their level; null where both are too small. `lead`
 * values in microvolts; `from` and `to` in samples.
 */
export function axisOf(one: Float64Array, foot: Float64Array, from: number, to: number, over: Level): number | null {
  const first = meanOver(one, from, to, over);
  const vertical = meanOver(foot, from, to, over);
  if (Math.abs(first) < leastMean && Math.abs(vertical) < leastMean) return null;
  const degrees = Math.round((Math.atan2((2 * vertical) / Math.sqrt(3), first) * 180) / Math.PI);
  return degrees === -180 ? 180 : degrees;
}

function meanOver(lead: Float64Array, from: number, to: number, over: Level): number {
  const level = (index: number) =>
    over !== 'line' ? lead[over]! : lead[from]! + ((lead[to]! - lead[from]!) * (index - from)) / Math.max(1, to - from);
  let sum = 0;
  for (let index = from; index <= to; index++) sum += lead[index]! - level(index);
  return sum / (to - from + 1);
}
