/** Excursions over a unit's stored readings, into its incidents. Only from the last reading in range before what is new: all before it stands. */
import { type ExcursionFigures, type Kept, keepExcursion } from '../storage/fridge-incidents.ts';
import { type AssignmentRow, assignmentsOf } from '../storage/fridge-loggers.ts';
import { type ReadingPlace, readingsBefore, readingsFrom, type StoredReading } from '../storage/fridge-readings.ts';
import { findStorageUnit, type StorageUnitRow } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { type ExcursionEvent, excursionsOf, type UnitReading } from './excursions.ts';
import { inUnit } from './limit-basis.ts';

export interface Judged {
  sensor: number;
  logger: number;
  intervalSeconds: number;
  /** The first reading that is new. */
  from: ReadingPlace;
}

/** Writes. What each excursion that ends or lies after what is new did to its incident, in every unit the logger hung in. */
export function judgeReadings(db: Db, judged: Judged, at: Date): Kept[] {
  return assignmentsOf(db, judged.logger).flatMap((assignment) => {
    const unit = findStorageUnit(db, assignment.unit_id)!;
    return eventsIn(db, unit, assignment, judged).map((event) => keepExcursion(db, unit.id, judged.sensor, figuresOf(event), at));
  });
}

function eventsIn(db: Db, unit: StorageUnitRow, assignment: AssignmentRow, { sensor, intervalSeconds, from }: Judged): ExcursionEvent[] {
  const hung = (at: number) =>
    (assignment.from_at === null || at >= assignment.from_at) && (assignment.to_at === null || at < assignment.to_at);
  const readings: UnitReading[] = [];
  let lastRun: number | null = null;
  for (const [run, at, value, degrees] of readingsFrom(db, sensor, startOf(db, unit, sensor, from))) {
    if (!hung(at)) continue;
    readings.push({
      at: at * 1000,
      value: value === null ? null : inUnit(value, degrees, unit.basis),
      ...(lastRun !== null && run !== lastRun ? { isAfterBreak: true } : {}),
    });
    lastRun = run;
  }
  const { low, high, basis } = unit;
  return excursionsOf(readings, { low, high, limitUnit: basis, sourceUnit: basis, intervalMinutes: intervalSeconds / 60, clockBreaks: [] })
    .events;
}

/** The last reading in range before a place; the first reading of all where there is none. */
function startOf(db: Db, unit: StorageUnitRow, sensor: number, place: ReadingPlace): ReadingPlace {
  let start = place;
  for (const reading of readingsBefore(db, sensor, place)) {
    start = { run: reading[0], at: reading[1] };
    if (isInRange(reading, unit)) break;
  }
  return start;
}

function isInRange([, , value, degrees]: StoredReading, { low, high, basis }: StorageUnitRow): boolean {
  if (value === null) return false;
  const judged = inUnit(value, degrees, basis);
  return judged >= low && judged <= high;
}

function figuresOf(event: ExcursionEvent): ExcursionFigures {
  const seconds = (at: number | null) => (at === null ? null : at / 1000);
  return {
    source: 'log',
    side: event.side,
    start_at: event.start / 1000,
    end_at: seconds(event.end),
    until_at: event.start / 1000 + event.minutes * 60,
    minutes: event.minutes,
    worst_case_minutes: event.worstCaseMinutes,
    bound_before: seconds(event.boundBefore),
    bound_after: seconds(event.boundAfter),
    peak: event.peak,
    peak_at: seconds(event.peakAt),
    readings: event.readings,
    gap_minutes: event.gapMinutes,
  };
}
