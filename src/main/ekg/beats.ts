/**
 * QRS complexes, on one lead or on several together. Two moving means of the band-passed power mark where a complex may be
 * (Elgendi 2013, PLoS ONE 8:e73557); then each candidate is held against its neighbours: P and T waves, pacer spikes and
 * noise are smaller, softer, or stand where no beat can. Times are indices of the R peak, or of the deepest S without one.
 */
import { bandPass, movingMean } from './filter.ts';
import { sorted } from './numbers.ts';

/** Where a QRS has most of its power and P, T, wander and muscle have little, in hertz. */
const qrsBand = [8, 20] as const;
/** Steep flanks: a P or T wave has next to nothing here. */
const flankBand = [15, 40] as const;
/** The length of a QRS, and of a little less than the shortest beat, in seconds. */
const qrsSeconds = 0.097;
const beatSeconds = 0.57;
/** Power above the record's mean that is needed where nothing happens. */
const floorShare = 0.08;
/** No two beats of a heart are closer; 250 a minute. */
const refractorySeconds = 0.24;

interface Candidate {
  at: number;
  /** Root of the power in the QRS band, and in the band of steep flanks. */
  strength: number;
  flank: number;
  /** As long as a QRS: the shorter ones count only where a beat is missing. */
  isLong: boolean;
}

/** Indices of the beats. `leads` in any one unit, all of one length, without gaps (see `bridged`). */
export function detectBeats(leads: readonly Float64Array[], hz: number): number[] {
  const all = findCandidates(leads, hz);
  const beats = withoutClose(
    all.filter(({ isLong }) => isLong),
    hz,
  );
  dropDoubtful(beats, hz);
  fillGaps(
    beats,
    all.filter(({ isLong }) => !isLong),
    hz,
  );
  return beats.map(({ at }) => at);
}

function findCandidates(leads: readonly Float64Array[], hz: number): Candidate[] {
  const filtered = leads.map((lead) => bandPass(lead, hz, ...qrsBand));
  const power = sumOfPowers(filtered);
  const near = movingMean(power, Math.round(qrsSeconds * hz));
  const far = movingMean(power, Math.round(beatSeconds * hz));
  const flank = movingMean(sumOfPowers(leads.map((lead) => bandPass(lead, hz, ...flankBand))), Math.round(0.05 * hz));
  const floor = (floorShare * power.reduce((sum, value) => sum + value, 0)) / Math.max(1, power.length);
  const whole = Math.round(qrsSeconds * hz);
  const found: Candidate[] = [];
  for (let index = 0, from = -1; index <= power.length; index++) {
    const isInside = index < power.length && near[index]! > far[index]! + floor;
    if (isInside && from < 0) from = index;
    if (isInside || from < 0) continue;
    // A block that is cut by the end of the record has no shape to be judged by.
    if (index - from >= whole / 2 && index < power.length - 0.03 * hz) found.push(candidate(from, index));
    from = -1;
  }
  return found;

  function candidate(from: number, to: number): Candidate {
    let at = from;
    let [strength, steepest] = [0, 0];
    for (let index = from; index < to; index++) {
      if (power[index]! > power[at]!) at = index;
      strength = Math.max(strength, near[index]!);
      steepest = Math.max(steepest, flank[index]!);
    }
    return { at, strength: Math.sqrt(strength), flank: Math.sqrt(steepest), isLong: to - from >= whole };
  }
}

/** Each lead counts by its own scale, so that no lead drowns the others; one lead alone stays as it is. */
function sumOfPowers(leads: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(leads[0]?.length ?? 0);
  for (const lead of leads) {
    const scale = leads.length === 1 ? 1 : 1 / (percentile(lead, 0.95) || Number.POSITIVE_INFINITY);
    for (let index = 0; index < sum.length; index++) {
      const value = lead[index]! * scale;
      sum[index]! += value * value;
    }
  }
  return sum;
}

/** Of the absolute values; of long records from every so manieth. */
function percentile(values: Float64Array, share: number): number {
  const step = Math.max(1, Math.floor(values.length / 1000));
  const sizes = new Float64Array(Math.floor(values.length / step));
  for (let index = 0; index < sizes.length; index++) sizes[index] = Math.abs(values[index * step]!);
  return sizes.sort()[Math.floor(share * sizes.length)] ?? 0;
}

