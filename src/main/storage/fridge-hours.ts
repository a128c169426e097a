/** Readings summed up by the hour, so that years of them open at once. */
import type { Db } from './open.ts';

/** Writes: the hours as their readings are now. Hours are seconds of the logger's clock divided by 3600; both belong to it. */
export function sumUpHours(db: Db, sensor: number, run: number, first: number, last: number): void {
  db.prepare('DELETE FROM logger_hours WHERE sensor = ? AND run = ? AND hour BETWEEN ? AND ?').run(sensor, run, first, last);
  db.prepare(
    `INSERT INTO logger_hours SELECT sensor, run, at / 3600, min(at), max(at), min(value), max(value), count(*), count(value), sum(occurrence > 0)
     FROM logger_readings WHERE sensor = ? AND run = ? AND at >= ? AND at < ? AND file NOT IN (SELECT file FROM fridge_arrivals)
     GROUP BY at / 3600`,
  ).run(sensor, run, first * 3600, (last + 1) * 3600);
}
