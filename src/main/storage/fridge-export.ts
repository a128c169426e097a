/** Rows for what leaves the station about a storage unit: page by page, because an open query over years would hold the database for itself. Times are seconds of the logger's own clock. */

import type { DegreeUnit, LoggedDay } from '../../../drivers/model/logger-log.ts';
import { arrived } from './fridge-arrivals.ts';
import { runsOf } from './fridge-readings.ts';
import type { Db } from './open.ts';

/** A sensor in the time its logger hung in a unit; both ends clipped to the span that was asked for, `to` no longer in it. */
export interface HungSensor {
  sensor: number;
  /** What the logger calls it; null where it has no other. */
  sensorName: string | null;
  logger: number;
  serial: string;
  model: string | null;
  intervalSeconds: number | null;
  run: number;
  from: number;
  to: number;
}

/** Time, which of that time, value (null: the logger had none), its file's unit, and that file's offset from UTC where it is known. */
export type ExportedReading = readonly [
  at: number,
  occurrence: number,
  value: number | null,
  degrees: DegreeUnit,
  offsetMinutes: number | null,
];

export interface ExportedExcursion {
  number: number;
  side: 'high' | 'low';
  start_at: number;
  until_at: number;
}

/** By logger, sensor and run of its clock. */
export function sensorsHungIn(db: Db, unitId: string, from: number, to: number): HungSensor[] {
  const found = db
    .prepare(
      `SELECT s.number AS sensor,
         CASE WHEN (SELECT count(*) FROM logger_sensors o WHERE o.logger = l.number) > 1 THEN nullif(s.name, '') END AS sensorName, l.number AS logger, l.serial, l.model, l.interval_seconds AS intervalSeconds,
         max(coalesce(a.from_at, @from), @from) AS "from", min(coalesce(a.to_at, @to), @to) AS "to"
       FROM logger_assignments a JOIN loggers l ON l.number = a.logger JOIN logger_sensors s ON s.logger = l.number
       WHERE a.unit_id = @unitId AND coalesce(a.from_at, @from) < @to AND coalesce(a.to_at, @to) > @from
       ORDER BY l.number, s.number, a.from_at`,
    )
    .all({ unitId, from, to }) as Omit<HungSensor, 'run'>[];
  return found.flatMap((hung) => runsOf(db, hung.sensor).map((run) => ({ ...hung, run })));
}

export function countReadings(db: Db, { sensor, run, from, to }: HungSensor): number {
  const counted = db.prepare(`SELECT count(*) FROM logger_readings WHERE sensor = ? AND run = ? AND at >= ? AND at < ? AND ${arrived}`);
  return counted.pluck().get(sensor, run, from, to) as number;
}

/** At most `limit`, in order, behind the last one of the page before. */
export function readingsPage(
  db: Db,
  { sensor, run, from, to }: HungSensor,
  after: { at: number; occurrence: number } | null,
  limit: number,
): ExportedReading[] {
  const { at, occurrence } = after ?? { at: from, occurrence: -1 };
  return db
    .prepare(
      `SELECT r.at, r.occurrence, r.value, f.degrees, f.offset_minutes FROM logger_readings r JOIN logger_files f ON f.number = r.file
       WHERE r.sensor = ? AND r.run = ? AND (r.at, r.occurrence) > (?, ?) AND r.at < ? ORDER BY r.at, r.occurrence LIMIT ?`,
    )
    .raw()
    .all(sensor, run, at, occurrence, to, limit) as ExportedReading[];
}

/** What a logger said of its days, oldest first, with the unit of its values and its offset from UTC where it is known. Both days belong to the span. */
export function loggedDaysOfSensor(
  db: Db,
  sensor: number,
  from: string,
  to: string,
): { day: LoggedDay; degrees: DegreeUnit; offsetMinutes: number | null }[] {
  const rows = db
    .prepare(
      `SELECT d.content, f.degrees, f.offset_minutes AS offsetMinutes FROM logger_days d JOIN logger_files f ON f.number = d.file
       WHERE d.sensor = ? AND d.date BETWEEN ? AND ? ORDER BY d.date`,
    )
    .all(sensor, from, to) as { content: string; degrees: DegreeUnit; offsetMinutes: number | null }[];
  return rows.map(({ content, ...known }) => ({ day: JSON.parse(content) as LoggedDay, ...known }));
}

/** By their beginning; of a day that is out of range only the day is known. */
export function excursionsOfSensor(db: Db, unitId: string, sensor: number, from: number, to: number): ExportedExcursion[] {
  return db
    .prepare(
      `SELECT number, side, start_at, until_at FROM fridge_excursions
       WHERE unit_id = ? AND sensor = ? AND until_at >= ? AND start_at < ? ORDER BY start_at`,
    )
    .all(unitId, sensor, from, to) as ExportedExcursion[];
}

/** The numbers of the files that brought a reading or a day of a unit's span. */
export function filesBehind(
  db: Db,
  unitId: string,
  { from, to, start, end }: { from: string; to: string; start: number; end: number },
): number[] {
  const found = new Set<number>();
  const add = (rows: unknown[]) => {
    for (const row of rows as number[]) found.add(row);
  };
  for (const hung of sensorsHungIn(db, unitId, start, end)) {
    const readings = db
      .prepare(`SELECT DISTINCT file FROM logger_readings WHERE sensor = ? AND run = ? AND at >= ? AND at < ? AND ${arrived}`)
      .pluck();
    add(readings.all(hung.sensor, hung.run, hung.from, hung.to));
    add(db.prepare('SELECT DISTINCT file FROM logger_days WHERE sensor = ? AND date BETWEEN ? AND ?').pluck().all(hung.sensor, from, to));
  }
  return [...found];
}
