/**
 * A logger's file into the database: bytes, readings, days, excursions and incidents in one transaction, so that a file is there whole
 * or not at all. Importing again changes nothing. Cold-chain notes 3.6.
 */
import { createHash } from 'node:crypto';
import { clockAt, clockSeconds } from '../../../drivers/framing/local-time.ts';
import type { LoggerFile } from '../../../drivers/model/logger-format.ts';
import type { DegreeUnit, DeviceTime, LoggerLog, SignatureVerdict, SkippedRow } from '../../../drivers/model/logger-log.ts';
import { writeAudit } from '../storage/audit.ts';
import { countLoggerFile, findLoggerFile, insertLoggerFile, isFileHere } from '../storage/fridge-files.ts';
import type { Kept } from '../storage/fridge-incidents.ts';
import { assignLogger, assignmentsOf, findLogger, keepLogger, keepSensor, keepSensorKind } from '../storage/fridge-loggers.ts';
import { lastReadingAt } from '../storage/fridge-readings.ts';
import { findStorageUnit } from '../storage/fridge-units.ts';
import { type Db, transaction } from '../storage/open.ts';
import { type LogAnswers, type ReadFile, readLogFile, type UnreadFile } from './files/read-log-file.ts';
import { judgeReadings } from './judge-readings.ts';
import { type DayConflict, judgeDays, type StoredDays, storeDays } from './store-days.ts';
import { type StoredReadings, storeReadings } from './store-readings.ts';
import { usualStep } from './usual-step.ts';

