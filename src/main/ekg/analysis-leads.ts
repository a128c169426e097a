/** The part of a record that can be computed on: leads of one rate and length with a known scale, in microvolts, gaps bridged. */
import { microvolts, withDerivedLeads } from '../../../drivers/model/leads.ts';
import { type Lead, standardLeads, type Tracing } from '../../../drivers/model/tracing.ts';
import { bridged } from './filter.ts';
import { median } from './numbers.ts';

export interface AnalysisLeads {
  names: string[];
  hz: number;
  /** Microvolts, one array a lead, all of one length. */
  values: Float64Array[];
  /** The same with NaN where there was no sample. */
  raw: Float64Array[];
}

/** null where no lead has both samples and a scale. Of several rates the one with the most leads is taken. */
export function analysisLeads(tracing: Tracing): AnalysisLeads | null {
  const scaled = withDerivedLeads(tracing.leads).filter(({ nanovoltsPerBit, samples }) => nanovoltsPerBit !== null && samples.length > 0);
  const kind = ({ hz, samples }: Lead) => `${hz} ${samples.length}`;
  const counts = new Map<string, number>();
  for (const lead of scaled) counts.set(kind(lead), (counts.get(kind(lead)) ?? 0) + 1);
  const commonest = [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
  const leads = scaled.filter((lead) => kind(lead) === commonest);
  const standard = leads.filter(({ name }) => (standardLeads as readonly string[]).includes(name));
  const taken = standard.length > 0 ? standard : leads;
  const hz = taken[0]?.hz ?? 0;
  const whole = taken.map((lead) => microvolts(lead)!);
  const end = endOfEkg(taken, whole, hz);
  const kept = taken.flatMap((lead, index) => {
    const raw = whole[index]!.subarray(0, end);
    const values = bridged(raw);
    return values === null ? [] : [{ name: lead.name, raw, values }];
  });
  if (kept.length === 0) return null;
  return { names: kept.map(({ name }) => name), hz, values: kept.map(({ values }) => values), raw: kept.map(({ raw }) => raw) };
}

/**
 * Some Philips exports are 11 s long, the last part holding a calibration pulse of 1 mV and 200 ms in every channel at once, where
 * I + III - II cannot be nought (EKG notes 1.5). Such a record is measured up to its tenth second.
 */
function endOfEkg(leads: readonly Lead[], values: readonly Float64Array[], hz: number): number {
  const length = values[0]?.length ?? 0;
  const by = (name: string) => values[leads.findIndex((lead) => lead.name === name)];
  const [one, two, three] = [by('I'), by('II'), by('III')];
  if (Math.round(length / hz) !== 11 || one === undefined || two === undefined || three === undefined) return length;
  const sum = (index: number) => one[index]! + three[index]! - two[index]!;
  let pulse = 0;
  for (let index = Math.round(10.5 * hz); index < length; index++) if (Math.abs(sum(index) - 1000) < 100) pulse += 1;
  const usual = median(Float64Array.from({ length: 100 }, (_, index) => Math.abs(sum(Math.round((index * hz) / 12)))));
  return usual < 50 && Math.abs(pulse - 0.2 * hz) < 0.04 * hz ? Math.round(10 * hz) : length;
}
