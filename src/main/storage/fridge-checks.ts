/** Rows of the daily checks. A correction is another row under the same id; the newest counts. Temperatures are in the unit's basis. */
import { initialsOf } from '../../../drivers/model/initials.ts';
import type { CheckHalf, CheckValues, Day, FridgeCheck } from '../../preload/contract.ts';
import type { Db } from './open.ts';

interface CheckRow {
  id: string;
  unit_id: string;
  date: Day;
  half: CheckHalf;
  written_at: string;
  written_by: string;
  current: number | null;
  lowest: number | null;
  highest: number | null;
  alarm_seen: 0 | 1 | null;
  reset_done: 0 | 1;
  room_temperature: number | null;
  comment: string;
  source: 'typed' | 'logger';
  reason: string | null;
}

export interface NewCheck {
  id: string;
  unitId: string;
  date: Day;
  half: CheckHalf;
  at: Date;
  personId: string;
  values: CheckValues;
  source: 'typed' | 'logger';
  /** Why it is corrected; null: the check itself. */
  reason: string | null;
}

/** Writes. */
export function insertCheck(db: Db, { id, unitId, date, half, at, personId, values, source, reason }: NewCheck): void {
  const { current, lowest, highest, alarmSeen, resetDone, roomTemperature, comment } = values;
  db.prepare(
    `INSERT INTO fridge_checks (id, unit_id, date, half, written_at, written_by, current, lowest, highest, alarm_seen, reset_done, room_temperature,
       comment, source, reason)
     VALUES (@id, @unitId, @date, @half, @writtenAt, @personId, @current, @lowest, @highest, @alarm, @reset, @roomTemperature, @comment, @source, @reason)`,
  ).run({
    ...{ id, unitId, date, half, personId, current, lowest, highest, roomTemperature, comment, source, reason },
    writtenAt: at.toISOString(),
    alarm: alarmSeen === null ? null : Number(alarmSeen),
    reset: Number(resetDone),
  });
}

type NamedRow = CheckRow & { by: string };

const rows = 'SELECT c.*, p.name AS "by" FROM fridge_checks c JOIN people p ON p.id = c.written_by';

/** In order of day, half and when they were made; both days belong to the span. */
export function checksBetween(db: Db, unitId: string, from: Day, to: Day): FridgeCheck[] {
  const found = db
    .prepare(`${rows} WHERE c.unit_id = ? AND c.date BETWEEN ? AND ? ORDER BY c.date, c.half, c.number`)
    .all(unitId, from, to) as NamedRow[];
  const versions = new Map<string, NamedRow[]>();
  for (const row of found) versions.set(row.id, [...(versions.get(row.id) ?? []), row]);
  return [...versions.values()].map(checkOf);
}

/** null: there is none. */
export function findCheck(db: Db, id: string): FridgeCheck | null {
  const found = db.prepare(`${rows} WHERE c.id = ? ORDER BY c.number`).all(id) as NamedRow[];
  return found.length === 0 ? null : checkOf(found);
}

/** When a unit was last looked at; null: never. */
export function lastCheckAt(db: Db, unitId: string): string | null {
  return db.prepare('SELECT max(written_at) FROM fridge_checks WHERE unit_id = ? AND reason IS NULL').pluck().get(unitId) as string | null;
}

/** The last day somebody looked, or took over; null: none. */
export function lastCheckedDay(db: Db, unitId: string): Day | null {
  return db.prepare('SELECT max(date) FROM fridge_checks WHERE unit_id = ?').pluck().get(unitId) as Day | null;
}

/** `versions` oldest first, at least one. */
function checkOf(versions: readonly NamedRow[]): FridgeCheck {
  const [first, last] = [versions[0]!, versions.at(-1)!];
  return {
    id: first.id,
    unitId: first.unit_id,
    date: first.date,
    half: first.half,
    at: first.written_at,
    by: first.by,
    initials: initialsOf(first.by),
    ...valuesOf(last),
    source: last.source,
    corrections: versions
      .slice(1)
      .map(({ by, written_at, reason }, index) => ({ by, at: written_at, reason: reason ?? '', was: valuesOf(versions[index]!) }))
      .reverse(),
  };
}

function valuesOf(row: CheckRow): CheckValues {
  const { current, lowest, highest, alarm_seen, reset_done, room_temperature, comment } = row;
  return {
    current,
    lowest,
    highest,
    alarmSeen: alarm_seen === null ? null : alarm_seen === 1,
    resetDone: reset_done === 1,
    roomTemperature: room_temperature,
    comment,
  };
}
