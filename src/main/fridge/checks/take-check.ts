/** A person's look at a unit, held against what its loggers say before it is kept. Cold-chain notes 2.4. */
import type { CheckOrder, CheckValues, ClosedDay, ComparedValue, Extremes } from '../../../preload/contract.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import { insertCheck } from '../../storage/fridge-checks.ts';
import type { StorageUnitRow } from '../../storage/fridge-units.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { ulid } from '../../storage/ulid.ts';
import { inUnit } from '../limit-basis.ts';
import { daysToCatchUp, sinceLastCheck } from './card.ts';
import { newestOf } from './extremes.ts';
import { loggerClock, momentOf } from './moment.ts';

export interface Checker {
  personId: string;
  at: Date;
}

/** A thermometer and a logger that differ by more do not read the same place. */
const mostApart = { C: 0.5, F: 0.9 };
/** What the logger wrote longer ago is not what stands on its display now. */
const presentMinutes = 30;
/** Decimal digits are not exact in binary. */
const rounding = 1e-9;

/** Writes the check and the days taken over with it, all or nothing. Throws Refusal 'fridge-changed', 'fridge-disagrees', 'check-failed'. */
export function takeCheck(db: Db, unit: StorageUnitRow, order: CheckOrder, { personId, at }: Checker): void {
  const since = sinceLastCheck(db, unit, at);
  const days = daysToTakeOver(order.catchUp, daysToCatchUp(db, unit, at));
  if (!isAsShown(order.shown, since)) throw new Refusal('fridge-changed');
  // What is said to come from the logger is what the logger says.
  if (order.source === 'logger' && !isAsShown(order, since)) throw new Refusal('check-failed', 'source');
  const asked = disagreements(db, unit, order, { since, at }).filter((name) => !order.readDifferently.includes(name));
  if (asked.length > 0) throw new Refusal('fridge-disagrees', asked.join(', '));
  transaction(db, () => {
    const { date } = momentOf(at);
    for (const day of days)
      insertCheck(db, { ...newCheck(unit, personId, at), date: day.date, half: 'AM', values: valuesOfDay(day), source: 'logger' });
    const check = newCheck(unit, personId, at);
    insertCheck(db, { ...check, date, half: order.half, values: valuesOf(order), source: order.source });
    const detail = { checkId: check.id, half: order.half, takenOver: days.map((day) => day.date), readDifferently: order.readDifferently };
    writeAudit(db, { at, personId, action: 'fridge.checked', subjectKind: 'storage-unit', subjectId: unit.id, detail });
  });
}

function newCheck({ id: unitId }: StorageUnitRow, personId: string, at: Date) {
  return { id: ulid(at), unitId, at, personId, reason: null };
}

interface Shown {
  lowest: number | null;
  highest: number | null;
}

function isAsShown(shown: Shown, { lowest, highest }: Extremes): boolean {
  return shown.lowest === (lowest?.value ?? null) && shown.highest === (highest?.value ?? null);
}

/** A day of which the loggers say nothing is left: there is nothing to take over, and it stays without values. */
function daysToTakeOver(asked: CheckOrder['catchUp'], days: readonly ClosedDay[]): CheckOrder['catchUp'] {
  if (new Set(asked.map(({ date }) => date)).size < asked.length) throw new Refusal('check-failed', 'catchUp');
  for (const one of asked) {
    const day = days.find(({ date }) => date === one.date);
    if (day === undefined || !isAsShown(one, day)) throw new Refusal('fridge-changed');
  }
  return asked.filter(({ lowest, highest }) => lowest !== null || highest !== null);
}

/** Which of the values are too far from the logger's. */
function disagreements(db: Db, unit: StorageUnitRow, typed: CheckValues, { since, at }: { since: Extremes; at: Date }): ComparedValue[] {
  const isApart = (one: number | null, other: number | null) =>
    one !== null && other !== null && Math.abs(one - other) > mostApart[unit.basis] + rounding;
  const logged = { current: loggedNow(db, unit, at), lowest: since.lowest?.value ?? null, highest: since.highest?.value ?? null };
  return (['current', 'lowest', 'highest'] as const).filter((name) => isApart(typed[name], logged[name]));
}

function loggedNow(db: Db, unit: StorageUnitRow, at: Date): number | null {
  const newest = newestOf(db, unit);
  if (newest === null || newest.value === null) return null;
  const age = Math.abs(loggerClock(at, newest.offsetMinutes) - newest.at);
  return age > presentMinutes * 60 ? null : inUnit(newest.value, newest.degrees, unit.basis);
}

function valuesOf(order: CheckOrder): CheckValues {
  const { current, lowest, highest, alarmSeen, resetDone, roomTemperature, comment } = order;
  return { current, lowest, highest, alarmSeen, resetDone, roomTemperature, comment };
}

function valuesOfDay({ lowest, highest }: Shown): CheckValues {
  return { current: null, lowest, highest, alarmSeen: null, resetDone: false, roomTemperature: null, comment: '' };
}
