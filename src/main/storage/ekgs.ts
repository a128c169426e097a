/** Rows of EKG files and of what was decided about them. */
import type { EkgState } from '../../preload/contract.ts';
import type { Db } from './open.ts';

export interface EkgRow {
  id: string;
  received_at: string;
  received_by: string | null;
  file_name: string;
  /** Of its bytes; where it was read with files beside it, of theirs too (`receiveEkg`). */
  sha256: string;
  format: string | null;
  problem: string | null;
  taken_at: string | null;
  file_patient: string | null;
  state: EkgState;
  patient_id: string | null;
}

export type EkgAct =
  | 'matched'
  | 'unmatched'
  | 'dismissed'
  | 'confirmed'
  | 'retake-asked'
  | 'recorded'
  | 'kept'
  | 'discarded'
  | 'superseded';

export interface EkgActRow {
  at: string;
  person_id: string;
  person_name: string;
  act: EkgAct;
  detail: string;
}

const columns = 'id, received_at, received_by, file_name, sha256, format, problem, taken_at, file_patient, state, patient_id';

/** Writes. `beside`: the files that it was read with, by name. */
export function insertEkg(db: Db, row: EkgRow, bytes: Uint8Array, beside: ReadonlyMap<string, Uint8Array>): void {
  db.prepare(
    `INSERT INTO ekgs (id, received_at, received_by, file_name, sha256, bytes, format, problem, taken_at, file_patient, state, patient_id)
     VALUES (@id, @received_at, @received_by, @file_name, @sha256, @bytes, @format, @problem, @taken_at, @file_patient, @state, @patient_id)`,
  ).run({ ...row, bytes: Buffer.from(bytes) });
  const insertBeside = db.prepare('INSERT INTO ekg_files_beside (ekg_id, file_name, bytes) VALUES (?, ?, ?)');
  for (const [name, held] of beside) insertBeside.run(row.id, name, Buffer.from(held));
}

export function findEkg(db: Db, id: string): EkgRow | null {
  return (db.prepare(`SELECT ${columns} FROM ekgs WHERE id = ?`).get(id) as EkgRow | undefined) ?? null;
}

export function findEkgByHash(db: Db, sha256: string): EkgRow | null {
  return (db.prepare(`SELECT ${columns} FROM ekgs WHERE sha256 = ?`).get(sha256) as EkgRow | undefined) ?? null;
}

/** As it was received, with what came beside it. */
export function fileOfEkg(db: Db, id: string): { name: string; bytes: Uint8Array; files: ReadonlyMap<string, Uint8Array> } {
  const file = db.prepare('SELECT file_name AS name, bytes FROM ekgs WHERE id = ?').get(id) as { name: string; bytes: Buffer };
  const beside = db.prepare('SELECT file_name, bytes FROM ekg_files_beside WHERE ekg_id = ?').raw().all(id) as [string, Buffer][];
  return { ...file, files: new Map(beside) };
}

/** Those that need a person first, then the newest; what was put away is left out. */
export function listEkgs(db: Db, most: number): EkgRow[] {
  const order = `CASE state WHEN 'unmatched' THEN 0 WHEN 'recorded' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END, received_at DESC`;
  return db.prepare(`SELECT ${columns} FROM ekgs WHERE state != 'dismissed' ORDER BY ${order} LIMIT ?`).all(most) as EkgRow[];
}

/** The newest of the same patient taken before this one, of those that count. */
export function earlierEkg(db: Db, patientId: string, takenAt: string, id: string): EkgRow | null {
  const found = db
    .prepare(`SELECT ${columns} FROM ekgs WHERE patient_id = ? AND id != ? AND taken_at < ?
         AND state IN ('waiting', 'confirmed', 'retake') ORDER BY taken_at DESC LIMIT 1`)
    .get(patientId, id, takenAt);
  return (found as EkgRow | undefined) ?? null;
}

/** The newest of the same patient that a clinician has asked to take again, where this one was taken after it. */
export function ekgToRepeat(db: Db, { id, patient_id, taken_at, received_at }: EkgRow): EkgRow | null {
  const found = db
    .prepare(
      `SELECT ${columns} FROM ekgs WHERE patient_id = @patient_id AND id <> @id AND state = 'retake' AND received_at <= @received_at
         AND (taken_at IS NULL OR @taken_at IS NULL OR taken_at < @taken_at) ORDER BY received_at DESC LIMIT 1`,
    )
    .get({ id, patient_id, taken_at, received_at });
  return (found as EkgRow | undefined) ?? null;
}

export function countEkgsWaiting(db: Db): number {
  const row = db.prepare(`SELECT count(*) AS count FROM ekgs WHERE state IN ('unmatched', 'recorded', 'waiting')`).get() as {
    count: number;
  };
  return row.count;
}

/** Writes. */
export function setEkgState(db: Db, id: string, state: EkgState, patientId: string | null): void {
  db.prepare('UPDATE ekgs SET state = ?, patient_id = ? WHERE id = ?').run(state, patientId, id);
}

/** Writes. */
export function insertEkgAct(db: Db, ekgId: string, at: Date, personId: string, act: EkgAct, detail: unknown): void {
  db.prepare('INSERT INTO ekg_acts (ekg_id, at, person_id, act, detail) VALUES (?, ?, ?, ?, ?)').run(
    ekgId,
    at.toISOString(),
    personId,
    act,
    JSON.stringify(detail),
  );
}

/** The newest act of a kind since the file was last matched; null where there is none. */
export function newestEkgAct(db: Db, ekgId: string, act: EkgAct): EkgActRow | null {
  const found = db
    .prepare(
      `SELECT a.at, a.person_id, p.name AS person_name, a.act, a.detail FROM ekg_acts a JOIN people p ON p.id = a.person_id
       WHERE a.ekg_id = @ekgId AND a.act = @act
         AND a.number > coalesce((SELECT max(number) FROM ekg_acts WHERE ekg_id = @ekgId AND act = 'unmatched'), 0)
       ORDER BY a.number DESC LIMIT 1`,
    )
    .get({ ekgId, act });
  return (found as EkgActRow | undefined) ?? null;
}
