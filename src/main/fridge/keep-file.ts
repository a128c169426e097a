/** A logger's file into its rows: logger, file, readings, days, excursions and incidents, and the line in the audit log. */
import { clockAt, clockSeconds } from '../../../drivers/framing/local-time.ts';
import type { LoggerLog } from '../../../drivers/model/logger-log.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { isArriving } from '../storage/fridge-arrivals.ts';
import { countLoggerFile, type FileCounts, findLoggerFile, insertLoggerFile } from '../storage/fridge-files.ts';
import type { Kept } from '../storage/fridge-incidents.ts';
import {
  assignLogger,
  assignmentsOf,
  findLogger,
  keepLogger,
  keepSensor,
  keepSensorKind,
  type LoggerRow,
} from '../storage/fridge-loggers.ts';
import { lastReadingAt, type ReadingPlace } from '../storage/fridge-readings.ts';
import { findStorageUnit } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { packBytes } from '../storage/packed-bytes.ts';
import type { ReadFile } from './files/read-log-file.ts';
import type { ImportedConflict, ImportedLog, LogToImport } from './import-log.ts';
import { type Hung, judgeReadings, keepEvents, type UnitEvents } from './judge-readings.ts';
import { judgeDays, type StoredDays, storeDays } from './store-days.ts';
import { type StoredReadings, storeReadings } from './store-readings.ts';
import { usualStep } from './usual-step.ts';

export type HashedFile = ReadFile & { sha256: string };

/** Writes, within a transaction of the caller's. */
export function keepAtOnce(db: Db, order: LogToImport, read: HashedFile): ImportedLog {
  const place = placeOf(db, read);
  refuseBesideArrival(db, place.sensor);
  const moved = hang(db, place.logger.number, order);
  const since = lastReadingAt(db, place.sensor);
  const before = findLoggerFile(db, read.sha256, place.sensor);
  if (before !== null && !moved) return nothingNew(read, since);
  const file = before?.number ?? insertLoggerFile(db, rowOf(order, read, place), packBytes(order.file.bytes), read.log.skipped);
  const readings = storeReadings(db, { sensor: place.sensor, file, log: read.log });
  return finish(db, order, { ...read, ...place, file, isNewFile: before === null, moved, since, readings });
}

/** Throws Refusal 'database-locked' while another program brings a file of the same sensor in. */
export function refuseBesideArrival(db: Db, sensor: number): void {
  if (isArriving(db, sensor)) throw new Refusal('database-locked');
}

export interface Place {
  logger: LoggerRow;
  sensor: number;
  interval: number | null;
}

/** Writes: the logger as this file describes it. */
export function placeOf(db: Db, { driver, serial, log }: ReadFile): Place {
  const interval = intervalOf(log);
  const logger = keepLogger(db, { serial, driver, model: log.model, interval_seconds: interval });
  keepSensorKind(db, logger.number, log.externalSensor);
  return { logger, sensor: keepSensor(db, logger.number, log.sensor ?? ''), interval };
}

export function intervalOf({ intervalSeconds, readings }: LoggerLog): number | null {
  return intervalSeconds ?? (usualStep(readings.map((reading) => clockSeconds(reading.at))) || null);
}

