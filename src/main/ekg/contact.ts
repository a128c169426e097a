/**
 * Whether a lead stands still as only an electrode without contact does. A smoothed, coarsely stored lead may repeat one value
 * from a T wave to the next P; no lead does so while the heart beats in the others, nor for longer than a beat lasts. EKG notes 4.
 */
import { detectBeats } from './beats.ts';
import { median } from './numbers.ts';

/** Equal samples for less than this mean nothing. EKG notes 4. */
const leastSeconds = 0.5;
/** Of a QRS, on both sides of its peak: what a lead that has contact cannot repeat one value over, in seconds. */
const qrsReach = 0.03;
/** Longest rest between two beats, in seconds where other leads move and show that none was missed. EKG notes 6.5. */
const longestPauseSeconds = 2;
/** The same in usual intervals, where all leads stand still at times: the cable may be out, and no beat be seen in any. */
const longestRest = 1.2;

/** A lead that stands still for so much of a record has no say in where the beats are. */
const deadShare = 0.8;

interface Run {
  from: number;
  to: number;
}

/**
 * For each lead whether it is without contact. `raw` in microvolts with NaN where there is no sample, `values` the same with gaps
 * bridged, all of one length.
 */
export function withoutContact(raw: readonly Float64Array[], values: readonly Float64Array[], hz: number): boolean[] {
  const still = raw.map((lead) => stillRuns(lead, leastSeconds * hz));
  if (still.every((runs) => runs.length === 0)) return raw.map(() => false);
  const moving = values.filter((_, index) => still[index]!.length === 0);
  const isWatched = moving.length > 0;
  const beats = detectBeats(isWatched ? moving : values.filter((lead, index) => stillFor(still[index]!) < deadShare * lead.length), hz);
  const intervals = beats.slice(1).map((beat, index) => beat - beats[index]!);
  const rest = beats.length < 2 ? 0 : isWatched ? longestPauseSeconds * hz : longestRest * median(intervals);
  const isOverBeat = ({ from, to }: Run) => beats.some((beat) => beat - qrsReach * hz > from && beat + qrsReach * hz < to);
  return still.map((runs) => runs.some((run) => run.to - run.from >= rest || isOverBeat(run)));
}

function stillFor(runs: readonly Run[]): number {
  return runs.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Stretches of samples that are equal or absent, at least so many samples long. */
function stillRuns(raw: Float64Array, least: number): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let index = 1; index <= raw.length; index++) {
    if (index < raw.length && (Number.isNaN(raw[index]) || Math.abs(raw[index]! - raw[index - 1]!) < 1)) continue;
    if (index - 1 - from >= least) runs.push({ from, to: index - 1 });
    from = index;
  }
  return runs;
}
