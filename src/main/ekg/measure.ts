/**
 * What can be measured on a tracing of some seconds: rate, intervals, axes. Computed, unconfirmed, for a clinician to look at;
 * no diagnosis. What is not there, or cannot be measured, is null. EKG notes 6.
 */

import { qtcBy } from '../../../drivers/model/qtc.ts';
import type { BeatPoints, QtcFormula, Tracing } from '../../../drivers/model/tracing.ts';
import { analysisLeads } from './analysis-leads.ts';
import { axisOf, type Level } from './axis.ts';
import { detectBeats } from './beats.ts';
import { markShapes, type ShapeMarks } from './delineate.ts';
import { median, quantile } from './numbers.ts';
import { pacerSpikes, withoutSpikes } from './pacer.ts';
import type { Wave } from './waves.ts';

export interface LeadPoints extends BeatPoints {
  lead: string;
  tPeak: number | null;
  pPeak: number | null;
  /** Largest and smallest value between QRS onset and end over the level before the QRS, in microvolts. */
  rAmplitude: number;
  sAmplitude: number;
}

export interface MedianBeat {
  /** Samples a second. */
  hz: number;
  leads: string[];
  /** Microvolts, one array a lead. */
  values: Float64Array[];
  /** The sample of the median beat that lies over each of `positions`, in samples of the record. */
  at: number;
  positions: number[];
  /** In samples of the median beat. */
  global: BeatPoints;
  perLead: LeadPoints[];
  /** Beats it is the median of. */
  beats: number;
}

export interface Measured {
  /** Per minute, from the mean of all RR intervals; null with fewer than two beats. */
  heartRate: number | null;
  /** Milliseconds. */
  rr: number | null;
  /** RR intervals spread over more than a fifth of the middle one. EKG notes 6.1. */
  isIrregular: boolean;
  pr: number | null;
  pDuration: number | null;
  qrs: number | null;
  qt: number | null;
  qtc: Readonly<Record<QtcFormula, number>> | null;
  /** Degrees. */
  pAxis: number | null;
  qrsAxis: number | null;
  tAxis: number | null;
  /** Samples of the record where the beats, and the pacer's spikes, stand. */
  beats: number[];
  spikes: number[];
  median: MedianBeat | null;
}

/** Throws nothing: a record without a lead that can be computed on measures as all null. */
export function measure(tracing: Tracing): Measured {
  const leads = analysisLeads(tracing);
  if (leads === null) return nothing();
  const { names, hz } = leads;
  const spikes = pacerSpikes(leads.values, hz);
  const values = spikes.length === 0 ? leads.values : leads.values.map((lead) => withoutSpikes(lead, hz, spikes));
  const beats = detectBeats(values, hz);
  const shapes = markShapes(values, hz, beats);
  const [shape] = shapes;
  const intervals = beats.slice(1).map((beat, index) => beat - beats[index]!);
  const rr = intervals.length === 0 ? null : (1000 * (beats.at(-1)! - beats[0]!)) / intervals.length / hz;
  const spread = intervals.length < 3 ? 0 : (quantile(intervals, 0.9) - quantile(intervals, 0.1)) / median(intervals);
  const times = shape === undefined ? noTimes : timesOf(shape, hz);
  return {
    heartRate: rr === null ? null : Math.round(60_000 / rr),
    rr: rr === null ? null : Math.round(rr),
    isIrregular: spread > 0.2,
    ...rounded(times),
    qtc: times.qt === null || rr === null ? null : qtcs(times.qt, rr),
    ...axes(shape, names),
    beats,
    spikes: [...spikes, ...shapes.flatMap(filteredSpikes)].sort((a, b) => a - b),
    median: shape === undefined ? null : medianOf(shape, names, hz),
  };
}

/** Of every beat of a shape whose median beat shows one. */
function filteredSpikes({ spike, at, beats }: ShapeMarks): number[] {
  return spike === null ? [] : beats.map((beat) => beat - at + spike);
}

interface Times {
  pr: number | null;
  pDuration: number | null;
  qrs: number | null;
  qt: number | null;
}

const noTimes: Times = { pr: null, pDuration: null, qrs: null, qt: null };

/** Milliseconds between the global points. */
function timesOf({ global, extreme }: ShapeMarks, hz: number): Times {
  const between = (from: number | null, to: number | null) => (from === null || to === null ? null : (1000 * (to - from)) / hz);
  return {
    pr: between(extreme.pOn, extreme.qrsOn),
    pDuration: between(global.pOn, global.pOff),
    qrs: between(extreme.qrsOn, extreme.qrsOff),
    qt: between(extreme.qrsOn, extreme.tOff),
  };
}

function rounded(times: Times): Times {
  const whole = (value: number | null) => (value === null ? null : Math.round(value));
  return { pr: whole(times.pr), pDuration: whole(times.pDuration), qrs: whole(times.qrs), qt: whole(times.qt) };
}

function qtcs(qt: number, rr: number): Record<QtcFormula, number> {
  const by = (formula: QtcFormula) => Math.round(qtcBy[formula](qt, rr));
  return { bazett: by('bazett'), fridericia: by('fridericia'), framingham: by('framingham'), hodges: by('hodges') };
}

function axes(shape: ShapeMarks | undefined, names: readonly string[]) {
  const one = shape?.medians[names.indexOf('I')];
  const foot = shape?.medians[names.indexOf('aVF')];
  if (shape === undefined || one === undefined || foot === undefined) return { pAxis: null, qrsAxis: null, tAxis: null };
  const { pOn, pOff, qrsOn, qrsOff, tOff } = shape.global;
  const over = (from: number | null, to: number | null, level: Level) =>
    from === null || to === null ? null : axisOf(one, foot, Math.round(from), Math.round(to), level);
  const start = Math.round(qrsOn ?? 0);
  return { pAxis: over(pOn, pOff, 'line'), qrsAxis: over(qrsOn, qrsOff, start), tAxis: over(qrsOff, tOff, start) };
}

function medianOf(shape: ShapeMarks, names: readonly string[], hz: number): MedianBeat {
  const hasP = shape.hasP.includes(true);
  const perLead = shape.leads.map(({ qrs, p, t }, index) => ({
    lead: names[index]!,
    pOn: hasP ? onOf(p) : null,
    pPeak: hasP ? (p?.peak ?? null) : null,
    pOff: hasP ? (p?.off ?? null) : null,
    qrsOn: qrs.on,
    qrsOff: qrs.off,
    tPeak: t?.peak ?? null,
    tOff: t?.off ?? null,
    ...amplitudes(shape.medians[index]!, qrs.on, qrs.off),
  }));
  return {
    hz,
    leads: [...names],
    values: shape.medians,
    at: shape.at,
    positions: shape.beats,
    global: shape.global,
    perLead,
    beats: shape.beats.length,
  };
}

function onOf(wave: Wave | null): number | null {
  return wave?.on ?? null;
}

function amplitudes(beat: Float64Array, on: number, off: number): { rAmplitude: number; sAmplitude: number } {
  const inside = beat.subarray(on, off + 1);
  const level = beat[on] ?? 0;
  return { rAmplitude: Math.round(Math.max(...inside) - level), sAmplitude: Math.round(Math.min(...inside) - level) };
}

function nothing(): Measured {
  const times = { ...noTimes, qtc: null, pAxis: null, qrsAxis: null, tAxis: null };
  return { heartRate: null, rr: null, isIrregular: false, ...times, beats: [], spikes: [], median: null };
}
