/**
 * Whether a lead is cut off at the end of what its amplifier or its file can hold: waves that run straight into one value, stand there and
 * run out of it again. Peaks that a coarse step flattens are rounded on the way in and out. EKG notes 4.
 */

/** Equal samples at an extreme. EKG notes 4. */
const leastEqual = 3;
/** What is not this far from the middle of the lead, in microvolts, is no end of any range. */
const leastReach = 500;
/** Two samples from an edge a cut wave is still this far away, in microvolts, and in steps of the lead: of a rounded peak nine at most. */
const leastEdge = 60;
const leastSteps = 12;
/** One wave alone may be a moment's artifact, unless it stands there as long as this, in seconds. */
const longSeconds = 0.02;

/** `raw`: microvolts with NaN where there is no sample. */
export function isClipped(raw: Float64Array, hz: number): boolean {
  const { lowest, highest, middle, step } = measuresOf(raw);
  const edge = Math.max(leastEdge, leastSteps * step);
  return [lowest, highest].some((extreme) => {
    if (!(Math.abs(extreme - middle) >= leastReach)) return false;
    const cut = runsAt(raw, extreme).filter(({ from, to }) => isSharp(raw, from, to, edge));
    return cut.length > 1 || cut.some(({ from, to }) => to - from >= longSeconds * hz);
  });
}

interface Run {
  from: number;
  /** After the last. */
  to: number;
}

/** `step`: the smallest difference between neighbours; of numbers that were computed next to nothing. */
function measuresOf(raw: Float64Array): { lowest: number; highest: number; middle: number; step: number } {
  let [lowest, highest, sum, count, step] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, Number.POSITIVE_INFINITY];
  for (let index = 0; index < raw.length; index += 1) {
    const value = raw[index]!;
    if (Number.isNaN(value)) continue;
    [lowest, highest, sum, count] = [Math.min(lowest, value), Math.max(highest, value), sum + value, count + 1];
    const difference = Math.abs(value - raw[index - 1]!);
    if (difference > 1e-6 && difference < step) step = difference;
  }
  return { lowest, highest, middle: sum / count, step };
}

function runsAt(raw: Float64Array, value: number): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < raw.length; from += 1) {
    if (!isSame(raw[from]!, value)) continue;
    let to = from + 1;
    while (to < raw.length && isSame(raw[to]!, value)) to += 1;
    if (to - from >= leastEqual) runs.push({ from, to });
    from = to;
  }
  return runs;
}

/** Volts come out of integers by a factor that is no whole number. */
function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) < 1e-6;
}

function isSharp(raw: Float64Array, from: number, to: number, edge: number): boolean {
  const isFar = (index: number, inside: number) => !(Math.abs(raw[index]! - raw[inside]!) < edge);
  const before = from < 2 || isFar(from - 2, from);
  const after = to + 2 > raw.length || isFar(to + 1, from);
  return before && after;
}
