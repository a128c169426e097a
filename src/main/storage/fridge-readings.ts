/**
 * Readings of loggers as rows: by sensor, run of its clock, time and occurrence. A row never changes once it is there.
 * Rows come as arrays, because there are millions of them. Times are seconds of the logger's own clock.
 */
import type { DegreeUnit } from '../../../drivers/model/logger-log.ts';
import { arrived } from './fridge-arrivals.ts';
import type { Db } from './open.ts';

export interface ReadingPlace {
  run: number;
  at: number;
}

/** Run, time, value (null: the logger had none), and the unit its file says. */
export type StoredReading = readonly [run: number, at: number, value: number | null, degrees: DegreeUnit];

const select = 'SELECT r.run, r.at, r.value, f.degrees FROM logger_readings r JOIN logger_files f ON f.number = r.file';

/** A file on its way whose readings are to be seen as if it had arrived. */
export interface ArrivingFile {
  file: number;
  degrees: DegreeUnit;
}

/** The readings of files that have arrived, up to the sensor's condition; with those of one that has not, where it is named. */
function selectWith(arriving: ArrivingFile | null): { sql: string; its: (number | string)[] } {
  if (arriving === null) return { sql: `${select} WHERE`, its: [] };
  const { file, degrees } = arriving;
  return {
    sql: `SELECT r.run, r.at, r.value, coalesce(f.degrees, ?) FROM logger_readings r LEFT JOIN logger_files f ON f.number = r.file
      WHERE (f.number IS NOT NULL OR r.file = ?) AND`,
    its: [degrees, file],
  };
}

export type ReadingInsert = (run: number, at: number, occurrence: number, value: number | null, note: string | null) => void;

/** Writes, a row a call. */
export function readingInsert(db: Db, sensor: number, file: number): ReadingInsert {
  const insert = db.prepare('INSERT INTO logger_readings (sensor, run, at, occurrence, file, value, note) VALUES (?, ?, ?, ?, ?, ?, ?)');
  return (run, at, occurrence, value, note) => void insert.run(sensor, run, at, occurrence, file, value, note);
}

/** In order of time and occurrence; both times belong to the span. */
export function readingsOfRun(db: Db, sensor: number, run: number, from: number, to: number): IterableIterator<StoredReading> {
  const rows = db.prepare(`${select} WHERE r.sensor = ? AND r.run = ? AND r.at BETWEEN ? AND ? ORDER BY r.at, r.occurrence`).raw();
  return rows.iterate(sensor, run, from, to) as IterableIterator<StoredReading>;
}

/** In the order they were logged, from a place on. */
export function readingsFrom(
  db: Db,
  sensor: number,
  { run, at }: ReadingPlace,
  arriving: ArrivingFile | null = null,
): IterableIterator<StoredReading> {
  const { sql, its } = selectWith(arriving);
  const rows = db.prepare(`${sql} r.sensor = ? AND (r.run, r.at) >= (?, ?) ORDER BY r.run, r.at, r.occurrence`).raw();
  return rows.iterate(...its, sensor, run, at) as IterableIterator<StoredReading>;
}

/** The last logged first, before a place. */
export function readingsBefore(
  db: Db,
  sensor: number,
  { run, at }: ReadingPlace,
  arriving: ArrivingFile | null = null,
): IterableIterator<StoredReading> {
  const { sql, its } = selectWith(arriving);
  const rows = db.prepare(`${sql} r.sensor = ? AND (r.run, r.at) < (?, ?) ORDER BY r.run DESC, r.at DESC, r.occurrence DESC`).raw();
  return rows.iterate(...its, sensor, run, at) as IterableIterator<StoredReading>;
}

/** The time of the last reading that was logged; null: none is known. */
export function lastReadingAt(db: Db, sensor: number): number | null {
  const found = db
    .prepare(`SELECT at FROM logger_readings WHERE sensor = ? AND ${arrived} ORDER BY run DESC, at DESC LIMIT 1`)
    .pluck()
    .get(sensor);
  return (found as number | undefined) ?? null;
}

/** The runs of a sensor's clock, 0 first. */
export function runsOf(db: Db, sensor: number): number[] {
  return [0, ...(db.prepare('SELECT run FROM logger_clock_breaks WHERE sensor = ? ORDER BY run').pluck().all(sensor) as number[])];
}

/** Writes: the run that begins with a change of the clock, the same whichever file tells of it. */
export function keepClockBreak(db: Db, sensor: number, before: number, after: number): number {
  const known = db.prepare('SELECT run FROM logger_clock_breaks WHERE sensor = ? AND before_at = ? AND after_at = ?');
  const found = known.pluck().get(sensor, before, after) as number | undefined;
  if (found !== undefined) return found;
  const run = runsOf(db, sensor).at(-1)! + 1;
  db.prepare('INSERT INTO logger_clock_breaks (sensor, run, before_at, after_at) VALUES (?, ?, ?, ?)').run(sensor, run, before, after);
  return run;
}
