/** Rows of what was signed. Append-only: what became of a value is told by the rows that point at it. */
import type { HistoryPoint, Measurement, SheetKey, SignedSet, SignedValue, Told } from '../../preload/contract.ts';
import { findMeasurement } from './measurements.ts';
import type { Db } from './open.ts';

export type SignedAct = 'sign' | 'correct' | 'withdraw' | 'wrong-patient';

export interface NewSignedSet {
  id: string;
  visitId: string;
  patientId: string;
  signedBy: string;
  at: Date;
  seen: string;
  seenHash: string;
}

/** Writes; returns the set's number within its visit. */
export function insertSignedSet(db: Db, { at, ...set }: NewSignedSet): number {
  const { number } = db.prepare('SELECT coalesce(max(number), 0) + 1 AS number FROM signed_sets WHERE visit_id = ?').get(set.visitId) as {
    number: number;
  };
  db.prepare(
    `INSERT INTO signed_sets (id, visit_id, patient_id, number, signed_by, signed_at, seen, seen_hash)
     VALUES (@id, @visitId, @patientId, @number, @signedBy, @at, @seen, @seenHash)`,
  ).run({ ...set, number, at: at.toISOString() });
  return number;
}

export interface NewSignedValue {
  id: string;
  setId: string;
  key: SheetKey;
  measurementId: string;
  act: SignedAct;
  replaces: string | null;
  why: string | null;
  by: string;
  at: Date;
}

/** Writes. */
export function insertSignedValue(db: Db, { at, ...value }: NewSignedValue): void {
  db.prepare(
    `INSERT INTO signed_values (id, set_id, key, measurement_id, act, replaces, why, by_person, at)
     VALUES (@id, @setId, @key, @measurementId, @act, @replaces, @why, @by, @at)`,
  ).run({ ...value, at: at.toISOString() });
}

/** The first of a value's chain: what it was before it was corrected or withdrawn. */
export function firstOfChain(db: Db, signedValueId: string): string {
  return db
    .prepare(
      `WITH RECURSIVE chain (id, depth) AS (
         SELECT ?, 0 UNION ALL SELECT s.replaces, depth + 1 FROM signed_values s JOIN chain ON s.id = chain.id WHERE s.replaces IS NOT NULL
       )
       SELECT id FROM chain ORDER BY depth DESC LIMIT 1`,
    )
    .pluck()
    .get(signedValueId) as string;
}

/** A signed value of each of these measurements; what was never signed is left out. */
export function signedOf(db: Db, measurementIds: readonly string[]): string[] {
  const find = db.prepare('SELECT id FROM signed_values WHERE measurement_id = ? ORDER BY rowid LIMIT 1').pluck();
  return measurementIds.flatMap((measurementId) => (find.get(measurementId) as string | undefined) ?? []);
}

export interface NewTold extends Told {
  id: string;
  visitId: string;
  setId: string;
  words: string;
  limitWords: string;
  level: 'before-seen' | 'now';
  by: string;
}

/** Writes. */
export function insertTold(db: Db, told: NewTold): void {
  db.prepare(
    `INSERT INTO told (id, visit_id, set_id, words, limit_words, level, answer, whom, how, read_back, by_person, at)
     VALUES (@id, @visitId, @setId, @words, @limitWords, @level, @answer, @whom, @how, @readBack, @by, @at)`,
  ).run({ ...told, readBack: told.readBack ? 1 : 0, questionId: undefined });
}

interface ValueRow {
  id: string;
  set_id: string;
  key: SheetKey;
  measurement_id: string;
  act: SignedAct;
  replaces: string | null;
  why: string | null;
  by_name: string;
  at: string;
  replaced_by: string | null;
  replaced_act: SignedAct | null;
  replaced_why: string | null;
  replaced_by_name: string | null;
  replaced_at: string | null;
}

const selectValues = `
  SELECT s.*, p.name AS by_name, r.id AS replaced_by, r.act AS replaced_act, r.why AS replaced_why, rp.name AS replaced_by_name, r.at AS replaced_at
  FROM signed_values s JOIN people p ON p.id = s.by_person
  LEFT JOIN signed_values r ON r.replaces = s.id LEFT JOIN people rp ON rp.id = r.by_person`;

