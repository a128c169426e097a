/**
 * How fast a device counts by the station's clock: a straight line through when its instants came. Bytes come late by what the
 * line and the computer hold back, some tens of milliseconds either way; over a minute the line is good to some parts in a
 * hundred thousand. Told, never corrected.
 */

export interface StreamClock {
  /** `count` instants had come by then, lost ones among them. */
  add(count: number, atMs: number): void;
  /** Instants a second; null in the first twenty seconds. */
  measuredHz(): number | null;
  /** Parts per million by which it counts faster than it says; null in the first minute. */
  drift(): number | null;
}

const firstLookMs = 20_000;
const firstDriftMs = 60_000;

export function createStreamClock(hz: number): StreamClock {
  let began: { count: number; atMs: number } | null = null;
  let lasted = 0;
  /** Running sums of the line: number of points, times, counts, products. */
  let [points, times, counts, squares, products] = [0, 0, 0, 0, 0];
  function measured(): number {
    return (1000 * (points * products - times * counts)) / (points * squares - times * times);
  }
  return {
    add(count, atMs) {
      began ??= { count, atMs };
      const [x, y] = [atMs - began.atMs, count - began.count];
      lasted = x;
      points += 1;
      times += x;
      counts += y;
      squares += x * x;
      products += x * y;
    },
    measuredHz: () => (lasted < firstLookMs || points < 10 ? null : measured()),
    drift: () => (lasted < firstDriftMs ? null : Math.round((measured() / hz - 1) * 1e6)),
  };
}