function nothingNew({ driver, serial, log }: ReadFile, since: number | null): ImportedLog {
  return {
    state: 'nothing-new',
    driver,
    serial,
    signature: log.signature,
    since: since === null ? null : clockAt(since),
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
}

export interface Stored extends HashedFile, Place {
  file: number;
  isNewFile: boolean;
  moved: boolean;
  since: number | null;
  readings: StoredReadings;
  /** Its excursions, where they are known already. */
  events?: UnitEvents[] | null;
  /** Its row says already what its readings brought. */
  isCounted?: boolean;
}

export function countsOf(
  { fresh, known, conflicts }: StoredReadings,
  days: StoredDays | null,
): FileCounts & { conflicts: ImportedConflict[] } {
  const ofReadings = conflicts.map((conflict) => ({ ...conflict, at: clockAt(conflict.at) }));
  return { fresh, known, conflicts: [...ofReadings, ...(days?.conflicts ?? [])] };
}

/** Writes: days, excursions and incidents of a file whose readings are there. */
export function finish(db: Db, order: LogToImport, stored: Stored): ImportedLog {
  const { serial, log, sha256, logger, sensor, file, isNewFile, moved, since, readings, events = null, isCounted = false } = stored;
  const { unitId, at, personId } = order;
  const days = storeDays(db, { sensor, file, log });
  const { conflicts } = countsOf(readings, days);
  // Counting writes the file's bytes once more.
  if (isNewFile && !(isCounted && days.conflicts.length === 0)) countLoggerFile(db, file, countsOf(readings, days));
  const toJudge = { sensor, logger: logger.number, log, readings, days, moved, intervalSeconds: logger.interval_seconds ?? 0 };
  const kept = events === null ? judge(db, toJudge, at) : keepEvents(db, sensor, events, at);
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
    ...nothingNew(stored, since),
    state: readings.fresh > 0 || days.fresh.length > 0 ? 'imported' : 'nothing-new',
    fresh: readings.fresh,
    known: readings.known,
    days: days.fresh.length,
    conflicts,
    excursions: kept.length,
    incidents,
  };
}

/** Where the logger will have hung once this file is in, and whether it comes to its unit with it. */
export function placeAfter(
  db: Db,
  logger: number,
  { unitId, answers }: LogToImport,
): { moved: boolean; from: number | null; hung: Hung[] } {
  const before = assignmentsOf(db, logger);
  const present = before.at(-1);
  if (present?.unit_id === unitId) return { moved: false, from: null, hung: before };
  const from = present === undefined || answers?.movedAt === undefined ? null : clockSeconds(answers.movedAt);
  const ended = present === undefined ? [] : [...before.slice(0, -1), { ...present, to_at: from }];
  return { moved: true, from, hung: [...ended, { unit_id: unitId, from_at: from, to_at: null }] };
}

/** Writes. Whether the logger came to the unit with this file. */
export function hang(db: Db, logger: number, order: LogToImport): boolean {
  const { moved, from } = placeAfter(db, logger, order);
  if (moved) assignLogger(db, logger, order.unitId, from);
  return moved;
}

export function rowOf({ file, at, personId, answers = {} }: LogToImport, { driver, log, sha256 }: HashedFile, { sensor, interval }: Place) {
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
  const from = firstToJudge(moved, readings);
  return from === null ? [] : judgeReadings(db, { sensor, logger, intervalSeconds, from }, at);
}

/** What is known of a logger that came to another unit is judged there from its first reading in it. null: nothing is new. */
export function firstToJudge(moved: boolean, { firstFresh }: StoredReadings): ReadingPlace | null {
  return moved ? { run: 0, at: Number.MIN_SAFE_INTEGER } : firstFresh;
}

/** Each incident once: opened where this file opened it, whatever joined it then. */
function changedOf(kept: readonly Kept[]): { id: string; became: 'opened' | 'grew' }[] {
  const changed = new Map<string, 'opened' | 'grew'>();
  for (const { incidentId, became } of kept)
    if (became === 'opened' || (became === 'grew' && !changed.has(incidentId))) changed.set(incidentId, became);
  return [...changed].map(([id, became]) => ({ id, became }));
}

/** The name of the unit in which the logger hangs, where it is another one and nobody said that it was moved. */
export function unitElsewhere(db: Db, serial: string, { unitId, answers }: LogToImport): string | null {
  const logger = findLogger(db, serial);
  const present = logger === null ? undefined : assignmentsOf(db, logger.number).at(-1);
  if (present === undefined || present.unit_id === unitId || answers?.movedAt !== undefined) return null;
  return findStorageUnit(db, present.unit_id)!.name;
}
