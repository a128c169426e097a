/** Readings summed up by the hour, so that years of them open at once. */
import { arrived } from './fridge-arrivals.ts';
import type { Db } from './open.ts';

/** Writes: the hours of a span as their readings are now. Seconds of the logger's clock; both belong to it. */
export function sumUpHours(db: Db, sensor: number, { run, from, to }: { run: number; from: number; to: number }): void {
  const [first, last] = [Math.floor(from / 3600), Math.floor(to / 3600)];
  db.prepare('DELETE FROM logger_hours WHERE sensor = ? AND run = ? AND hour BETWEEN ? AND ?').run(sensor, run, first, last);
  db.prepare(
    `INSERT INTO logger_hours SELECT sensor, run, at / 3600, min(at), max(at), min(value), max(value), count(*), count(value), sum(occurrence > 0)
     FROM logger_readings WHERE sensor = ? AND run = ? AND at >= ? AND at < ? AND ${arrived}
     GROUP BY at / 3600`,
  ).run(sensor, run, first * 3600, (last + 1) * 3600);
}
