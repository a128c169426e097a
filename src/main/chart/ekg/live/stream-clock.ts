/**
 * How fast a device counts by the station's clock: a straight line through when its instants came. Bytes come late by what the
 * line and the computer hold back, some tens of milliseconds either way; over two minutes the line is good to some parts in a
 * hundred thousand. Only the newest stretch counts: a device that begins to count otherwise is told at once, not averaged with what
 * it did before. Told, never corrected.
 */

export interface StreamClock {
  /** `count` instants had come by then, lost ones among them. */
  add(count: number, atMs: number): void;
  /** Instants a second, over the last half minute; null in the first twenty seconds. */
  measuredHz(): number | null;
  /** Parts per million by which it counts faster than it says, over the last two minutes; null in the first. */
  drift(): number | null;
}

const firstLookMs = 20_000;
const lookMs = 30_000;
const firstDriftMs = 60_000;
const driftMs = 120_000;
/** Between two points of the line: ten a second hold the noise down as well as all would. */
const apartMs = 100;

interface Point {
  count: number;
  atMs: number;
}

export function createStreamClock(hz: number): StreamClock {
  let points: Point[] = [];
  let newest: Point | null = null;

  /** The line over the newest so many milliseconds; null where less than `least` of them have been heard. */
  function measured(overMs: number, least: number): number | null {
    if (newest === null) return null;
    const from = newest.atMs - overMs;
    const first = points[0]!;
    if (newest.atMs - first.atMs < least) return null;
    const within = points.filter(({ atMs }) => atMs >= from);
    return within.length < 10 ? null : slopeOf(within);
  }

  return {
    add(count, atMs) {
      newest = { count, atMs };
      const last = points.at(-1);
      if (last !== undefined && atMs - last.atMs < apartMs) return;
      points.push(newest);
      // Let go of in portions: the oldest of some thousand points need not leave one by one.
      if (points[0]!.atMs < atMs - 1.25 * driftMs) points = points.filter((point) => point.atMs >= atMs - driftMs);
    },
    measuredHz: () => measured(lookMs, firstLookMs),
    drift() {
      const is = measured(driftMs, firstDriftMs);
      return is === null ? null : Math.round((is / hz - 1) * 1e6);
    },
  };
}

/** Counts a second, by least squares. */
function slopeOf(points: readonly Point[]): number {
  const [first] = points;
  let [times, counts, squares, products] = [0, 0, 0, 0];
  for (const { count, atMs } of points) {
    const [x, y] = [atMs - first!.atMs, count - first!.count];
    times += x;
    counts += y;
    squares += x * x;
    products += x * y;
  }
  return (1000 * (points.length * products - times * counts)) / (points.length * squares - times * times);
}
