/**
 * Plays a stored tracing through a device's encoder, over and over: a cart of software for training, demo and tests. Undisturbed
 * and at the device's own rate every sample is sent as it is stored, scaled into the device's steps.
 */
import type { Simulation } from './driver.ts';
import { type Disturbances, disturbedLeads, undisturbed } from './heart.ts';
import type { LeadEncoder } from './lead-encoder.ts';
import { type LeadSource, playLeads } from './lead-player.ts';
import { type Electrode, electrodesOf, withDerivedLeads } from './leads.ts';
import { seeded } from './seeded.ts';
import { type Lead, noSample, standardLeads, type Tracing } from './tracing.ts';
import { type WiredLead, wiredLeads } from './twelve-lead-wiring.ts';

export interface TracingPlay {
  tracing: Tracing;
  encoder: LeadEncoder;
  /** In samples of the tracing: after the last one it goes on with the first, e.g. from beat to beat. */
  loop: { from: number; to: number };
}

/** Leads that a tracing has for this device; a device of one lead is given II, or the first there is. */
export function leadsPlayed(tracing: Tracing, encoder: LeadEncoder): (Lead | null)[] {
  const usable = withDerivedLeads(tracing.leads).filter(({ nanovoltsPerBit, samples }) => nanovoltsPerBit !== null && samples.length > 0);
  const { hz, samples } = usable[0] ?? { hz: 0, samples: { length: 0 } };
  const alike = usable.filter((lead) => lead.hz === hz && lead.samples.length === samples.length);
  const by = (name: string) => alike.find((lead) => lead.name === name) ?? null;
  return encoder.leads.map((name) => ((standardLeads as readonly string[]).includes(name) ? by(name) : (by('II') ?? alike[0] ?? null)));
}

/** Throws an error when the tracing has no lead that this device could have recorded. */
export function playTracing({ tracing, encoder, loop }: TracingPlay): Simulation {
  const leads = leadsPlayed(tracing, encoder);
  const first = leads.find((lead) => lead !== null);
  if (first == null) throw new Error('the tracing has no lead with a known scale that this device records');
  return playLeads(sourceOf(leads, first.hz, encoder, loop), encoder);
}

function sourceOf(leads: readonly (Lead | null)[], hz: number, encoder: LeadEncoder, { from, to }: TracingPlay['loop']): LeadSource {
  const random = seeded(1);
  const missing = electrodesMissing(encoder.leads.filter((_, row) => leads[row] === null));
  /** Where an instant of the device stands in the tracing, in samples: whole when both have one rate. */
  const placeOf = (instant: number) => {
    const place = (instant * hz) / encoder.hz;
    return place < to ? place : from + ((place - from) % (to - from));
  };
  const clean = (row: number, place: number) => valueAt(leads[row] ?? null, place);
  return {
    atRest: undisturbed,
    at(instant, disturbed) {
      const place = placeOf(instant);
      const nanovolts = encoder.leads.map((_, row) => clean(row, place));
      const off = new Set([...disturbed.loose, ...missing]);
      if (nanovolts.every((value) => value === null)) return { values: null, off };
      const moved = isQuiet(disturbed) ? nanovolts : disturbedRow(nanovolts, encoder, instant / encoder.hz, disturbed, random);
      return { values: moved.map((value) => (value === null ? null : Math.round(value / encoder.nanovoltsPerBit))), off };
    },
  };
}

function isQuiet({ humMicrovolts, wanderMicrovolts, muscleMicrovolts, loose, armsExchanged }: Disturbances): boolean {
  return humMicrovolts + wanderMicrovolts + muscleMicrovolts === 0 && loose.size === 0 && !armsExchanged;
}

/** What is missing stays missing; everything else as the electrodes see it now. */
function disturbedRow(
  nanovolts: readonly (number | null)[],
  { leads }: LeadEncoder,
  seconds: number,
  disturbed: Disturbances,
  random: () => number,
): (number | null)[] {
  const rowOf = (lead: WiredLead) => (leads.length === 1 ? (lead === 'I' || lead === 'II' ? 0 : -1) : leads.indexOf(lead));
  const moved = disturbedLeads((lead) => (nanovolts[rowOf(lead)] ?? 0) / 1000, seconds, disturbed, random);
  return nanovolts.map((value, row) => {
    const lead = leads.length === 1 ? 'I' : leads[row];
    const index = (wiredLeads as readonly string[]).indexOf(lead ?? '');
    return value === null || index < 0 ? value : moved[index]! * 1000;
  });
}

/** Nanovolts at a place between two samples: on the straight line between them. null where either is none. */
function valueAt(lead: Lead | null, place: number): number | null {
  if (lead === null) return null;
  const before = Math.floor(place);
  const one = nanovoltsAt(lead, before);
  const share = place - before;
  if (share === 0 || one === null) return one;
  const other = nanovoltsAt(lead, before + 1);
  return other === null ? null : one + share * (other - one);
}

function nanovoltsAt({ samples, baseline, nanovoltsPerBit }: Lead, index: number): number | null {
  const value = samples[Math.min(index, samples.length - 1)]!;
  return value === noSample ? null : (value - baseline) * nanovoltsPerBit!;
}

/** A lead that nobody recorded is an electrode that nobody put on. */
function electrodesMissing(names: readonly string[]): Electrode[] {
  const own = { I: 'LA', II: 'LL' } as const;
  return names.flatMap((name) => {
    if (name === 'I' || name === 'II') return own[name];
    return electrodesOf[name as keyof typeof electrodesOf] ?? [];
  });
}