/** Of two that are closer than two beats can be, the stronger. */
function withoutClose(candidates: readonly Candidate[], hz: number): Candidate[] {
  const kept = [...candidates];
  for (let index = 1; index < kept.length; ) {
    const [before, here] = [kept[index - 1]!, kept[index]!];
    if (here.at - before.at >= refractorySeconds * hz) index++;
    else {
      kept.splice(here.strength > before.strength ? index - 1 : index, 1);
      index = Math.max(1, index - 1);
    }
  }
  return kept;
}

/** Beats on either side that say what is usual here. */
const neighbours = 8;

interface Usual {
  strength: number;
  flank: number;
  interval: number;
}

function usualAround(beats: readonly Candidate[], index: number): Usual {
  const from = Math.max(0, index - neighbours);
  const around = beats.slice(from, index + neighbours + 1);
  const intervals = around.slice(1).map(({ at }, place) => at - around[place]!.at);
  return {
    strength: usualOf(around.map(({ strength }) => strength)),
    flank: usualOf(around.map(({ flank }) => flank)),
    interval: usualOf(intervals),
  };
}

/** The middle value, of an even count the upper one: it is one that was there. */
function usualOf(values: readonly number[]): number {
  return sorted(new Float64Array(values))[values.length >> 1] ?? 0;
}

/** Takes out what is no beat, the weakest first, each time judging anew by those that remain around it. */
function dropDoubtful(beats: Candidate[], hz: number): void {
  const doubts = beats.map((_, index) => doubtOf(beats, index, hz));
  for (;;) {
    let weakest = -1;
    for (let index = 0; index < beats.length; index++) {
      if (doubts[index]! < (doubts[weakest] ?? Number.POSITIVE_INFINITY)) weakest = index;
    }
    if (weakest < 0) return;
    beats.splice(weakest, 1);
    doubts.splice(weakest, 1);
    const last = Math.min(beats.length, weakest + neighbours + 1);
    for (let index = Math.max(0, weakest - neighbours - 1); index < last; index++) doubts[index] = doubtOf(beats, index, hz);
  }
}

/** A P wave is at most so far before its QRS, weaker and softer than it. */
const pWave = { withinSeconds: 0.3, strength: 0.8, flank: 0.6 };
/** A T wave is at most so far behind its QRS, weaker than it and without flanks. */
const tWave = { withinSeconds: 0.4, strength: 0.5, flank: 0.25 };

/** Its strength as a share of what is usual when it is no beat; infinite when it is one. */
function doubtOf(beats: readonly Candidate[], index: number, hz: number): number {
  const here = beats[index]!;
  const [before, after] = [beats[index - 1], beats[index + 1]];
  const usual = usualAround(beats, index);
  const share = here.strength / usual.strength;
  const gapBefore = before === undefined ? usual.interval : here.at - before.at;
  const gapAfter = after === undefined ? usual.interval : after.at - here.at;
  const isPWave =
    after !== undefined &&
    gapAfter < pWave.withinSeconds * hz &&
    here.strength < pWave.strength * after.strength &&
    here.flank < pWave.flank * after.flank;
  if (isPWave) return share;
  if (share >= 0.5) return Number.POSITIVE_INFINITY;
  const isSoft = here.flank < tWave.flank * usual.flank;
  const isTWave = before !== undefined && gapBefore < tWave.withinSeconds * hz && here.strength < tWave.strength * before.strength;
  const isEarlyWave = after !== undefined && gapAfter < pWave.withinSeconds * hz && here.strength < tWave.strength * after.strength;
  // Without it the rhythm around it would be regular: something between two beats, not a beat.
  const isBetween = gapBefore + gapAfter < 1.2 * usual.interval || (share < 0.2 && gapBefore + gapAfter < 1.8 * usual.interval);
  return isBetween || (isSoft && (isTWave || isEarlyWave)) ? share : Number.POSITIVE_INFINITY;
}

/** Where a beat is missing, the strongest of the short candidates in between is it. */
function fillGaps(beats: Candidate[], short: readonly Candidate[], hz: number): void {
  for (let index = 1; index < beats.length; index++) {
    const [before, here] = [beats[index - 1]!, beats[index]!];
    const usual = usualAround(beats, index);
    if (here.at - before.at < 1.5 * usual.interval) continue;
    const clear = 0.36 * hz;
    const [strongest] = short
      .filter(({ at, strength }) => at - before.at > clear && here.at - at > clear && strength > 0.3 * usual.strength)
      .sort((a, b) => b.strength - a.strength);
    if (strongest === undefined) continue;
    beats.splice(index, 0, strongest);
    index -= 1;
  }
}
