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

/** In place, forwards or backwards, from the state in which the first value it meets has stood forever. */
function run({ b0, b1, b2, a1, a2 }: Section, values: Float64Array, step: 1 | -1): void {
  const from = step > 0 ? 0 : values.length - 1;
  const first = values[from] ?? 0;
  const level = (b0 + b1 + b2) / (1 + a1 + a2);
  let z2 = (b2 - a2 * level) * first;
  let z1 = (b1 - a1 * level) * first + z2;
  for (let index = from, left = values.length; left > 0; index += step, left--) {
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
  for (const one of sections) run(one, long, 1);
  for (const one of sections) run(one, long, -1);
  return long.subarray(pad, pad + length);
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
  const length = values.length;
  const means = new Float64Array(length);
  let sum = 0;
  let count = Math.min(after, length);
  for (let index = 0; index < count; index++) sum += values[index]!;
  const [firstWhole, lastWhole] = [before + 1, length - after];
  for (let index = 0; index < length; index++) {
    if (index >= firstWhole && index < lastWhole) {
      // Nearly all of a long record: as many come in as go out.
      sum += values[index + after]!;
      sum -= values[index - before - 1]!;
    } else {
      if (index + after < length) {
        sum += values[index + after]!;
        count += 1;
      }
      if (index > before) {
        sum -= values[index - before - 1]!;
        count -= 1;
      }
    }
    means[index] = sum / count;
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
