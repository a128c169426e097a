/**
 * Onset, peak and end of QRS, P and T on one lead's beat, by its slope: a wave ends where the slope of its flank has fallen to
 * a small share of the flank's steepest, as a reader of the paper sees it. Shares were set on LUDB by its cardiologists' marks.
 */
import { lowPass, movingMean } from './filter.ts';
import { median, slopeOf } from './numbers.ts';

export interface Bounds {
  on: number;
  off: number;
}

export interface Wave extends Bounds {
  peak: number;
  /** Height over the line between its surroundings, signed, in the unit of the beat. */
  height: number;
}

const qrsKind = { onShare: 0.03, offShare: 0.045, calmMicrovoltsASecond: 750 };

/** QRS of a beat, in microvolts, whose fiducial point stands at `at`; it begins at `earliest` at the earliest. */
export function qrsBounds(beat: Float64Array, hz: number, at: number, earliest = 0): Bounds {
  const steepness = movingMean(slopeOf(lowPass(beat, hz, 40)).map(Math.abs), Math.max(1, Math.round(0.006 * hz)));
  const from = Math.max(earliest, at - Math.round(0.11 * hz));
  const to = Math.min(beat.length - 1, at + Math.round(0.16 * hz));
  const steepest = steepness.subarray(from, to + 1).reduce((most, value) => Math.max(most, value), 0);
  const before = Math.max(0, at - Math.round(0.11 * hz));
  const noise = median(steepness.subarray(Math.max(0, before - Math.round(0.04 * hz)), before + 1));
  const calm = (share: number) => Math.max(share * steepest, noise, qrsKind.calmMicrovoltsASecond / hz);
  const hold = Math.round(0.01 * hz);
  let first = from;
  while (first < to && steepness[first]! < 0.3 * steepest) first++;
  let last = to;
  while (last > from && steepness[last]! < 0.3 * steepest) last--;
  return {
    on: calmFrom(steepness, first, from, calm(qrsKind.onShare), hold),
    off: calmFrom(steepness, last, to, calm(qrsKind.offShare), hold),
  };
}

/** Walks from a flank towards `end` until the slope has been calm for `hold` samples; the sample where the calm began. */
function calmFrom(steepness: Float64Array, start: number, end: number, calm: number, hold: number): number {
  const step = end < start ? -1 : 1;
  let still = 0;
  for (let index = start; index !== end; index += step) {
    still = steepness[index]! < calm ? still + 1 : 0;
    if (still >= hold) return index - step * (still - 1);
  }
  return end;
}

/** What the shape of a kind of wave is, in seconds, hertz, and shares of its steepest flank. */
interface Kind {
  smoothHz: number;
  flankSeconds: number;
  onShare: number;
  offShare: number;
  shortestSeconds: number;
}

const pKind: Kind = { smoothHz: 26, flankSeconds: 0.08, onShare: 0.24, offShare: 0.52, shortestSeconds: 0.08 };
const tKind: Kind = { smoothHz: 13, flankSeconds: 0.18, onShare: 0.35, offShare: 0.3, shortestSeconds: 0.12 };

/** The largest P-like wave between two instants; null where there is no room for one. */
export function pWave(beat: Float64Array, hz: number, from: number, to: number): Wave | null {
  return waveIn(beat, hz, from, to, pKind);
}

export function tWave(beat: Float64Array, hz: number, from: number, to: number): Wave | null {
  return waveIn(beat, hz, from, to, tKind);
}

function waveIn(beat: Float64Array, hz: number, from: number, to: number, kind: Kind): Wave | null {
  if (to - from < kind.shortestSeconds * hz) return null;
  const smooth = lowPass(beat, hz, kind.smoothHz);
  const level = (index: number) => smooth[from]! + ((smooth[to]! - smooth[from]!) * (index - from)) / (to - from);
  const margin = Math.round(0.016 * hz);
  let peak = -1;
  let height = 0;
  for (let index = from + margin; index < to - margin; index++) {
    const here = smooth[index]! - level(index);
    if (Math.abs(here) > Math.abs(height)) [peak, height] = [index, here];
  }
  if (peak < 0) return null;
  const slope = slopeOf(smooth);
  const sign = Math.sign(height);
  const reach = Math.round(kind.flankSeconds * hz);
  const on = footOf(slope, sign, peak, Math.max(from, peak - reach), from, kind.onShare);
  const off = footOf(slope, -sign, peak, Math.min(to, peak + reach), to, kind.offShare);
  return { on, peak, off, height };
}

/** Walks from the peak over the steepest place of a flank to where only a share of that slope is left. */
function footOf(slope: Float64Array, sign: number, peak: number, reach: number, end: number, share: number): number {
  const step = end < peak ? -1 : 1;
  let steepest = peak;
  for (let index = peak; index !== reach; index += step) if (sign * slope[index]! > sign * slope[steepest]!) steepest = index;
  let foot = steepest;
  while (foot !== end && sign * slope[foot]! > share * sign * slope[steepest]!) foot += step;
  return foot;
}
