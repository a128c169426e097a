/** Excursions of a device that keeps only days: that it was out, how far, and for how long only where it says so. Cold-chain notes 3.6. Pure. */
import type { DegreeUnit, LoggedDay, LoggerLog } from '../../../drivers/model/logger-log.ts';
import type { Side } from './excursions.ts';
import { inUnit } from './limit-basis.ts';

export interface DayExcursion {
  date: string;
  side: Side;
  /** In the limits' unit. */
  peak: number;
  /** "09:49" */
  peakAt: string | null;
  /** Counted by the device; null where it counts against another limit. */
  minutes: number | null;
}

export interface DayLimits {
  low: number;
  high: number;
  basis: DegreeUnit;
}

/** What of a log days are judged by: the unit of its values, and the limits the device counted its minutes against. */
export type DayLog = Pick<LoggerLog, 'unit' | 'limits' | 'days'>;

export function dayExcursionsOf(log: DayLog, limits: DayLimits): DayExcursion[] {
  return log.days.flatMap((day) => ofDay(day, log, limits));
}

function ofDay(day: LoggedDay, log: DayLog, { low, high, basis }: DayLimits): DayExcursion[] {
  const out = (side: Side, written: number | null, at: string | null) => {
    if (written === null) return [];
    const value = inUnit(written, log.unit, basis);
    if (side === 'high' ? value <= high : value >= low) return [];
    const limit = log.limits.find((one) => one.side === side)?.limit;
    const sameLimit = limit !== undefined && limit === inUnit(side === 'high' ? high : low, basis, log.unit);
    const minutes = sameLimit ? (day.alarms.find((alarm) => alarm.side === side)?.minutes ?? null) : null;
    return [{ date: day.date, side, peak: value, peakAt: at, minutes }];
  };
  return [...out('high', day.max, day.maxAt), ...out('low', day.min, day.minAt)];
}
