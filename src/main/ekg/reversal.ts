/**
 * Whether limb electrodes were exchanged. Every exchange of RA, LA and LL gives the leads that would have been recorded without
 * it; the one that makes the heart most ordinary (P upright in I and II, QRS to the left and down, lead I like V6) is named when
 * it does so much better than what was recorded. An exchange with RL leaves one limb lead nearly flat. EKG notes 5.
 */
import type { Tracing } from '../../../drivers/model/tracing.ts';
import { analysisLeads } from './analysis-leads.ts';
import { axisOf } from './axis.ts';
import { chestOrder } from './chest-order.ts';
import { type Measured, measure } from './measure.ts';
import { likeness } from './numbers.ts';

export type Swap =
  | 'RA-LA'
  | 'RA-LL'
  | 'LA-LL'
  | 'RA-LA-LL'
  | 'RA-LL-LA'
  | 'RA-RL'
  | 'LA-RL'
  | 'RA-RL and LA-LL'
  | 'V1-V2'
  | 'V2-V3'
  | 'V3-V4'
  | 'V4-V5'
  | 'V5-V6';

export interface Reversal {
  swap: Swap | null;
  /** 0 to 1: how much more the exchange explains than chance; 0 where none is suspected. */
  certainty: number;
  /** What else looks like it, for a person to think of. */
  instead: 'dextrocardia' | 'right axis or lateral infarct' | 'ectopic atrial rhythm' | null;
}

const none: Reversal = { swap: null, certainty: 0, instead: null };

/** Suspects nothing where the limb leads or a usable beat are missing. */
export function findReversal(tracing: Tracing, measured: Measured = measure(tracing)): Reversal {
  const beat = beatOf(tracing, measured);
  if (beat === null) return none;
  const flat = flatLimb(beat);
  if (flat !== null) return { swap: flat, certainty: 0.98, instead: null };
  return limbExchange(beat) ?? chestOrder(beat.chest, ...beat.qrs) ?? none;
}

interface Beat {
  one: Float64Array;
  two: Float64Array;
  v6: Float64Array | null;
  chest: (Float64Array | null)[];
  p: readonly [number, number] | null;
  qrs: readonly [number, number];
  /** From the QRS to the end of T. */
  from: number;
  to: number;
}

function beatOf(tracing: Tracing, { median, beats }: Measured): Beat | null {
  const names = analysisLeads(tracing)?.names ?? [];
  if (median === null || beats.length < 3) return null;
  const by = (name: string) => median.values[names.indexOf(name)] ?? null;
  const [one, two] = [by('I'), by('II')];
  const { pOn, pOff, qrsOn, qrsOff, tOff } = median.global;
  if (one === null || two === null || qrsOn === null || qrsOff === null) return null;
  const [from, end] = [Math.round(qrsOn), Math.round(qrsOff)];
  return {
    one,
    two,
    v6: by('V6') ?? by('V5'),
    chest: ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'].map(by),
    p: pOn === null || pOff === null ? null : [Math.round(pOn), Math.round(pOff)],
    qrs: [from, end],
    from,
    to: Math.round(tOff ?? end + 2 * (end - from)),
  };
}

/** A limb lead between two legs shows next to nothing of the heart: under a tenth of a millivolt, and of the other leads. */
function flatLimb({ one, two, from, to }: Beat): Swap | null {
  const three = two.map((value, index) => value - one[index]!);
  const [first, second, third] = [one, two, three].map((lead) => swing(lead.subarray(from, to + 1)));
  const largest = Math.max(first!, second!, third!);
  const isFlat = (size: number) => size < 100 && size < 0.16 * largest;
  if (isFlat(second!)) return 'RA-RL';
  if (isFlat(third!)) return 'LA-RL';
  return isFlat(first!) ? 'RA-RL and LA-LL' : null;
}

function swing(values: Float64Array): number {
  return Math.max(...values) - Math.min(...values);
}

