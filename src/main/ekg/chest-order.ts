/** Whether two neighbouring chest electrodes were exchanged: each lead should be like its neighbours, in the order V1 to V6. */
import { likeness } from './numbers.ts';
import type { Reversal, Swap } from './reversal.ts';

/** So much more alike the neighbours must become, summed over the five pairs. */
const leastGain = 0.31;
/** Root mean square of a QRS in microvolts: a lead with less is without contact, and is like nobody. */
const leastSize = 20;

/** Median beats of V1 to V6; from the QRS onset to its end: T waves are alike across the chest. null where a lead is missing or no exchange is suspected. */
export function chestOrder(chest: readonly (Float64Array | null)[], from: number, to: number): Reversal | null {
  if (chest.some((lead) => lead === null)) return null;
  const waves = chest.map((lead) => lead!.subarray(from, to + 1).map((value) => value - lead![from]!));
  if (waves.some((wave) => size(wave) < leastSize * Math.sqrt(wave.length))) return null;
  const recorded = neighbourhood(waves);
  const tried = [0, 1, 2, 3, 4].map((index) => {
    const order = [...waves];
    [order[index], order[index + 1]] = [order[index + 1]!, order[index]!];
    return { swap: `V${index + 1}-V${index + 2}` as Swap, gain: neighbourhood(order) - recorded };
  });
  const best = tried.reduce((a, b) => (b.gain > a.gain ? b : a));
  if (best.gain < leastGain) return null;
  return { swap: best.swap, certainty: Math.min(0.95, best.gain), instead: null };
}

/** Shape and size: two leads of one shape but unlike in size are not neighbours either. */
function neighbourhood(waves: readonly Float64Array[]): number {
  return waves.slice(1).reduce((sum, wave, index) => {
    const [a, b] = [size(waves[index]!), size(wave)];
    return sum + likeness(waves[index]!, wave) * Math.sqrt(Math.min(a, b) / (Math.max(a, b) || 1));
  }, 0);
}

function size(wave: Float64Array): number {
  return Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0));
}
