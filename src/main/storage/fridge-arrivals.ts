/**
 * Long files on their way into the database: their readings are written in short turns under a number that no file has yet, and are
 * nobody's until its row is there. What never arrived is taken out by whoever opens the database next.
 */
import type { Db } from './open.ts';

/** For queries of readings that do not join the files. */
export const arrived = 'file NOT IN (SELECT file FROM fridge_arrivals)';

interface ArrivalRow {
  file: number;
  sensor: number;
  new_sensor: 0 | 1;
  new_logger: 0 | 1;
  last_run: number;
  process: number;
  touched_at: string;
}

/** A process that writes says so more often. */
const silentMs = 600_000;

/** The number that the next file gets. */
export function nextFileNumber(db: Db): number {
  return db
    .prepare('SELECT max(coalesce((SELECT max(number) FROM logger_files), 0), coalesce((SELECT max(file) FROM fridge_arrivals), 0)) + 1')
    .pluck()
    .get() as number;
}

export interface Arriving {
  sensor: number;
  isNewSensor: boolean;
  isNewLogger: boolean;
  /** The last run of its clock before. */
  lastRun: number;
}

/** Writes: the number kept for the file. */
export function beginArrival(db: Db, { sensor, isNewSensor, isNewLogger, lastRun }: Arriving): number {
  const file = nextFileNumber(db);
  db.prepare(
    `INSERT INTO fridge_arrivals (file, sensor, new_sensor, new_logger, last_run, process, touched_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(file, sensor, Number(isNewSensor), Number(isNewLogger), lastRun, process.pid, new Date().toISOString());
  return file;
}

/** Writes: it is still on its way. */
export function touchArrival(db: Db, file: number): void {
  db.prepare('UPDATE fridge_arrivals SET touched_at = ? WHERE file = ?').run(new Date().toISOString(), file);
}

/** Writes: what it brought counts from now on. Its row must be there by then, and its hours are still to be summed up. */
export function endArrival(db: Db, file: number): void {
  db.prepare('DELETE FROM fridge_arrivals WHERE file = ?').run(file);
}

/** Whether another program is bringing a file of this sensor in. */
export function isArriving(db: Db, sensor: number): boolean {
  return arrivals(db).some((row) => row.sensor === sensor && !isLeft(row));
}

/** Writes: takes out what never arrived. */
export function clearLeftArrivals(db: Db): void {
  for (const row of arrivals(db).filter(isLeft)) dropArrival(db, row.file);
}

/** Writes: nothing of it is left. */
export function dropArrival(db: Db, file: number): void {
  const found = db.prepare('SELECT * FROM fridge_arrivals WHERE file = ?').get(file) as ArrivalRow | undefined;
  if (found === undefined) return;
  const { sensor, last_run: lastRun, new_sensor: isNewSensor, new_logger: isNewLogger } = found;
  const drop = db.transaction(() => {
    db.prepare('DELETE FROM logger_readings WHERE sensor = ? AND file = ?').run(sensor, file);
    db.prepare('DELETE FROM fridge_arrivals WHERE file = ?').run(file);
    db.prepare('DELETE FROM logger_clock_breaks WHERE sensor = ? AND run > ?').run(sensor, lastRun);
    if (isNewSensor === 0) return;
    const logger = db.prepare('DELETE FROM logger_sensors WHERE number = ? RETURNING logger').pluck().get(sensor) as number;
    // A person may have written something of it down meanwhile.
    if (isNewLogger === 1)
      db.prepare(
        `DELETE FROM loggers WHERE number = ? AND NOT EXISTS (SELECT 1 FROM logger_assignments WHERE logger = loggers.number)
           AND buffer = '' AND certificate_number IS NULL AND calibrated_on IS NULL AND scan_name IS NULL`,
      ).run(logger);
  });
  drop.immediate();
}

function arrivals(db: Db): ArrivalRow[] {
  return db.prepare('SELECT * FROM fridge_arrivals').all() as ArrivalRow[];
}

/** Its program has ended, or is this one, which brings one file at a time; a number may have gone to another program since. */
function isLeft({ process: by, touched_at: touchedAt }: ArrivalRow): boolean {
  return by === process.pid || !isRunning(by) || Date.now() - Date.parse(touchedAt) > silentMs;
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (thrown) {
    // It is there, and another user's.
    return (thrown as { code?: unknown }).code === 'EPERM';
  }
}