/** Weights of the recorded I and II that give back I and II as they would be without the exchange. */
const undone: Readonly<Record<string, readonly [one: readonly [number, number], two: readonly [number, number]]>> = {
  none: [
    [1, 0],
    [0, 1],
  ],
  'RA-LA': [
    [-1, 0],
    [-1, 1],
  ],
  'RA-LL': [
    [1, -1],
    [0, -1],
  ],
  'LA-LL': [
    [0, 1],
    [1, 0],
  ],
  // The cable of RA on the left arm, of LA on the left leg, of LL on the right arm; and the other way round.
  'RA-LA-LL': [
    [0, -1],
    [1, -1],
  ],
  'RA-LL-LA': [
    [-1, 1],
    [-1, 0],
  ],
};

/** How ordinary an axis, in degrees, or a likeness is: the middle and the spread of hearts with their electrodes in place. */
const ordinary = {
  pAxis: { middle: 50, spread: 24, least: -6 },
  qrsAxis: { middle: 25, spread: 42, least: -4 },
  likeness: { middle: 0.85, spread: 0.3, least: -8 },
} as const;
/** An exchange is rare, and one of three leads rarer: so much better it must explain the tracing, in units of log likelihood. */
const prior: Readonly<Record<string, number>> = { none: 0, 'RA-LA': 2.2, 'RA-LL': 3, 'LA-LL': 3.3, 'RA-LA-LL': 8, 'RA-LL-LA': 8 };

/** Without a P wave the best witness is missing. */
const withoutP = 6;

function limbExchange(beat: Beat): Reversal | null {
  const scored = Object.entries(undone).map(([swap, [one, two]]) => ({
    swap,
    score: ordinariness(beat, one, two) - prior[swap]! - (beat.p === null && swap !== 'none' ? withoutP : 0),
  }));
  const recorded = scored.find(({ swap }) => swap === 'none')!.score;
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.swap === 'none') return null;
  return { swap: best.swap as Swap, certainty: 1 - Math.exp(recorded - best.score), instead: insteadOf(best.swap, beat) };
}

function ordinariness(beat: Beat, ofOne: readonly [number, number], ofTwo: readonly [number, number]): number {
  const one = mix(beat, ofOne);
  const two = mix(beat, ofTwo);
  const foot = two.map((value, index) => value - one[index]! / 2);
  const pAxis = beat.p === null ? null : axisOf(one, foot, ...beat.p, 'line');
  const qrsAxis = axisOf(one, foot, ...beat.qrs, beat.from);
  const alike = beat.v6 === null ? null : likeness(overLevel(one, beat), overLevel(beat.v6, beat));
  return likelihood(pAxis, ordinary.pAxis) + likelihood(qrsAxis, ordinary.qrsAxis) + likelihood(alike, ordinary.likeness);
}

function mix({ one, two }: Beat, [ofOne, ofTwo]: readonly [number, number]): Float64Array {
  return one.map((value, index) => ofOne * value + ofTwo * two[index]!);
}

function overLevel(lead: Float64Array, { from, to }: Beat): Float64Array {
  return lead.subarray(from, to + 1).map((value) => value - lead[from]!);
}

function likelihood(value: number | null, { middle, spread, least }: { middle: number; spread: number; least: number }): number {
  if (value === null) return 0;
  const apart = Math.abs(value) <= 1 ? value - middle : ((value - middle + 540) % 360) - 180;
  return Math.max(least, -(apart ** 2) / (2 * spread ** 2));
}

/** The differential of a negative lead I. EKG notes 5.2. */
function insteadOf(swap: string, { one, p, chest }: Beat): Reversal['instead'] {
  if (swap !== 'RA-LA') return swap === 'RA-LL' || swap === 'LA-LL' ? 'ectopic atrial rhythm' : null;
  const [v1, v6] = [chest[0], chest[5]];
  if (v1 != null && v6 != null && swing(v6) < 0.5 * swing(v1)) return 'dextrocardia';
  if (p === null) return null;
  const net = one.subarray(p[0], p[1] + 1).reduce((sum, value) => sum + value - one[p[0]]!, 0);
  return net > 0 ? 'right axis or lateral infarct' : null;
}
