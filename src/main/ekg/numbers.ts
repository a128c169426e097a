/** Small computations that every part of the measurement needs. */

/** Middle value; the mean of the two middle ones of an even count. NaN of nothing. */
export function median(values: ArrayLike<number>): number {
  return medianOfSorted(sorted(new Float64Array(values)));
}

function medianOfSorted(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Up to so many values an insertion sort takes less time than the call of the built-in one. */
const few = 40;

/** In place, ascending, NaN last. */
export function sorted(values: Float64Array): Float64Array {
  if (values.length > few) return values.sort();
  for (let index = 1; index < values.length; index++) {
    const value = values[index]!;
    let place = index;
    for (; place > 0 && (values[place - 1]! > value || Number.isNaN(values[place - 1])); place--) values[place] = values[place - 1]!;
    values[place] = value;
  }
  return values;
}

/** The value below or at which so great a share of the weight lies. NaN of nothing. */
export function weightedQuantile(pairs: readonly (readonly [value: number, weight: number])[], share: number): number {
  const ordered = pairs.toSorted(([a], [b]) => a - b);
  let left = share * ordered.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of ordered) {
    left -= weight;
    if (left <= 0) return value;
  }
  return Number.NaN;
}

/** Of the values, the one that so great a share of them does not exceed. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const ordered = sorted(new Float64Array(values));
  return ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? Number.NaN;
}

export function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(highest, value));
}

/** Change per sample, from the neighbours on both sides; 0 at the ends. */
export function slopeOf(values: Float64Array): Float64Array {
  const slope = new Float64Array(values.length);
  for (let index = 1; index < values.length - 1; index++) slope[index] = (values[index + 1]! - values[index - 1]!) / 2;
  return slope;
}

/** Likeness of two stretches of one length, -1 to 1, as they stand (no mean is taken off). */
export function likeness(a: Float64Array, b: Float64Array): number {
  let [both, ofA, ofB] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    both += a[index]! * b[index]!;
    ofA += a[index]! ** 2;
    ofB += b[index]! ** 2;
  }
  return ofA === 0 || ofB === 0 ? 0 : both / Math.sqrt(ofA * ofB);
}
