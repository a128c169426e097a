/** Where a logger's clock was set by hand: nothing that lasts may be counted across it. Cold-chain notes 3.5, point 7. */
import { clockSeconds } from '../framing/local-time.ts';
import type { DeviceTime, LoggerLog } from './logger-log.ts';

/**
 * The time of the first reading after each break. On a day that the logger marks, a step is a break when it is none, goes back, is
 * longer than two intervals or is no whole number of intervals.
 */
export function clockBreaksOf(log: LoggerLog): DeviceTime[] {
  return clockBreakIndexes(log).map((index) => log.readings[index]!.at);
}

/** The same as places in the log's readings: a clock set back makes a time come twice. */
export function clockBreakIndexes({ readings, days, intervalSeconds }: LoggerLog): number[] {
  const marked = new Set(days.flatMap(({ date, clockChanged }) => (clockChanged ? [date] : [])));
  if (marked.size === 0 || intervalSeconds === null) return [];
  const breaks: number[] = [];
  for (let index = 1; index < readings.length; index += 1) {
    const [before, now] = [readings[index - 1]!.at, readings[index]!.at];
    if (!marked.has(before.slice(0, 10)) && !marked.has(now.slice(0, 10))) continue;
    const step = clockSeconds(now) - clockSeconds(before);
    if (step <= 0 || step > 2 * intervalSeconds || step % intervalSeconds !== 0) breaks.push(index);
  }
  return breaks;
}
