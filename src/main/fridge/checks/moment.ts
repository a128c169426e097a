/** The station's present as its own calendar and as a logger's clock see it. */
import { clockSeconds } from '../../../../drivers/framing/local-time.ts';
import type { ClockTime, Day } from '../../../preload/contract.ts';
import { localTime } from '../../local-time.ts';

export interface Moment {
  /** By the station's calendar. */
  date: Day;
  /** "07:52" */
  time: string;
  /** Seconds of a clock that stands in the station's zone. */
  clock: number;
}

export function momentOf(instant: Date | string): Moment {
  const local = localTime(typeof instant === 'string' ? instant : instant.toISOString());
  return { date: local.slice(0, 10), time: local.slice(11, 16), clock: clockSeconds(local.slice(0, 19)) };
}

/** The same instant on a logger's clock; one that says no offset is taken to stand in the station's zone. */
export function loggerClock(instant: Date, offsetMinutes: number | null): number {
  return offsetMinutes === null ? momentOf(instant).clock : Math.floor(instant.getTime() / 1000) + offsetMinutes * 60;
}

export function startOf(day: Day): number {
  return clockSeconds(`${day}T00:00:00` satisfies ClockTime);
}

export const daySeconds = 86_400;

/** A logger that is so far ahead of the station cannot be compared with it. */
export const mostAheadSeconds = 300;
