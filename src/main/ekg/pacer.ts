/**
 * Pacer spikes: a step up and straight down again within two milliseconds or two samples, in several leads at once. Found on
 * samples as they came, and bridged in the copy that is measured. That none is found never means that nobody paces: a cart's
 * own low-pass takes them away. EKG notes 6.6.
 */
import { median } from './numbers.ts';

/** Step to the next sample, in microvolts, both up and down. */
const leastStep = 300;
const leastLeads = 2;

/** Samples at which a spike stands. `leads` in microvolts, raw. */
export function pacerSpikes(leads: readonly Float64Array[], hz: number): number[] {
  const length = leads[0]?.length ?? 0;
  const width = Math.max(1, Math.round(0.002 * hz));
  const votes = new Uint8Array(length);
  for (const lead of leads) {
    const usual = 12 * usualStep(lead);
    const step = Math.max(leastStep, usual);
    for (let index = 1; index + width < length; index++) {
      const up = lead[index]! - lead[index - 1]!;
      if (Math.abs(up) < step) continue;
      // It must come back: the side of a QRS goes on instead.
      const after = lead[index + width]! - lead[index - 1]!;
      if (Math.abs(after) < 0.5 * Math.abs(up)) votes[index] = votes[index]! + 1;
    }
  }
  const found: number[] = [];
  const enough = leads.length === 1 ? 1 : leastLeads;
  for (let index = 0; index < length; index++) {
    const together = votes[index]! + (votes[index + 1] ?? 0);
    if (together < enough || (found.length > 0 && index - found.at(-1)! < 0.01 * hz)) continue;
    found.push(index);
  }
  return found;
}

function usualStep(lead: Float64Array): number {
  return (
    median(
      Float64Array.from({ length: Math.max(0, Math.floor(lead.length / 7) - 1) }, (_, index) =>
        Math.abs(lead[7 * index + 1]! - lead[7 * index]!),
      ),
    ) || 0
  );
}

/** A copy in which each spike is bridged by a line over five milliseconds on both sides. */
export function withoutSpikes(lead: Float64Array, hz: number, spikes: readonly number[]): Float64Array {
  const clean = Float64Array.from(lead);
  const reach = Math.round(0.005 * hz);
  for (const spike of spikes) {
    const from = Math.max(0, spike - reach);
    const to = Math.min(lead.length - 1, spike + reach);
    for (let index = from; index <= to; index++) clean[index] = lead[from]! + ((lead[to]! - lead[from]!) * (index - from)) / (to - from);
  }
  return clean;
}
