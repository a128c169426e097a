/**
 * Filters for computation on samples. All run forwards and backwards, so nothing is delayed and no wave is skewed; what is
 * stored is never filtered. Coefficients: second-order Butterworth by the bilinear transform.
 */

interface Section {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

function section(kind: 'low' | 'high', cutHz: number, hz: number): Section {
  const warped = Math.tan((Math.PI * Math.min(cutHz, hz * 0.49)) / hz);
  const norm = 1 / (1 + Math.SQRT2 * warped + warped * warped);
  const edge = kind === 'low' ? warped * warped * norm : norm;
  return {
    b0: edge,
    b1: kind === 'low' ? 2 * edge : -2 * edge,
    b2: edge,
    a1: 2 * (warped * warped - 1) * norm,
    a2: (1 - Math.SQRT2 * warped + warped * warped) * norm,
  };
}

/** In place, from the state in which the first value has stood forever. */
function run({ b0, b1, b2, a1, a2 }: Section, values: Float64Array): void {
  const first = values[0] ?? 0;
  const level = (b0 + b1 + b2) / (1 + a1 + a2);
  let z2 = (b2 - a2 * level) * first;
  let z1 = (b1 - a1 * level) * first + z2;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    const out = b0 * value + z1;
    z1 = b1 * value - a1 * out + z2;
    z2 = b2 * value - a2 * out;
    values[index] = out;
  }
}

/** Forwards and backwards over the values continued at both ends by their own point reflection. */
function bothWays(values: Float64Array, sections: readonly Section[], padding: number): Float64Array {
  const length = values.length;
  if (length === 0) return new Float64Array(0);
  const pad = Math.min(padding, length - 1);
  const long = new Float64Array(length + 2 * pad);
  for (let index = 0; index < pad; index++) {
    long[index] = 2 * values[0]! - values[pad - index]!;
    long[pad + length + index] = 2 * values[length - 1]! - values[length - 2 - index]!;
  }
  long.set(values, pad);
  for (const one of sections) run(one, long);
  long.reverse();
  for (const one of sections) run(one, long);
  long.reverse();
  return long.slice(pad, pad + length);
}

/** Second order each way: 24 dB an octave in all. */
export function lowPass(values: Float64Array, hz: number, cutHz: number): Float64Array {
  return bothWays(values, [section('low', cutHz, hz)], Math.ceil((3 * hz) / cutHz));
}

export function highPass(values: Float64Array, hz: number, cutHz: number): Float64Array {
  return bothWays(values, [section('high', cutHz, hz)], Math.ceil((1.5 * hz) / cutHz));
}

export function bandPass(values: Float64Array, hz: number, fromHz: number, toHz: number): Float64Array {
  return bothWays(values, [section('high', fromHz, hz), section('low', toHz, hz)], Math.ceil((2 * hz) / fromHz));
}

/** Mean over `width` values around each; shorter at the ends. */
export function movingMean(values: Float64Array, width: number): Float64Array {
  const before = Math.floor((width - 1) / 2);
  const after = width - 1 - before;
  const means = new Float64Array(values.length);
  let sum = 0;
  let count = 0;
  for (let index = -after; index < values.length; index++) {
    const entering = index + after;
    if (entering < values.length) {
      sum += values[entering]!;
      count += 1;
    }
    const leaving = index - before - 1;
    if (leaving >= 0) {
      sum -= values[leaving]!;
      count -= 1;
    }
    if (index >= 0) means[index] = sum / count;
  }
  return means;
}

/** Samples lost or absent (NaN) bridged by a straight line, for computation alone. Null when nothing is there. */
export function bridged(values: Float64Array): Float64Array | null {
  const first = values.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return null;
  const whole = Float64Array.from(values);
  whole.fill(values[first]!, 0, first);
  let last = first;
  for (let index = first + 1; index < whole.length; index++) {
    if (Number.isNaN(whole[index])) continue;
    const step = (whole[index]! - whole[last]!) / (index - last);
    for (let gap = last + 1; gap < index; gap++) whole[gap] = whole[last]! + step * (gap - last);
    last = index;
  }
  return whole.fill(whole[last]!, last + 1);
}