export interface LogToImport {
  file: LoggerFile;
  unitId: string;
  at: Date;
  /** null: from the command line. */
  personId: string | null;
  answers?: LogAnswers;
  /** Readings stored so far, every thousand: for progress on a long file. */
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

/** Writes all or nothing. Throws where the unit is not there, the zone is none, or the disk cannot be written (like `transaction`). */
export function importLog(db: Db, order: LogToImport): LogImport {
  const read = readLogFile(order.file, order.answers);
  return 'state' in read ? read : keepLog(db, order, read);
}

/** The same for a file that was read elsewhere. */
export function keepLog(db: Db, order: LogToImport, read: ReadFile): LogImport {
  const { serial, log } = read;
  const other = unitElsewhere(db, serial, order);
  if (other !== null) return { state: 'elsewhere', serial, unit: other };
  const sha256 = createHash('sha256').update(order.file.bytes).digest('hex');
  if (log.signature === 'altered' && order.answers?.alteredBecause === undefined && !isFileHere(db, sha256))
    return { state: 'altered', serial };
  return transaction(db, () => keep(db, order, { ...read, sha256 }));
}

/** The name of the unit in which the logger hangs, where it is another one and nobody said that it was moved. */
function unitElsewhere(db: Db, serial: string, { unitId, answers }: LogToImport): string | null {
  const logger = findLogger(db, serial);
  const present = logger === null ? undefined : assignmentsOf(db, logger.number).at(-1);
  if (present === undefined || present.unit_id === unitId || answers?.movedAt !== undefined) return null;
  return findStorageUnit(db, present.unit_id)!.name;
}

function keep(db: Db, order: LogToImport, { driver, serial, log, sha256 }: ReadFile & { sha256: string }): ImportedLog {
  const { unitId, at, personId, onProgress = () => {} } = order;
  const interval = log.intervalSeconds ?? (usualStep(log.readings.map((reading) => clockSeconds(reading.at))) || null);
  const logger = keepLogger(db, { serial, driver, model: log.model, interval_seconds: interval });
  keepSensorKind(db, logger.number, log.externalSensor);
  const sensor = keepSensor(db, logger.number, log.sensor ?? '');
  const moved = hang(db, logger.number, order);
  const last = lastReadingAt(db, sensor);
  const result: Omit<ImportedLog, 'state'> = {
    driver,
    serial,
    signature: log.signature,
    since: last === null ? null : clockAt(last),
    fresh: 0,
    known: log.readings.length,
    days: 0,
    conflicts: [],
    degrees: log.unit,
    skipped: log.skipped,
    notes: log.notes,
    excursions: 0,
    incidents: [],
  };
  const before = findLoggerFile(db, sha256, sensor);
  if (before !== null && !moved) return { state: 'nothing-new', ...result };
  const row = rowOf(order, { driver, log, sensor, sha256, interval });
  const file = before?.number ?? insertLoggerFile(db, row, order.file.bytes, log.skipped);
  const readings = storeReadings(db, { sensor, file, log }, onProgress);
  const days = storeDays(db, { sensor, file, log });
  const conflicts = [...readings.conflicts.map((conflict) => ({ ...conflict, at: clockAt(conflict.at) })), ...days.conflicts];
  if (before === null) countLoggerFile(db, file, { fresh: readings.fresh, known: readings.known, conflicts });
  const kept = judge(db, { sensor, logger: logger.number, log, readings, days, moved, intervalSeconds: logger.interval_seconds ?? 0 }, at);
  const incidents = changedOf(kept);
  const detail = { file: order.file.name, sha256, serial, new: readings.fresh, known: readings.known, conflicts: conflicts.length };
  const { alteredBecause } = order.answers ?? {};
  const found = {
    skipped: log.skipped.length,
    signature: log.signature,
    moved,
    incidents,
    ...(alteredBecause === undefined ? {} : { alteredBecause }),
  };
  writeAudit(db, {
    at,
    personId,
    action: 'fridge.log-imported',
    subjectKind: 'storage-unit',
    subjectId: unitId,
    detail: { ...detail, ...found },
  });
  return {
    state: readings.fresh > 0 || days.fresh.length > 0 ? 'imported' : 'nothing-new',
    ...result,
    fresh: readings.fresh,
    known: readings.known,
    days: days.fresh.length,
    conflicts,
    excursions: kept.length,
    incidents,
  };
}

/** Whether the logger came to the unit with this file. */
function hang(db: Db, logger: number, { unitId, answers }: LogToImport): boolean {
  const present = assignmentsOf(db, logger).at(-1);
  if (present?.unit_id === unitId) return false;
  assignLogger(db, logger, unitId, present === undefined ? null : clockSeconds(answers!.movedAt!));
  return true;
}

interface RowParts {
  driver: string;
  log: LoggerLog;
  sensor: number;
  sha256: string;
  interval: number | null;
}

function rowOf({ file, at, personId, answers = {} }: LogToImport, { driver, log, sensor, sha256, interval }: RowParts) {
  return {
    sha256,
    sensor,
    name: file.name,
    imported_at: at.toISOString(),
    imported_by: personId,
    driver,
    signature: log.signature,
    degrees: log.unit,
    offset_minutes: log.clock.offsetMinutes,
    offset_from: log.clock.offsetFrom,
    interval_seconds: interval,
    answers: JSON.stringify(answers),
  };
}

interface ToJudge {
  sensor: number;
  logger: number;
  log: LoggerLog;
  readings: StoredReadings;
  days: StoredDays;
  moved: boolean;
  intervalSeconds: number;
}

function judge(db: Db, { sensor, logger, log, readings, days, moved, intervalSeconds }: ToJudge, at: Date): Kept[] {
  if (log.readings.length === 0) {
    const fresh = moved ? log.days.map(({ date }) => date) : days.fresh;
    return judgeDays(db, { sensor, logger, log, fresh }, at);
  }
  // What is known of a logger that came to another unit is judged there from its first reading in it.
  const from = moved ? { run: 0, at: Number.MIN_SAFE_INTEGER } : readings.firstFresh;
  return from === null ? [] : judgeReadings(db, { sensor, logger, intervalSeconds, from }, at);
}

/** Each incident once: opened where this file opened it, whatever joined it then. */
function changedOf(kept: readonly Kept[]): { id: string; became: 'opened' | 'grew' }[] {
  const changed = new Map<string, 'opened' | 'grew'>();
  for (const { incidentId, became } of kept)
    if (became === 'opened' || (became === 'grew' && !changed.has(incidentId))) changed.set(incidentId, became);
  return [...changed].map(([id, became]) => ({ id, became }));
}
