/** Excursions over a unit's stored readings, into its incidents. Only from the last reading in range before what is new: all before it stands. */
import { type ExcursionFigures, type Kept, keepExcursion } from '../storage/fridge-incidents.ts';
import { type AssignmentRow, assignmentsOf } from '../storage/fridge-loggers.ts';
import { type ArrivingFile, type ReadingPlace, readingsBefore, readingsFrom, type StoredReading } from '../storage/fridge-readings.ts';
import { findStorageUnit, type StorageUnitRow } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { type ExcursionEvent, excursionsOf, type UnitReading } from './excursions.ts';
import { inUnit } from './limit-basis.ts';
import { inPasses } from './repeated-hour.ts';

export interface Judged {
  sensor: number;
  logger: number;
  intervalSeconds: number;
  /** The first reading that is new. */
  from: ReadingPlace;
}

/** What was found in a unit, not kept yet. */
export interface UnitEvents {
  unitId: string;
  events: ExcursionEvent[];
}

/** Where and when a logger hung, as far as it matters for judging. */
export type Hung = Pick<AssignmentRow, 'unit_id' | 'from_at' | 'to_at'>;

/** Writes. What each excursion that ends or lies after what is new did to its incident, in every unit the logger hung in. */
export function judgeReadings(db: Db, judged: Judged, at: Date): Kept[] {
  return keepEvents(db, judged.sensor, eventsOf(db, judged, assignmentsOf(db, judged.logger)), at);
}

/** Each excursion that ends or lies after what is new, in every unit the logger hung in. `arriving`: a file on its way, seen as if it were there. */
export function eventsOf(db: Db, judged: Judged, assignments: readonly Hung[], arriving: ArrivingFile | null = null): UnitEvents[] {
  return assignments.map((assignment) => {
    const unit = findStorageUnit(db, assignment.unit_id)!;
    return { unitId: unit.id, events: eventsIn(db, unit, assignment, judged, arriving) };
  });
}

/** Writes. What each did to its incident. */
export function keepEvents(db: Db, sensor: number, found: readonly UnitEvents[], at: Date): Kept[] {
  return found.flatMap(({ unitId, events }) => events.map((event) => keepExcursion(db, unitId, sensor, figuresOf(event), at)));
}

function eventsIn(
  db: Db,
  unit: StorageUnitRow,
  assignment: Hung,
  { sensor, intervalSeconds, from }: Judged,
  arriving: ArrivingFile | null,
): ExcursionEvent[] {
  const hung = (at: number) =>
    (assignment.from_at === null || at >= assignment.from_at) && (assignment.to_at === null || at < assignment.to_at);
  const readings: UnitReading[] = [];
  let lastRun: number | null = null;
  for (const [run, at, value, degrees] of readingsFrom(db, sensor, startOf(db, unit, sensor, from, arriving), arriving)) {
    if (!hung(at)) continue;
    readings.push({
      at: at * 1000,
      value: value === null ? null : inUnit(value, degrees, unit.basis),
      ...(lastRun !== null && run !== lastRun ? { isAfterBreak: true } : {}),
    });
    lastRun = run;
  }
  const { low, high, basis } = unit;
  return excursionsOf(inPasses(readings), {
    low,
    high,
    limitUnit: basis,
    sourceUnit: basis,
    intervalMinutes: intervalSeconds / 60,
    clockBreaks: [],
  }).events;
}

/** The last reading in range before a place; the first reading of all where there is none. */
function startOf(db: Db, unit: StorageUnitRow, sensor: number, place: ReadingPlace, arriving: ArrivingFile | null): ReadingPlace {
  let start = place;
  for (const reading of readingsBefore(db, sensor, place, arriving)) {
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
