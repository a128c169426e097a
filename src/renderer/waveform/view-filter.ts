/**
 * The filters of the live view: causal, for the eye only; nothing stored ever passes through them. EKG notes 3.1.
 * A high-pass of first order, a notch of quality 30, a low-pass of second order (Butterworth), each by the bilinear transform.
 */

export interface ViewFilter {
  highPassHz: 0.05 | 0.5;
  lowPassHz: 40 | 100 | 150;
  /** The mains; null: none. */
  notchHz: 50 | 60 | null;
}

export interface RunningFilter {
  /** One sample in, one out, in the same unit. */
  next(sample: number): number;
  /** Forgets everything: after a gap nothing of before may leak into what follows. */
  restart(): void;
}

const notchQuality = 30;

/** What of a filter can be done at `hz` samples a second: no part at or above half of that. */
export function possibleFilter(filter: ViewFilter, hz: number): { highPassHz: number; lowPassHz: number | null; notchHz: number | null } {
  return {
    highPassHz: filter.highPassHz,
    lowPassHz: filter.lowPassHz < hz / 2 ? filter.lowPassHz : null,
    notchHz: filter.notchHz !== null && filter.notchHz < hz / 2 ? filter.notchHz : null,
  };
}

/** The parts of `filter` that are possible at `hz` samples a second, one after the other. */
export function createViewFilter(filter: ViewFilter, hz: number): RunningFilter {
  const { highPassHz, lowPassHz, notchHz } = possibleFilter(filter, hz);
  const parts = [
    highPass(highPassHz, hz),
    ...(notchHz === null ? [] : [biquad(notchOf(notchHz, hz))]),
    ...(lowPassHz === null ? [] : [biquad(lowPassOf(lowPassHz, hz))]),
  ];
  return {
    next(sample) {
      let value = sample;
      for (const part of parts) value = part.next(value);
      return value;
    },
    restart() {
      for (const part of parts) part.restart();
    },
  };
}

/** Takes the first sample for the level of rest, so that an electrode's offset of hundreds of millivolts does not throw the trace off the screen. */
function highPass(cornerHz: number, hz: number): RunningFilter {
  const warped = Math.tan((Math.PI * cornerHz) / hz);
  const gain = 1 / (1 + warped);
  const kept = (1 - warped) / (1 + warped);
  let before = Number.NaN;
  let out = 0;
  return {
    next(sample) {
      if (Number.isNaN(before)) before = sample;
      out = gain * (sample - before) + kept * out;
      before = sample;
      return out;
    },
    restart() {
      before = Number.NaN;
      out = 0;
    },
  };
}

interface Coefficients {
  /** Of the input: now, one and two samples before. */
  b0: number;
  b1: number;
  b2: number;
  /** Of the output: one and two samples before. */
  a1: number;
  a2: number;
}

function lowPassOf(cornerHz: number, hz: number): Coefficients {
  const warped = Math.tan((Math.PI * cornerHz) / hz);
  const scale = 1 / (1 + Math.SQRT2 * warped + warped * warped);
  const b0 = warped * warped * scale;
  return { b0, b1: 2 * b0, b2: b0, a1: 2 * (warped * warped - 1) * scale, a2: (1 - Math.SQRT2 * warped + warped * warped) * scale };
}

function notchOf(centerHz: number, hz: number): Coefficients {
  const turn = (2 * Math.PI * centerHz) / hz;
  const width = Math.sin(turn) / (2 * notchQuality);
  const scale = 1 / (1 + width);
  const b1 = -2 * Math.cos(turn) * scale;
  return { b0: scale, b1, b2: scale, a1: b1, a2: (1 - width) * scale };
}

function biquad({ b0, b1, b2, a1, a2 }: Coefficients): RunningFilter {
  let first = 0;
  let second = 0;
  return {
    next(sample) {
      const out = b0 * sample + first;
      first = b1 * sample - a1 * out + second;
      second = b2 * sample - a2 * out;
      return out;
    },
    restart() {
      first = 0;
      second = 0;
    },
  };
}
