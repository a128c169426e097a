/**
 * A vendor's program may print a logger's times by the clock of its computer, which was moved for summer time while the logger's was
 * not: one step is an hour too long or too short, though the rows are numbered without a gap. Cold-chain notes 3.5, point 5.
 */
import { clockAt, clockSeconds } from '../framing/local-time.ts';
import type { DeviceTime, LoggerLog } from './logger-log.ts';

export interface MovedClock {
  /** Readings before the step. */
  after: number;
  /** The printed time of the reading before the step. */
  at: DeviceTime;
  /** +3600: the printed clock was set forward. */
  shiftSeconds: 3600 | -3600;
}

/** Where every step is the interval but those that are an hour off; empty where any step is something else or numbers are missing. */
export function movedClocks({ readings, intervalSeconds }: LoggerLog): MovedClock[] {
  const moved: MovedClock[] = [];
  if (intervalSeconds === null) return moved;
  for (let index = 1; index < readings.length; index += 1) {
    const [before, now] = [readings[index - 1]!, readings[index]!];
    if (before.number === undefined || now.number !== before.number + 1) return [];
    const odd = clockSeconds(now.at) - clockSeconds(before.at) - intervalSeconds;
    if (odd === 0) continue;
    if (odd !== 3600 && odd !== -3600) return [];
    moved.push({ after: index, at: before.at, shiftSeconds: odd });
  }
  return moved;
}

/** Places in the log's readings at which an hour begins that was printed before already. */
export function repeatedHourIndexes(log: LoggerLog): number[] {
  return movedClocks(log).flatMap(({ after, shiftSeconds }) => (shiftSeconds < 0 ? [after] : []));
}

/**
 * The log with its times rebuilt as start + (n-1) x interval. `shiftsIn`: whether the clinic's zone moves its clocks by so many
 * seconds in the hours after that local time; a step that it does not explain is left, and so is the log.
 */
export function withUnmovedClock(log: LoggerLog, shiftsIn: (at: DeviceTime, shiftSeconds: number) => boolean): LoggerLog {
  const moved = movedClocks(log);
  if (moved.length === 0 || !moved.every(({ at, shiftSeconds }) => shiftsIn(at, shiftSeconds))) return log;
  const start = clockSeconds(log.readings[0]!.at);
  const readings = log.readings.map((reading, index) => ({ ...reading, at: clockAt(start + index * log.intervalSeconds!) ?? reading.at }));
  const notes = moved.map(
    ({ after, at }) =>
      `The printed times were moved for summer time after reading ${after} (${at.replace('T', ' ')}); they were rebuilt from the start and the interval.`,
  );
  return { ...log, readings, notes: [...log.notes, ...notes] };
}

const afterwardsMs = 2 * 3600_000;
const dayMs = 24 * 3600_000;

/** Whether a zone ("Europe/London") moves its clocks by so many seconds within two hours after its own local time. Throws RangeError for no zone. */
export function shiftsOf(zone: string): (at: DeviceTime, shiftSeconds: number) => boolean {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsetAt = (utcMs: number): number => {
    const name = format.formatToParts(utcMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const found = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name);
    return found === null ? 0 : (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 3600 + Number(found[3]) * 60 + Number(found[4] ?? 0));
  };
  return (at, shiftSeconds) => {
    const local = clockSeconds(at) * 1000;
    const offsets = [offsetAt(local - dayMs), offsetAt(local + dayMs)];
    // Of a local time that comes twice the earlier one, which is before the change; one that never comes is taken as the clock was.
    const offset = Math.max(...offsets.filter((one) => offsetAt(local - one * 1000) === one));
    const utc = local - (Number.isFinite(offset) ? offset : offsets[0]!) * 1000;
    return offsetAt(utc + afterwardsMs) - offsetAt(utc) === shiftSeconds;
  };
}
