/** Rows of the files that were read out of loggers: their bytes as they came, what of them could not be read, and the days they tell of. */
import type { DegreeUnit, SignatureVerdict, SkippedRow } from '../../../drivers/model/logger-log.ts';
import type { LoggerFileCard } from '../../preload/contract.ts';
import { nextFileNumber } from './fridge-arrivals.ts';
import type { Db } from './open.ts';
import { type PackedBytes, unpackBytes } from './packed-bytes.ts';

export interface LoggerFileRow {
  sha256: string;
  sensor: number;
  name: string;
  imported_at: string;
  imported_by: string | null;
  driver: string;
  signature: SignatureVerdict;
  degrees: DegreeUnit;
  offset_minutes: number | null;
  offset_from: string | null;
  interval_seconds: number | null;
  /** JSON. */
  answers: string;
}

export interface LoggerDayRow {
  date: string;
  complete: 0 | 1;
  /** JSON. */
  content: string;
}

export function findLoggerFile(db: Db, sha256: string, sensor: number): { number: number; name: string } | null {
  const found = db.prepare('SELECT number, name FROM logger_files WHERE sha256 = ? AND sensor = ?').get(sha256, sensor);
  return (found as { number: number; name: string } | undefined) ?? null;
}

/** The very same bytes were taken in, whatever sensor they are of. */
export function isFileHere(db: Db, sha256: string): boolean {
  return db.prepare('SELECT 1 FROM logger_files WHERE sha256 = ?').get(sha256) !== undefined;
}

/** What a file brought. */
export interface FileCounts {
  fresh: number;
  known: number;
  conflicts: readonly unknown[];
}

/** Writes; the file's number: the next one, or the one kept for it. What it brought is added by `countLoggerFile`. */
export function insertLoggerFile(
  db: Db,
  row: LoggerFileRow,
  { bytes, unpackedLength }: PackedBytes,
  skipped: readonly SkippedRow[],
  { file, counts }: { file: number; counts: FileCounts } = { file: nextFileNumber(db), counts: { fresh: 0, known: 0, conflicts: [] } },
): number {
  db.prepare(
    `INSERT INTO logger_files (number, sha256, sensor, name, bytes, imported_at, imported_by, driver, signature, degrees, offset_minutes,
         offset_from, interval_seconds, answers, new_readings, known_readings, conflicts, unpacked_length)
       VALUES (@file, @sha256, @sensor, @name, @bytes, @imported_at, @imported_by, @driver, @signature, @degrees, @offset_minutes,
         @offset_from, @interval_seconds, @answers, @fresh, @known, @conflicts, @unpackedLength)`,
  ).run({ ...row, ...counts, file, bytes: Buffer.from(bytes), unpackedLength, conflicts: JSON.stringify(counts.conflicts) });
  const insert = db.prepare('INSERT INTO logger_skipped_rows (file, line, reason) VALUES (?, ?, ?)');
  for (const { line, reason } of skipped) insert.run(file, line, reason);
  return file;
}

/** Writes. */
export function countLoggerFile(db: Db, file: number, counts: FileCounts): void {
  db.prepare('UPDATE logger_files SET new_readings = ?, known_readings = ?, conflicts = ? WHERE number = ?').run(
    counts.fresh,
    counts.known,
    JSON.stringify(counts.conflicts),
    file,
  );
}

export function skippedRowsOf(db: Db, file: number): SkippedRow[] {
  return db.prepare('SELECT line, reason FROM logger_skipped_rows WHERE file = ? ORDER BY line').all(file) as SkippedRow[];
}

export function findLoggerDay(db: Db, sensor: number, date: string): LoggerDayRow | null {
  const found = db.prepare('SELECT date, complete, content FROM logger_days WHERE sensor = ? AND date = ?').get(sensor, date);
  return (found as LoggerDayRow | undefined) ?? null;
}

/** Writes: over a day that had not ended when it was last read, never over one that had. */
export function keepLoggerDay(db: Db, sensor: number, file: number, day: LoggerDayRow): void {
  db.prepare(
    `INSERT INTO logger_days (sensor, date, file, complete, content) VALUES (@sensor, @date, @file, @complete, @content)
     ON CONFLICT DO UPDATE SET file = excluded.file, complete = excluded.complete, content = excluded.content WHERE complete = 0`,
  ).run({ sensor, file, ...day });
}

interface CardRow {
  number: number;
  name: string;
  sha256: string;
  bytes: number;
  importedAt: string;
  importedBy: string | null;
  model: string | null;
  driver: string;
  serial: string;
  signature: SignatureVerdict;
  fresh: number;
  skipped: number;
  conflicts: string;
}

/** Those of the loggers that hang or hung in a unit, newest first. */
export function filesOfUnit(db: Db, unitId: string): LoggerFileCard[] {
  const rows = db
    .prepare(
      `SELECT f.number, f.name, f.sha256, coalesce(f.unpacked_length, length(f.bytes)) AS bytes, f.imported_at AS importedAt, p.name AS importedBy, l.model, l.driver, l.serial,
         f.signature, f.new_readings AS fresh, f.conflicts,
         (SELECT count(*) FROM logger_skipped_rows s WHERE s.file = f.number) AS skipped
       FROM logger_files f JOIN logger_sensors s ON s.number = f.sensor JOIN loggers l ON l.number = s.logger
         LEFT JOIN people p ON p.id = f.imported_by
       WHERE l.number IN (SELECT logger FROM logger_assignments WHERE unit_id = ?) AND l.number NOT IN (SELECT logger FROM storage_probes)
       ORDER BY f.number DESC`,
    )
    .all(unitId) as CardRow[];
  return rows.map(({ model, driver, conflicts, ...row }) => ({
    ...row,
    logger: model ?? driver,
    conflicts: (JSON.parse(conflicts) as unknown[]).length,
  }));
}

/** null: there is none. */
export function loggerFileOf(db: Db, number: number): { name: string; bytes: Uint8Array } | null {
  const found = db.prepare('SELECT name, bytes, unpacked_length AS unpackedLength FROM logger_files WHERE number = ?').get(number) as
    | ({ name: string } & PackedBytes)
    | undefined;
  return found === undefined ? null : { name: found.name, bytes: unpackBytes(found) };
}
