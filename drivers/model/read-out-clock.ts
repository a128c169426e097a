/**
 * What a logger's clock is worth, by comparing it with the computer's at read-out: the difference to the quarter hour is its offset
 * from UTC, the rest is how far it is off. Cold-chain notes 3.5, point 3.
 */
import { clockSeconds } from '../framing/local-time.ts';
import type { LoggerLog } from './logger-log.ts';

const quarterHour = 900;
/** A drift a person should know of. */
const noteworthySeconds = 300;
/** No zone is further from UTC. */
const farthestMinutes = 14 * 60;

export interface ClockComparison {
  offsetMinutes: number;
  /** Seconds the logger's clock is ahead of the zone it keeps. */
  driftSeconds: number;
}

/** `utcSeconds`: the computer's clock when the logger told its own, in seconds of 1970. null: the two have nothing to do with each other. */
export function compareClocks(deviceNow: string, utcSeconds: number): ClockComparison | null {
  const difference = clockSeconds(deviceNow) - utcSeconds;
  const offset = Math.round(difference / quarterHour) * quarterHour;
  if (!Number.isFinite(offset) || Math.abs(offset) > farthestMinutes * 60) return null;
  return { offsetMinutes: offset / 60, driftSeconds: difference - offset };
}

/** The log with the offset its clock at read-out tells; one that wrote its own offset keeps it. */
export function withReadOutClock(log: LoggerLog, utcSeconds: number): LoggerLog {
  const { deviceNow, offsetMinutes } = log.clock;
  const compared = deviceNow === null ? null : compareClocks(deviceNow, utcSeconds);
  if (deviceNow !== null && compared === null)
    return {
      ...log,
      notes: [...log.notes, `The logger’s clock, ${deviceNow.replace('T', ' ')}, is more than 14 hours from the computer’s.`],
    };
  if (compared === null) return log;
  const clock =
    offsetMinutes === null ? { ...log.clock, offsetMinutes: compared.offsetMinutes, offsetFrom: 'read-out' as const } : log.clock;
  const off = clockSeconds(deviceNow!) - utcSeconds - clock.offsetMinutes! * 60;
  if (Math.abs(off) <= noteworthySeconds) return { ...log, clock };
  const words = `The logger’s clock is ${Math.round(Math.abs(off) / 60)} min ${off > 0 ? 'fast' : 'slow'}.`;
  return { ...log, clock, notes: [...log.notes, words] };
}
