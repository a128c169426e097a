/** Saves and retires storage units. What was judged by earlier limits stands; new limits are held against every reading that is known. */
import type { FridgeRegisterCalls, Person } from '../../../preload/contract.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import { excursionsBetween } from '../../storage/fridge-incidents.ts';
import { assignmentsIn } from '../../storage/fridge-loggers.ts';
import {
  findStorageUnit,
  findStorageUnitByName,
  insertStorageUnit,
  retireStorageUnit,
  type StorageUnitRow,
  updateStorageUnit,
} from '../../storage/fridge-units.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { ulid } from '../../storage/ulid.ts';
import { keepLots, lotsOf } from '../../storage/vaccine-lots.ts';
import { judgeAgain } from './judge-again.ts';
import { programById } from './programs.ts';

interface By {
  person: Person;
  at: Date;
}

/** Writes. */
export function saveUnit(db: Db, order: FridgeRegisterCalls['fridge.saveUnit']['in'], { person, at }: By): StorageUnitRow {
  if (programById(db, order.program) === undefined) throw new Refusal('check-failed', 'program');
  const taken = findStorageUnitByName(db, order.name);
  if (taken !== null && taken.id !== order.id) throw new Refusal('fridge-name-taken', order.name);
  return transaction(db, () => {
    const { lots, ...values } = order;
    const before = order.id === null ? null : presentUnit(db, order.id);
    const id = order.id ?? ulid(at);
    if (before === null) insertStorageUnit(db, { ...values, id, added_at: at.toISOString(), retired_at: null });
    else changeUnit(db, before, { ...values, id }, at);
    const detail = { before: before === null ? null : { ...before, lots: lotsOf(db, id) }, after: { ...values, id, lots } };
    keepLots(db, id, lots);
    const action = before === null ? 'fridge.unit-added' : 'fridge.unit-changed';
    writeAudit(db, { at, personId: person.id, action, subjectKind: 'storage-unit', subjectId: id, detail });
    return findStorageUnit(db, id)!;
  });
}

function changeUnit(db: Db, before: StorageUnitRow, after: Omit<StorageUnitRow, 'added_at' | 'retired_at'>, at: Date): void {
  const hasExcursions = excursionsBetween(db, before.id, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).length > 0;
  // The figures of its incidents are in the basis they were judged in.
  if (before.basis !== after.basis && hasExcursions) throw new Refusal('fridge-basis-kept');
  updateStorageUnit(db, after);
  if (before.low === after.low && before.high === after.high && before.basis === after.basis) return;
  for (const logger of new Set(assignmentsIn(db, before.id).map((assignment) => assignment.logger))) judgeAgain(db, logger, at);
}

/** Writes. */
export function retireUnit(db: Db, { id, reason }: { id: string; reason: string }, { person, at }: By): void {
  if (reason.trim() === '') throw new Refusal('reason-missing');
  transaction(db, () => {
    presentUnit(db, id);
    retireStorageUnit(db, id, at);
    const detail = { reason: reason.trim() };
    writeAudit(db, { at, personId: person.id, action: 'fridge.unit-retired', subjectKind: 'storage-unit', subjectId: id, detail });
  });
}

/** Throws Refusal where there is none, or it is no longer in use. */
export function presentUnit(db: Db, id: string): StorageUnitRow {
  const unit = findStorageUnit(db, id);
  if (unit === null || unit.retired_at !== null) throw new Refusal('fridge-unknown');
  return unit;
}
