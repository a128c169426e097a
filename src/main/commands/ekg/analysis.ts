/** What `isoline ekg` computes: measurements, beats, marks, quality, reversal. Each returns what is printed as JSON. */

import { standardLead, withDerivedLeads } from '../../../../drivers/model/leads.ts';
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { type AnalysisLeads, analysisLeads } from '../../ekg/analysis-leads.ts';
import { beatMarks } from '../../ekg/beat-marks.ts';
import { detectBeats } from '../../ekg/beats.ts';
import { markShapes } from '../../ekg/delineate.ts';
import { type Measured, measure } from '../../ekg/measure.ts';
import { pacerSpikes, withoutSpikes } from '../../ekg/pacer.ts';
import { judge } from '../../ekg/quality.ts';
import { findReversal } from '../../ekg/reversal.ts';
import { wordsOfReason } from '../../ekg/words.ts';

export function measurements(tracing: Tracing) {
  const { median, beats, spikes, ...numbers } = measure(tracing);
  return {
    ...numbers,
    label: 'unconfirmed, computed by Isoline',
    device: tracing.deviceMeasurements,
    beats,
    pacerSpikes: spikes,
    medianBeat: median === null ? null : medianSummary(median),
    quality: quality(tracing),
  };
}

/** `at` is the sample of the median beat that lies over each of `positions` in the record. */
function medianSummary({ hz, leads, at, positions, global, perLead, beats }: NonNullable<Measured['median']>) {
  return { rate: hz, beats, at, positions, leads, global, perLead };
}

/** Beats of the whole record, or of one lead alone. Throws when there is no such lead. */
export function beats(tracing: Tracing, lead: string | null) {
  const { hz, values } = computable(tracing, lead);
  const clean = withoutPacer(values, hz);
  return { rate: hz, beats: detectBeats(clean, hz) };
}

/** One row a beat of one lead, in samples of the record. */
export function delineation(tracing: Tracing, lead: string) {
  const all = analysisLeads(tracing);
  const name = standardLead(lead) ?? lead;
  const index = all?.names.indexOf(name) ?? -1;
  const { hz, values } = index >= 0 ? all! : computable(tracing, lead);
  const clean = withoutPacer(values, hz);
  const own = Math.max(0, index);
  const shapes = markShapes(clean, hz, detectBeats(clean, hz));
  return beatMarks(shapes, own, clean[own]!, clean[own]!.length).map((row) => ({
    p_on: row.pOn,
    p_peak: row.pPeak,
    p_off: row.pOff,
    qrs_on: row.qrsOn,
    r: row.r,
    qrs_off: row.qrsOff,
    t_on: row.tOn,
    t_peak: row.tPeak,
    t_off: row.tOff,
  }));
}

export function quality(tracing: Tracing) {
  const { verdict, reasons, electrode } = judge(tracing);
  return {
    verdict,
    reasons: reasons.map((reason) => ({ lead: reason.lead, fault: reason.fault, text: wordsOfReason(reason, electrode) })),
  };
}

export function reversal(tracing: Tracing) {
  return findReversal(tracing);
}

function withoutPacer(values: readonly Float64Array[], hz: number): Float64Array[] {
  const spikes = pacerSpikes(values, hz);
  return values.map((lead) => (spikes.length === 0 ? lead : withoutSpikes(lead, hz, spikes)));
}

/** All leads that can be computed on, or the one named by name or by its number from 0. */
function computable(tracing: Tracing, lead: string | null): AnalysisLeads {
  const all = lead === null ? tracing.leads : [namedLead(tracing, lead)];
  const found = analysisLeads({ ...tracing, leads: all });
  if (found === null) throw new Error(`${lead === null ? 'no lead' : `lead ${lead}`} has both samples and a scale.`);
  return found;
}

function namedLead(tracing: Tracing, lead: string) {
  const leads = withDerivedLeads(tracing.leads);
  const named =
    leads.find(({ name }) => name === (standardLead(lead) ?? lead)) ?? (/^\d+$/.test(lead) ? tracing.leads[Number(lead)] : undefined);
  if (named === undefined) throw new Error(`there is no lead "${lead}". Known: ${leads.map(({ name }) => name).join(', ')}.`);
  return named;
}
