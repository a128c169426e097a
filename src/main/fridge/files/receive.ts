/** A logger's file that somebody handed over: read, stored whole or not at all, and what became of it said to the last row. */
import { createHash } from 'node:crypto';
import { loggerFormats } from '../../../../drivers/logs.ts';
import type { LoggerFile } from '../../../../drivers/model/logger-format.ts';
import type { FileAnswers, FileOutcome } from '../../../preload/contract.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import { assignmentsOf, findLogger, listLoggers } from '../../storage/fridge-loggers.ts';
import { findStorageUnit, type StorageUnitRow } from '../../storage/fridge-units.ts';
import { findMapping } from '../../storage/log-mappings.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { keepUnitAttachment } from '../../storage/unit-attachments.ts';
import { type ImportedLog, keepLog, type RefusedLog } from '../import-log.ts';
import { type LogAnswers, type ReadFile, readLogFile, studyLogFile, type UnreadFile } from './read-log-file.ts';

export interface ReceivingParts {
  db: Db;
  /** Readings of a long file that are stored so far. */
  importing(fact: { fileName: string; done: number }): void;
}

export interface HandedOver {
  file: LoggerFile;
  /** null: the unit in which its logger hangs. */
  unitId: string | null;
  answers: FileAnswers;
  personId: string | null;
  at: Date;
}

/** Writes. */
export function receiveFile(parts: ReceivingParts, order: HandedOver): FileOutcome {
  const { db } = parts;
  const { file, unitId } = order;
  if (unitId !== null) unitInUse(db, unitId);
  if (isPdf(file)) return attach(db, order);
  const answers = answersOf(db, order.answers);
  const read = readLogFile(file, answers);
  return 'state' in read ? unread(file, { read, answers }) : takeIn(parts, order, read);
}

/** Writes: what was read of a file, or of a logger's memory, into its unit. */
export function takeIn(
  { db, importing }: ReceivingParts,
  { file, unitId, personId, at, answers }: HandedOver,
  read: ReadFile,
): FileOutcome {
  const { name: fileName } = file;
  const unit = unitId ?? unitOfLogger(db, read.serial);
  if (unit === null) return { state: 'whose', fileName, serial: read.serial, logger: nameOf(read), ...spanOf(read) };
  const row = unitInUse(db, unit);
  const onProgress = (done: number) => importing({ fileName, done });
  const done = keepLog(db, { file, unitId: unit, at, personId, answers: answersOf(db, answers), onProgress }, read);
  if (!('driver' in done)) return refused(fileName, done);
  return imported(fileName, row, { read, done });
}

export function answersOf(db: Db, { mappingName, mapping, ...rest }: FileAnswers): LogAnswers {
  if (mappingName === undefined) return { ...rest, ...(mapping === undefined ? {} : { mapping }) };
  const saved = findMapping(db, mappingName);
  if (saved === null) throw new Refusal('fridge-mapping-unknown', mappingName);
  return { ...rest, mapping: { ...saved, ...mapping } };
}

/** Throws Refusal where there is none, or it is not in use any more. */
function unitInUse(db: Db, id: string): StorageUnitRow {
  const unit = findStorageUnit(db, id);
  if (unit === null || unit.retired_at !== null) throw new Refusal('fridge-unknown', id);
  return unit;
}

/** The unit in use in which a logger hangs; null: in none. */
function unitOfLogger(db: Db, serial: string): string | null {
  const logger = findLogger(db, serial);
  const present = logger === null ? undefined : assignmentsOf(db, logger.number).at(-1);
  if (present === undefined || present.to_at !== null) return null;
  return findStorageUnit(db, present.unit_id)?.retired_at === null ? present.unit_id : null;
}

function unread(file: LoggerFile, { read, answers }: { read: UnreadFile; answers: LogAnswers }): FileOutcome {
  const fileName = file.name;
  if (read.state === 'unreadable') return { ...read, fileName };
  const asksColumns = read.questions.some((question) => question !== 'serial');
  const study = asksColumns ? studyLogFile(file, answers.mapping ?? {}) : null;
  return { ...read, fileName, study: study === null || 'state' in study ? null : study };
}

function refused(fileName: string, done: RefusedLog): FileOutcome {
  switch (done.state) {
    case 'elsewhere':
      return { state: 'elsewhere', fileName, serial: done.serial, unitName: done.unit };
    case 'altered':
      return { state: 'altered', fileName, serial: done.serial };
    case 'unanswered':
      return { ...done, fileName, study: null };
    case 'unreadable':
      return { ...done, fileName };
  }
}

function imported(fileName: string, unit: StorageUnitRow, { read, done }: { read: ReadFile; done: ImportedLog }): FileOutcome {
  const { state, serial, signature, since, fresh, known, days, degrees, skipped, notes, excursions, incidents } = done;
  return {
    ...{ state, fileName, unitId: unit.id, unitName: unit.name, logger: nameOf(read), serial, signature, since, fresh, known, days },
    ...{ conflicts: done.conflicts.length, degrees, skipped, notes, excursions, incidents },
  };
}

function nameOf({ driver, log }: ReadFile): string {
  return log.model ?? loggerFormats.find(({ id }) => id === driver)?.label ?? driver;
}

function spanOf({ log }: ReadFile): { first: string | null; last: string | null } {
  const { readings, days } = log;
  return {
    first: readings[0]?.at ?? (days[0] === undefined ? null : `${days[0].date}T00:00:00`),
    last: readings.at(-1)?.at ?? (days.at(-1) === undefined ? null : `${days.at(-1)!.date}T00:00:00`),
  };
}

function isPdf({ bytes }: LoggerFile): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}

/** The paper that a logger writes beside its log names it: that is its unit, where a person does not say another. */
function attach(db: Db, { file, unitId, personId, at }: HandedOver): FileOutcome {
  const fileName = file.name;
  const logger = listLoggers(db).find(({ serial }) => serial.length >= 5 && fileName.includes(serial));
  const id = unitId ?? (logger === undefined ? null : unitOfLogger(db, logger.serial));
  if (id === null) return { state: 'whose', fileName, serial: logger?.serial ?? null, logger: 'A PDF', first: null, last: null };
  const unit = unitInUse(db, id);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  transaction(db, () => {
    keepUnitAttachment(db, { unitId: id, name: fileName, sha256, bytes: file.bytes, at, personId });
    const subject = { subjectKind: 'storage-unit', subjectId: id };
    writeAudit(db, { at, personId, action: 'fridge.attached', ...subject, detail: { file: fileName, sha256 } });
  });
  return { state: 'attached', fileName, unitId: id, unitName: unit.name };
}
