/** Readings summed up by the hour, so that years of them open at once. */
import { arrived } from './fridge-arrivals.ts';
import type { Db } from './open.ts';

/** Seconds of a logger's clock in one of its runs; both belong to it. */
export interface RunSpan {
  run: number;
  from: number;
  to: number;
}

/** A row of `logger_hours`, in the order of its columns. */
export type HourRow = readonly (number | null)[];

const sums = `SELECT sensor, run, at / 3600, min(at), max(at), min(value), max(value), count(*), count(value), sum(occurrence > 0)
     FROM logger_readings WHERE sensor = ? AND run = ? AND at >= ? AND at < ?`;

const hoursIn = ({ from, to }: RunSpan) => [Math.floor(from / 3600), Math.floor(to / 3600)] as const;

/** Writes: the hours of a span as their readings are now. */
export function sumUpHours(db: Db, sensor: number, span: RunSpan): void {
  const [first, last] = hoursIn(span);
  dropHours(db, sensor, span);
  db.prepare(`INSERT INTO logger_hours ${sums} AND ${arrived} GROUP BY at / 3600`).run(sensor, span.run, first * 3600, (last + 1) * 3600);
}

/** The hours of a span as they will be once the file of this number, which is on its way, has arrived. */
export function hoursToCome(db: Db, sensor: number, span: RunSpan, file: number): HourRow[] {
  const [first, last] = hoursIn(span);
  return db
    .prepare(`${sums} AND (${arrived} OR file = ?) GROUP BY at / 3600`)
    .raw()
    .all(sensor, span.run, first * 3600, (last + 1) * 3600, file) as HourRow[];
}

/** Writes: the hours of a span, summed up before. */
export function keepHours(db: Db, sensor: number, span: RunSpan, rows: readonly HourRow[]): void {
  dropHours(db, sensor, span);
  const insert = db.prepare('INSERT INTO logger_hours VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const row of rows) insert.run(row);
}

function dropHours(db: Db, sensor: number, span: RunSpan): void {
  const [first, last] = hoursIn(span);
  db.prepare('DELETE FROM logger_hours WHERE sensor = ? AND run = ? AND hour BETWEEN ? AND ?').run(sensor, span.run, first, last);
}
