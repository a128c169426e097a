/** Rows behind a unit's notices. */
import type { Db } from './open.ts';

/** Names of files of the loggers that hang in a unit whose signature does not fit; the newest first. */
export function filesSaidAltered(db: Db, unitId: string): string[] {
  return db
    .prepare(
      `SELECT f.name FROM logger_files f JOIN logger_sensors s ON s.number = f.sensor
       WHERE f.signature = 'altered' AND s.logger IN (SELECT logger FROM logger_assignments WHERE unit_id = ? AND to_at IS NULL)
       ORDER BY f.number DESC`,
    )
    .pluck()
    .all(unitId) as string[];
}

/** The last day of which a logger that hung in a unit tells; null: none. */
export function lastDayOfUnit(db: Db, unitId: string): string | null {
  return db
    .prepare(
      `SELECT max(d.date) FROM logger_days d JOIN logger_sensors s ON s.number = d.sensor
       WHERE s.logger IN (SELECT logger FROM logger_assignments WHERE unit_id = ? AND to_at IS NULL)`,
    )
    .pluck()
    .get(unitId) as string | null;
}
