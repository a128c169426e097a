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

/** From a spike to the first of the ventricles' own deflection, at the least. */
export const capturedSeconds = 0.02;
/** What a low-pass makes of a spike, its tail included. */
const pulseSeconds = 0.024;

/** Root of the summed squares over twelve leads, in microvolts: the step that a spike leaves, and how quiet it is before it. */
const filtered = { step: 120, quiet: 42, leads: 12 };
/** A spike is a step on its own: so much steeper than ten milliseconds before and after it. A QRS grows over several samples. */
const alone = 5;

/**
 * Where a spike that was filtered on its way stands before the QRS of a median beat: a step in many leads at once out of quiet,
 * with nothing as steep around it. null: none is seen. `medians` in microvolts; the QRS's fiducial point stands at `at`.
 */
export function filteredSpike(medians: readonly Float64Array[], hz: number, at: number): number | null {
  if (medians.length < leastFiltered) return null;
  const scale = Math.sqrt(medians.length / filtered.leads);
  const step = (index: number) => Math.sqrt(medians.reduce((sum, lead) => sum + (lead[index]! - lead[index - 1]!) ** 2, 0)) / scale;
  const [near, far] = [Math.round(0.006 * hz), Math.round(0.04 * hz)];
  const beside = [0.008, 0.01].map((seconds) => Math.round(seconds * hz));
  let [best, most] = [null as number | null, alone];
  const from = Math.max(far + 1, at - Math.round(0.12 * hz));
  for (let index = from; index <= at + Math.round(0.06 * hz); index++) {
    const here = step(index);
    if (here < filtered.step) continue;
    const steps = Array.from({ length: far - near + 1 }, (_, back) => step(index - near - back));
    if (Math.max(...steps) > Math.min(0.2 * here, filtered.quiet)) continue;
    const around = Math.max(...beside.flatMap((away) => [step(index - away), step(index + away)]));
    const ratio = here / (around + 20);
    if (ratio > most) [best, most] = [index, ratio];
  }
  return best;
}

const leastFiltered = 6;

/** A copy of a beat in which what is left of a spike is bridged by a line. */
export function withoutPulse(beat: Float64Array, hz: number, spike: number): Float64Array {
  const [from, to] = [Math.max(0, spike - Math.round(0.004 * hz)), Math.min(beat.length - 1, spike + Math.round(pulseSeconds * hz))];
  const clean = Float64Array.from(beat);
  for (let index = from; index <= to; index++) clean[index] = beat[from]! + ((beat[to]! - beat[from]!) * (index - from)) / (to - from);
  return clean;
}
