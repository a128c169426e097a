/** For what the coach would refuse a recording: the device's own word, what was lost, and with analysis on what its samples show. */
import type { CoachSentence } from '../../../../preload/contract.ts';
import { measure } from '../../../ekg/measure.ts';
import { findReversal } from '../../../ekg/reversal.ts';
import { faultsIn, recordOf, sentence, swapSentence } from './faults.ts';
import type { HeldSlice } from './held-leads.ts';

export interface RefusedNeeds {
  analysis: boolean;
  stoppedEarly: boolean;
  wrongRate: boolean;
}

/** More than half a second lost, or so much without a hole, in seconds. */
const lostAtMost = 0.5;
const longestHole = 0.25;
const leastToJudge = 3;

/** Empty: it is clean enough to be kept as it is. */
export function refusedFor(slice: HeldSlice, { analysis, stoppedEarly, wrongRate }: RefusedNeeds): CoachSentence[] {
  const lost = slice.lost.reduce((sum, { count }) => sum + count, 0);
  return [
    ...(stoppedEarly ? [sentence('not-sending')] : []),
    ...(wrongRate ? [sentence('wrong-rate')] : []),
    ...(slice.off.length > 0 ? [sentence('no-contact', { electrodes: slice.off })] : []),
    ...(lost > lostAtMost * slice.hz ? [sentence('lost')] : []),
    ...(analysis ? foundIn(slice) : []),
  ];
}

/** The longest part without a hole is judged: it is what will be measured. */
function foundIn(slice: HeldSlice): CoachSentence[] {
  const whole = longestWhole(slice);
  const length = whole.to - whole.from;
  if (length < leastToJudge * slice.hz) return [];
  const { red } = faultsIn(whole);
  if (red.length > 0 || slice.off.length > 0) return red;
  const record = recordOf(whole.leads);
  const measured = measure(record);
  const perTenSeconds = (10 * measured.beats.length * slice.hz) / length;
  if (perTenSeconds < 3 || perTenSeconds > 42) return [sentence('no-beats')];
  const { swap, certainty, instead } = findReversal(record, measured);
  return swap === null ? [] : [swapSentence({ swap, certainty, instead })];
}

function longestWhole(slice: HeldSlice): HeldSlice {
  const holes = slice.lost.filter(({ count }) => count > longestHole * slice.hz);
  const starts = [0, ...holes.map(({ at, count }) => at + count)];
  const ends = [...holes.map(({ at }) => at), slice.to - slice.from];
  const parts = starts.map((start, index) => [start, ends[index]!] as const);
  const [start, end] = parts.reduce((a, b) => (b[1] - b[0] > a[1] - a[0] ? b : a));
  return {
    ...slice,
    from: slice.from + start,
    to: slice.from + end,
    leads: slice.leads.map((lead) => ({ ...lead, samples: lead.samples.subarray(start, end) })),
    lost: [],
  };
}
