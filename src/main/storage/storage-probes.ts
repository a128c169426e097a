/** Rows of the live probes in storage units: the driver each speaks and where it is plugged in. A probe is a logger without a memory. */
import type { Db } from './open.ts';

export interface StorageProbeRow {
  logger: number;
  driver: string;
  /** A serial port's path, or "usb:" and a place on the bus. */
  port: string;
  /** How often a reading of it is stored. */
  every_seconds: number;
}

const columns = 'logger, driver, port, every_seconds';

/** Writes. Throws where another probe is at this port. */
export function keepStorageProbe(db: Db, probe: StorageProbeRow, at: Date): void {
  db.prepare(
    `INSERT INTO storage_probes (logger, driver, port, every_seconds, added_at) VALUES (@logger, @driver, @port, @every_seconds, @at)
     ON CONFLICT (logger) DO UPDATE SET driver = excluded.driver, port = excluded.port, every_seconds = excluded.every_seconds,
       added_at = excluded.added_at, dropped_at = NULL`,
  ).run({ ...probe, at: at.toISOString() });
}

/** Writes. */
export function dropStorageProbe(db: Db, logger: number, at: Date): void {
  db.prepare('UPDATE storage_probes SET dropped_at = ? WHERE logger = ? AND dropped_at IS NULL').run(at.toISOString(), logger);
}

/** Those that are polled, in the order they came. */
export function listStorageProbes(db: Db): StorageProbeRow[] {
  return db.prepare(`SELECT ${columns} FROM storage_probes WHERE dropped_at IS NULL ORDER BY logger`).all() as StorageProbeRow[];
}

/** Whether a logger is a probe, polled now or once. */
export function isStorageProbe(db: Db, logger: number): boolean {
  return db.prepare('SELECT 1 FROM storage_probes WHERE logger = ?').get(logger) !== undefined;
}

/** Where a probe's newest reading stands, with the offset of its clock then; null: none was stored. */
export function lastPolled(db: Db, sensor: number): { run: number; at: number; offsetMinutes: number } | null {
  const found = db
    .prepare(
      `SELECT r.run, r.at, f.offset_minutes AS offsetMinutes FROM logger_readings r JOIN logger_files f ON f.number = r.file
       WHERE r.sensor = ? ORDER BY r.run DESC, r.at DESC LIMIT 1`,
    )
    .get(sensor);
  return (found as { run: number; at: number; offsetMinutes: number } | undefined) ?? null;
}

/** Writes: one more reading belongs to this day of a probe. */
export function countPolled(db: Db, file: number): void {
  db.prepare('UPDATE logger_files SET new_readings = new_readings + 1 WHERE number = ?').run(file);
}
