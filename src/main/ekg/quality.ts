/**
 * Whether a tracing can be used, and what is wrong with it, lead by lead. Red: retake. Yellow: usable, with a named fault. Limits
 * were set on the labelled records of the 2011 challenge so that a usable tracing is rarely refused. EKG notes 4.
 */
import { type Electrode, electrodesOf } from '../../../drivers/model/leads.ts';
import { noSample, type StandardLead, type Tracing } from '../../../drivers/model/tracing.ts';
import { analysisLeads } from './analysis-leads.ts';
import { detectBeats } from './beats.ts';
import { isClipped } from './clipping.ts';
import { withoutContact } from './contact.ts';
import { bandPass, highPass, movingMean } from './filter.ts';
import { mainsHum } from './mains.ts';
import { median } from './numbers.ts';

export type Fault = 'no-contact' | 'artifact' | 'clipped' | 'wander' | 'mains' | 'muscle' | 'weak' | 'no-beats' | 'not-recorded';

export interface Reason {
  /** The lead, or "all". */
  lead: string;
  fault: Fault;
  isRed: boolean;
}

export interface Quality {
  verdict: 'accept' | 'caution' | 'retake';
  /** Red ones first; of one lead only the worst. */
  reasons: Reason[];
  /** The electrode that explains what the leads have in common; null where nothing points at one. */
  electrode: Electrode | null;
}

/** Half seconds in which a lead swings further than this, in microvolts, are spoilt; nothing of the heart is near. */
const spoilt = 10_000;
const badlySpoilt = 20_000;

/** Judges the whole record as it stands, raw. */
export function judge(tracing: Tracing): Quality {
  const leads = analysisLeads(tracing);
  if (leads === null) return { verdict: 'retake', reasons: [{ lead: 'all', fault: 'no-contact', isRed: true }], electrode: 'RL' };
  const judged = judgeLeads(leads.names, leads.raw, leads.values, leads.hz);
  // Announced, but without one sample: nobody pressed an electrode down wrongly, it was never put on.
  const absent = tracing.leads.filter(({ name, samples }) => !leads.names.includes(name) && samples.every((value) => value === noSample));
  const reasons = [...judged.reasons, ...absent.map(({ name }): Reason => ({ lead: name, fault: 'not-recorded', isRed: false }))];
  return { ...judged, verdict: verdictOf(reasons), reasons };
}

function verdictOf(reasons: readonly Reason[]): Quality['verdict'] {
  return reasons.some(({ isRed }) => isRed) ? 'retake' : reasons.length > 0 ? 'caution' : 'accept';
}

/** `raw` in microvolts with NaN where there is no sample, `values` the same with gaps bridged. */
export function judgeLeads(names: readonly string[], raw: readonly Float64Array[], values: readonly Float64Array[], hz: number): Quality {
  const swings = values.map((lead) => halfSeconds(highPass(lead, hz, 0.5), hz).map(swing));
  const shared = sharedMoments(swings);
  const isOff = withoutContact(raw, values, hz);
  const own = values.flatMap((lead, index) =>
    isOff[index]
      ? { lead: names[index]!, fault: 'no-contact' as const, isRed: true }
      : (faultOf(names[index]!, { raw: raw[index]!, values: lead, swings: swings[index]! }, hz, shared) ?? []),
  );
  const red = own.filter(({ isRed }) => isRed).map(({ lead }) => names.indexOf(lead));
  const reasons = [...own, ...heart(values, hz, red)].sort((a, b) => Number(b.isRed) - Number(a.isRed));
  const electrode = commonElectrode(reasons.filter(({ isRed }) => isRed).map(({ lead }) => lead));
  return { verdict: verdictOf(reasons), reasons, electrode };
}

interface JudgedLead {
  raw: Float64Array;
  values: Float64Array;
  /** Of its half seconds. */
  swings: readonly number[];
}

/** The worst fault of one lead that has contact. */
function faultOf(lead: string, { raw, values, swings }: JudgedLead, hz: number, shared: ReadonlySet<number>): Reason | null {
  const red = (fault: Fault): Reason => ({ lead, fault, isRed: true });
  const yellow = (fault: Fault): Reason => ({ lead, fault, isRed: false });
  const counted = swings.filter((_, index) => index >= 3 && !shared.has(index));
  const isSpoilt = counted.some((size) => size > badlySpoilt) || swings.filter((size) => size > spoilt).length > 3;
  if (isSpoilt) return red('artifact');
  const noise = muscleNoise(values, hz);
  if (heartPower(values, hz) < 0.5 * (noise + 5)) return red('weak');
  const wander = swing(movingMean(values, Math.round(hz)).subarray(Math.round(hz / 2), -Math.round(hz / 2)));
  if (swings.some((size) => size > spoilt / 2)) return yellow('artifact');
  if (isClipped(raw, hz)) return yellow('clipped');
  if (wander > 500) return yellow('wander');
  if (mainsHum(values, hz) > 50) return yellow('mains');
  return noise > 40 ? yellow('muscle') : null;
}

/** Half seconds that are spoilt in most leads at once for a second at most: the patient moved, and the rest is good. */
function sharedMoments(swings: readonly (readonly number[])[]): ReadonlySet<number> {
  const count = swings[0]?.length ?? 0;
  const moments = Array.from({ length: count }, (_, index) => index).filter(
    (index) => swings.filter((lead) => lead[index]! > spoilt / 4).length > swings.length / 2,
  );
  return new Set(moments.length <= 3 ? moments : []);
}

function halfSeconds(values: Float64Array, hz: number): Float64Array[] {
  const width = Math.round(hz / 2);
  return Array.from({ length: Math.floor(values.length / width) }, (_, index) => values.subarray(index * width, (index + 1) * width));
}

function swing(values: Float64Array): number {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [lowest, highest] = [Math.min(lowest, value), Math.max(highest, value)];
  return values.length === 0 ? 0 : highest - lowest;
}

/** Root mean square between 35 and 100 Hz of the middle half second, in microvolts: QRS complexes stand in the others. */
function muscleNoise(values: Float64Array, hz: number): number {
  return median(halfSeconds(bandPass(values, hz, 35, 100), hz).map(rootMeanSquare));
}

function heartPower(values: Float64Array, hz: number): number {
  return rootMeanSquare(bandPass(values, hz, 5, 25));
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, values.length));
}

/** A tracing of good leads without beats, or with more than a heart makes, is of nobody. */
function heart(values: readonly Float64Array[], hz: number, red: readonly number[]): Reason[] {
  const good = values.filter((_, index) => !red.includes(index));
  if (good.length === 0) return [];
  const perTenSeconds = (10 * detectBeats(good, hz).length * hz) / (good[0]!.length || 1);
  return perTenSeconds >= 3 && perTenSeconds <= 42 ? [] : [{ lead: 'all', fault: 'no-beats', isRed: true }];
}

const limbs = ['I', 'II', 'III'] as const;

/** Which electrode the bad leads share: two limb leads point at one limb, all leads at the reference, a chest lead at itself. */
export function commonElectrode(bad: readonly string[]): Electrode | null {
  if (bad.includes('all') || limbs.every((lead) => bad.includes(lead))) return 'RL';
  const [one, two] = limbs.filter((lead) => bad.includes(lead));
  if (one !== undefined && two !== undefined) return electrodesOf[one].find((electrode) => electrodesOf[two].includes(electrode)) ?? null;
  const chest = bad.filter((lead): lead is StandardLead => /^V[1-6]$/.test(lead));
  return chest.length > 0 ? electrodesOf[chest[0]!][0]! : null;
}
