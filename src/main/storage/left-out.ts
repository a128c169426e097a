/** What was signed while a destination was not set up: no item of the outbox speaks of it there. */
import type { Db } from './open.ts';

export interface LeftOutSet {
  setId: string;
  patientId: string;
  signedAt: string;
  /** Rows of the set in the order they were written; what was withdrawn is left out with all that came before it. */
  values: { id: string; act: 'sign' | 'correct' }[];
}

export interface LeftOutEkg {
  /** The newest result of its series. */
  resultId: string;
  patientId: string;
  signedAt: string;
}

interface ValueRow {
  id: string;
  set_id: string;
  patient_id: string;
  signed_at: string;
  act: 'sign' | 'correct' | 'withdraw' | 'wrong-patient';
  replaces: string | null;
}

/** Oldest first; of sets signed after `after`, where a person left out what came before. */
export function leftOutSets(db: Db, destination: string, after: string): LeftOutSet[] {
  const rows = db
    .prepare(
      `SELECT v.id, v.set_id, v.act, v.replaces, s.patient_id, s.signed_at
       FROM signed_values v JOIN signed_sets s ON s.id = v.set_id
       WHERE s.signed_at > ? AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.set_id = s.id AND o.destination = ?)
       ORDER BY s.signed_at, s.rowid, v.at, v.rowid`,
    )
    .all(after, destination) as ValueRow[];
  const sets = new Map<string, ValueRow[]>();
  for (const row of rows) sets.set(row.set_id, [...(sets.get(row.set_id) ?? []), row]);
  return [...sets].flatMap(([setId, ofSet]) => {
    const values = standing(ofSet);
    const { patient_id, signed_at } = ofSet[0]!;
    return values.length === 0 ? [] : [{ setId, patientId: patient_id, signedAt: signed_at, values }];
  });
}

/** A value of the wrong patient, or one taken back, never was in this chart and must not come into it. */
function standing(rows: readonly ValueRow[]): LeftOutSet['values'] {
  const gone = new Set<string>();
  const before = new Map(rows.map(({ id, replaces }) => [id, replaces]));
  for (const { id, act } of rows) {
    if (act !== 'withdraw' && act !== 'wrong-patient') continue;
    for (let one: string | null = id; one !== null; one = before.get(one) ?? null) gone.add(one);
  }
  return rows.flatMap(({ id, act }) => (gone.has(id) || act === 'withdraw' || act === 'wrong-patient' ? [] : [{ id, act }]));
}

/** Oldest first. */
export function leftOutEkgs(db: Db, destination: string, after: string): LeftOutEkg[] {
  return db
    .prepare(
      `SELECT r.id AS resultId, r.patient_id AS patientId, r.at AS signedAt FROM ekg_results r
       WHERE r.act <> 'withdraw' AND r.number = (SELECT max(number) FROM ekg_results n WHERE n.series_id = r.series_id)
         AND (SELECT min(at) FROM ekg_results f WHERE f.series_id = r.series_id) > ?
         AND NOT EXISTS (SELECT 1 FROM outbox o JOIN ekg_results s ON s.id = o.ekg_result_id WHERE s.series_id = r.series_id AND o.destination = ?)
       ORDER BY r.at, r.id`,
    )
    .all(after, destination) as LeftOutEkg[];
}