/** A withdrawal is no value of its own: it shows on the value it withdrew. */
function signedValueOf(db: Db, row: ValueRow): SignedValue {
  const withdrawn = row.replaced_act === 'withdraw' || row.replaced_act === 'wrong-patient';
  const change =
    row.replaced_by !== null
      ? { why: row.replaced_why ?? '', by: row.replaced_by_name ?? '', at: row.replaced_at ?? '' }
      : row.replaces !== null
        ? { why: row.why ?? '', by: row.by_name, at: row.at }
        : null;
  return {
    id: row.id,
    key: row.key,
    measurement: findMeasurement(db, row.measurement_id) as Measurement,
    status: withdrawn ? 'withdrawn' : row.act === 'correct' ? 'corrected' : 'final',
    replacedBy: row.replaced_by,
    replaces: row.replaces,
    change,
  };
}

export function findSignedValue(db: Db, id: string): (SignedValue & { setId: string }) | null {
  const row = db.prepare(`${selectValues} WHERE s.id = ?`).get(id) as ValueRow | undefined;
  return row === undefined ? null : { ...signedValueOf(db, row), setId: row.set_id };
}

/** The sets of a visit, newest first, without their delivery. */
export function signedSetsOf(db: Db, visitId: string): Omit<SignedSet, 'delivery'>[] {
  const sets = db
    .prepare(
      `SELECT s.id, s.visit_id AS visitId, s.number, p.name AS signedBy, s.signed_at AS signedAt
       FROM signed_sets s JOIN people p ON p.id = s.signed_by WHERE s.visit_id = ? ORDER BY s.number DESC`,
    )
    .all(visitId) as Pick<SignedSet, 'id' | 'visitId' | 'number' | 'signedBy' | 'signedAt'>[];
  return sets.map((set) => ({ ...set, values: valuesOfSet(db, set.id), told: toldOf(db, set.id) }));
}

function valuesOfSet(db: Db, setId: string): SignedValue[] {
  const rows = db.prepare(`${selectValues} WHERE s.set_id = ? AND s.act IN ('sign', 'correct') ORDER BY s.rowid`).all(setId) as ValueRow[];
  // A correction stands beside what it replaces.
  const withChanges = (row: ValueRow): ValueRow[] => [row, ...rows.filter(({ replaces }) => replaces === row.id).flatMap(withChanges)];
  return rows
    .filter(({ replaces }) => replaces === null)
    .flatMap(withChanges)
    .map((row) => signedValueOf(db, row));
}

function toldOf(db: Db, setId: string): SignedSet['told'] {
  const rows = db
    .prepare('SELECT id AS questionId, words, answer, whom, how, read_back AS readBack, at FROM told WHERE set_id = ? ORDER BY id')
    .all(setId) as (Omit<SignedSet['told'][number], 'readBack'> & { readBack: number })[];
  return rows.map((row) => ({ ...row, readBack: row.readBack === 1 }));
}

/** Measurements of a visit that somebody has signed. */
export function signedMeasurementIds(db: Db, visitId: string): Set<string> {
  const rows = db
    .prepare('SELECT v.measurement_id AS id FROM signed_values v JOIN signed_sets s ON s.id = v.set_id WHERE s.visit_id = ?')
    .all(visitId) as { id: string }[];
  return new Set(rows.map(({ id }) => id));
}

/** A patient's signed values over time, oldest first. A value that was corrected is there once, as corrected. */
export function historyOf(db: Db, patientId: string): HistoryPoint[] {
  const rows = db
    .prepare(
      `${selectValues} JOIN signed_sets ss ON ss.id = s.set_id JOIN measurements m ON m.id = s.measurement_id
       WHERE ss.patient_id = ? AND s.act IN ('sign', 'correct') AND (r.id IS NULL OR r.act <> 'correct') ORDER BY m.measured_at, s.rowid`,
    )
    .all(patientId) as ValueRow[];
  return rows.flatMap((row) => pointsOf(signedValueOf(db, row)));
}

function pointsOf({ key, measurement, status }: SignedValue): HistoryPoint[] {
  return measurement.values.flatMap(({ quantity, value, unit, sent }) =>
    value === null
      ? []
      : [{ key, quantity, value, unit, shown: shownWith(sent?.value ?? value, sent?.unit ?? unit), at: measurement.measuredAt, status }],
  );
}

/** Units that a clinic may use either way stand with the number; the others are known from the row. */
const ambiguousUnits: Readonly<Record<string, string>> = {
  Cel: ' °C',
  '[degF]': ' °F',
  kg: ' kg',
  '[lb_av]': ' lb',
  cm: ' cm',
  '[in_i]': ' in',
};

function shownWith(value: number, unit: string): string {
  return `${value}${ambiguousUnits[unit] ?? ''}`;
}
