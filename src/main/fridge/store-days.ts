/** The days a logger tells of into the database, and the excursions of a device that keeps nothing else. */
import { clockSeconds } from '../../../drivers/framing/local-time.ts';
import type { LoggedDay, LoggerLog } from '../../../drivers/model/logger-log.ts';
import { loggedDaysOfSensor } from '../storage/fridge-export.ts';
import { findLoggerDay, keepLoggerDay } from '../storage/fridge-files.ts';
import { type ExcursionFigures, excursionsBetween, type Kept, keepExcursion } from '../storage/fridge-incidents.ts';
import { assignmentsOf } from '../storage/fridge-loggers.ts';
import { findStorageUnit } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { type DayExcursion, type DayLog, dayExcursionsOf } from './day-excursions.ts';
import type { Side } from './excursions.ts';

export interface DayConflict {
  day: string;
  stored: LoggedDay;
  file: LoggedDay;
}

export interface StoredDays {
  /** Days that are new, or known further than before. */
  fresh: string[];
  conflicts: DayConflict[];
}

/** Writes. A day that had not ended when it was last read gives way; one that had stays, and what differs from it is a conflict. */
export function storeDays(db: Db, { sensor, file, log }: { sensor: number; file: number; log: LoggerLog }): StoredDays {
  const result: StoredDays = { fresh: [], conflicts: [] };
  const readOn = (log.clock.deviceNow ?? log.days.at(-1)?.date ?? '').slice(0, 10);
  for (const day of log.days) {
    const content = JSON.stringify(day);
    const complete = day.date < readOn ? 1 : 0;
    const known = findLoggerDay(db, sensor, day.date);
    if (known?.content === content && known.complete === complete) continue;
    if (known === null || (known.complete === 0 && (complete === 1 || isFurther(day, JSON.parse(known.content) as LoggedDay)))) {
      keepLoggerDay(db, sensor, file, { date: day.date, complete, content });
      if (known?.content !== content) result.fresh.push(day.date);
    } else if (complete === 1 && known.content !== content) {
      result.conflicts.push({ day: day.date, stored: JSON.parse(known.content) as LoggedDay, file: day });
    }
  }
  return result;
}

/** Of one day read twice before its end: the later reading has seen at least as much. */
function isFurther(day: LoggedDay, known: LoggedDay): boolean {
  const minutes = ({ alarms }: LoggedDay) => alarms.reduce((sum, alarm) => sum + alarm.minutes, 0);
  return (
    (day.max ?? Number.NEGATIVE_INFINITY) >= (known.max ?? Number.NEGATIVE_INFINITY) &&
    (day.min ?? Number.POSITIVE_INFINITY) <= (known.min ?? Number.POSITIVE_INFINITY) &&
    minutes(day) >= minutes(known)
  );
}

interface DaysToJudge {
  sensor: number;
  logger: number;
  log: DayLog;
  /** The days to look at. */
  fresh: readonly string[];
}

/** Writes. Only for a log without readings. */
export function judgeDays(db: Db, order: DaysToJudge, at: Date): Kept[] {
  return keepDays(db, order, at, () => true);
}

/**
 * Writes: what is stored of a logger that keeps only days, against the units as they are now. Against which limits it counted its minutes
 * is not stored: an excursion that is known stays as it is.
 */
export function judgeStoredDays(db: Db, sensor: number, logger: number, at: Date): Kept[] {
  const stored = loggedDaysOfSensor(db, sensor, '0000', '9999');
  return (['C', 'F'] as const).flatMap((unit) => {
    const days = stored.filter(({ degrees }) => degrees === unit).map(({ day }) => day);
    const order = { sensor, logger, log: { unit, limits: [], days }, fresh: days.map(({ date }) => date) };
    return keepDays(db, order, at, (unitId, { side, start_at }) => !isKnown(db, unitId, sensor, side, start_at));
  });
}

function isKnown(db: Db, unitId: string, sensor: number, side: Side, start: number): boolean {
  return excursionsBetween(db, unitId, start, start + 1).some(
    (one) => one.sensor === sensor && one.side === side && one.start_at === start,
  );
}

function keepDays(
  db: Db,
  { sensor, logger, log, fresh }: DaysToJudge,
  at: Date,
  isWanted: (unitId: string, figures: ExcursionFigures) => boolean,
): Kept[] {
  const days = log.days.filter(({ date }) => fresh.includes(date));
  return assignmentsOf(db, logger).flatMap(({ unit_id, from_at, to_at }) => {
    const unit = findStorageUnit(db, unit_id)!;
    return dayExcursionsOf({ ...log, days }, unit).flatMap((excursion) => {
      const figures = figuresOf(excursion);
      // A day on which the logger was moved belongs to neither unit for sure: it is shown in both.
      if ((from_at !== null && figures.until_at < from_at) || (to_at !== null && figures.start_at >= to_at)) return [];
      if (!isWanted(unit.id, figures)) return [];
      return [keepExcursion(db, unit.id, sensor, figures, at)];
    });
  });
}

function figuresOf({ date, side, peak, peakAt, minutes }: DayExcursion): ExcursionFigures {
  const start = clockSeconds(`${date}T00:00:00`);
  return {
    source: 'day',
    side,
    start_at: start,
    end_at: null,
    until_at: start + 86_399,
    minutes,
    worst_case_minutes: null,
    bound_before: null,
    bound_after: null,
    peak,
    peak_at: peakAt === null ? null : clockSeconds(`${date}T${peakAt}:00`),
    readings: 0,
    gap_minutes: 0,
  };
}
