/**
 * A logger's file into the database: bytes, readings, days, excursions and incidents become the unit's at once, so that a file is there
 * whole or not at all. Importing again changes nothing. Cold-chain notes 3.6.
 */
import { createHash } from 'node:crypto';
import type { LoggerFile } from '../../../drivers/model/logger-format.ts';
import type { DegreeUnit, DeviceTime, SignatureVerdict, SkippedRow } from '../../../drivers/model/logger-log.ts';
import { clearLeftArrivals } from '../storage/fridge-arrivals.ts';
import { isFileHere } from '../storage/fridge-files.ts';
import { type Db, transaction } from '../storage/open.ts';
import { type LogAnswers, type ReadFile, readLogFile, type UnreadFile } from './files/read-log-file.ts';
import { keepAtOnce, unitElsewhere } from './keep-file.ts';
import { keepInTurns } from './keep-in-turns.ts';
import type { DayConflict } from './store-days.ts';

export interface LogToImport {
  file: LoggerFile;
  unitId: string;
  at: Date;
  /** null: from the command line. */
  personId: string | null;
  answers?: LogAnswers;
  /** Readings stored so far of a long file, every few thousand. */
  onProgress?: (done: number) => void;
}

export type ImportedConflict = { at: DeviceTime | null; stored: number | null; file: number | null } | DayConflict;

export interface ImportedLog {
  /** 'nothing-new': no new readings since `since`. */
  state: 'imported' | 'nothing-new';
  driver: string;
  serial: string;
  signature: SignatureVerdict;
  /** The last reading known before; null: none was. */
  since: DeviceTime | null;
  fresh: number;
  known: number;
  /** Days the file tells of that are new or further than they were known. */
  days: number;
  /** In `degrees`. What was known stays. */
  conflicts: ImportedConflict[];
  degrees: DegreeUnit;
  skipped: SkippedRow[];
  notes: string[];
  /** Excursions this file brought or touched; those it changed are in `incidents`. */
  excursions: number;
  incidents: { id: string; became: 'opened' | 'grew' }[];
}

export type LogImport = ImportedLog | RefusedLog;

/** A file of which nothing was stored. */
export type RefusedLog =
  | UnreadFile
  /** The logger hangs in another unit, and nobody said since when it does in this one. */
  | { state: 'elsewhere'; serial: string; unit: string }
  /** The signature does not fit the file, and nobody said why it is taken in all the same. */
  | { state: 'altered'; serial: string };

/** Writes all or nothing. Throws where the unit is not there, the zone is none, or the disk cannot be written
 * (like `transaction`). */
export function importLog(db: Db, order: LogToImport): LogImport {
  const read = readLogFile(order.file, order.answers);
  return 'state' in read ? read : keepLog(db, order, read);
}

/** The same for a file that was read elsewhere. */
export function keepLog(db: Db, order: LogToImport, read: ReadFile): LogImport {
  clearLeftArrivals(db);
  const { serial, log } = read;
  const other = unitElsewhere(db, serial, order);
  if (other !== null) return { state: 'elsewhere', serial, unit: other };
  const sha256 = createHash('sha256').update(order.file.bytes).digest('hex');
  if (log.signature === 'altered' && order.answers?.alteredBecause === undefined && !isFileHere(db, sha256))
    return { state: 'altered', serial };
  const hashed = { ...read, sha256 };
  if (log.readings.length <= atOnce) return transaction(db, () => keepAtOnce(db, order, hashed));
  return keepInTurns(db, order, hashed);
}

/** More readings than these are written in turns, so that whoever else writes does not wait for all of them. */
const atOnce = 4000;
