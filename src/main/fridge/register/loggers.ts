/** Saves loggers with their certificates, and which unit each hangs in over time. */
import { clockSeconds } from '../../../../drivers/framing/local-time.ts';
import type { FridgeRegisterCalls, Person, RegisteredLogger } from '../../../preload/contract.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import {
  assignLogger,
  assignmentsOf,
  describeLogger,
  findLogger,
  keepCertificate,
  keepInterval,
  keepLogger,
  keepScan,
  type LoggerRow,
  scanOf,
} from '../../storage/fridge-loggers.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { certificateRow, loggerCards } from './cards.ts';
import { judgeAgain } from './judge-again.ts';
import { presentUnit } from './units.ts';

interface By {
  person: Person;
  at: Date;
}

/** Writes: one that is not known yet is put down. */
export function saveLogger(db: Db, order: FridgeRegisterCalls['fridge.saveLogger']['in'], { person, at }: By): RegisteredLogger {
  const { serial, model, intervalSeconds, buffer, isBackup, certificate } = order;
  return transaction(db, () => {
    const before = findLogger(db, serial) === null ? null : loggerCard(db, serial);
    const { number } = findLogger(db, serial) ?? keepLogger(db, { serial, model, driver: '', interval_seconds: null });
    describeLogger(db, number, { model, buffer, is_backup: isBackup ? 1 : 0 });
    if (before?.tellsInterval !== true) keepInterval(db, number, intervalSeconds);
    keepCertificate(db, number, certificateRow(certificate));
    const action = before === null ? 'fridge.logger-added' : 'fridge.logger-changed';
    writeAudit(db, { at, personId: person.id, action, subjectKind: 'logger', subjectId: serial, detail: { before, after: order } });
    return loggerCard(db, serial);
  });
}

/** Writes. What is no PDF, JPEG or PNG is refused: nobody could look at it later. */
export function saveScan(db: Db, order: FridgeRegisterCalls['fridge.saveScan']['in'], { person, at }: By): RegisteredLogger {
  const { number } = presentLogger(db, order.serial);
  const bytes = Buffer.from(order.base64, 'base64');
  if (!beginnings.some((beginning) => bytes.subarray(0, beginning.length).equals(beginning)))
    throw new Refusal('fridge-scan-unreadable', order.fileName);
  transaction(db, () => {
    keepScan(db, number, order.fileName, bytes);
    const detail = { file: order.fileName, bytes: bytes.length };
    writeAudit(db, { at, personId: person.id, action: 'fridge.scan-kept', subjectKind: 'logger', subjectId: order.serial, detail });
  });
  return loggerCard(db, order.serial);
}

const beginnings = [Buffer.from('%PDF-'), Buffer.from([0xff, 0xd8, 0xff]), Buffer.from([0x89, 0x50, 0x4e, 0x47])];

export function scanFile(db: Db, serial: string): { name: string; base64: string } {
  const scan = scanOf(db, presentLogger(db, serial).number);
  if (scan === null) throw new Refusal('fridge-no-scan', serial);
  return { name: scan.name, base64: Buffer.from(scan.bytes).toString('base64') };
}

/** Writes: the logger hangs in this unit from `at` on, and all that is known of it since is judged there. */
export function hangLogger(db: Db, order: FridgeRegisterCalls['fridge.assignLogger']['in'], { person, at }: By): RegisteredLogger {
  const { serial, unitId } = order;
  const { number } = presentLogger(db, serial);
  presentUnit(db, unitId);
  const present = assignmentsOf(db, number).at(-1);
  if (present?.unit_id === unitId && present.to_at === null) return loggerCard(db, serial);
  const from = order.at === null ? null : clockSeconds(order.at);
  const mayMove = present === undefined || (from !== null && from > (present.from_at ?? Number.NEGATIVE_INFINITY));
  if (!mayMove) throw new Refusal('fridge-moved-later', serial);
  transaction(db, () => {
    assignLogger(db, number, unitId, from);
    const incidents = judgeAgain(db, number, at).filter(({ became }) => became !== 'same').length;
    const detail = { unitId, at: order.at, from: present?.unit_id ?? null, incidents };
    writeAudit(db, { at, personId: person.id, action: 'fridge.logger-moved', subjectKind: 'logger', subjectId: serial, detail });
  });
  return loggerCard(db, serial);
}

/** Throws Refusal where it is not in the register. */
export function presentLogger(db: Db, serial: string): LoggerRow {
  const logger = findLogger(db, serial);
  if (logger === null) throw new Refusal('fridge-logger-unknown', serial);
  return logger;
}

export function loggerCard(db: Db, serial: string): RegisteredLogger {
  return loggerCards(db).find((card) => card.serial === serial)!;
}
