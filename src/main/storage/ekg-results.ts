/** Rows of what was signed of EKGs. Append-only: a confirmation, a repeat or a withdrawal is a new row of the same series. */
import { createHash } from 'node:crypto';
import type { Measurements, TracingDevice } from '../../../drivers/model/tracing.ts';
import type { Db } from './open.ts';
import { ulid } from './ulid.ts';

export type EkgResultAct = 'sign' | 'confirm' | 'repeat' | 'withdraw';

/** Said by a person, and when. */
export interface SaidOfEkg {
  by: string;
  at: string;
}

/** All that the resources of one EKG say, besides its samples and its page; a row holds the whole of it as it stood then. */
export interface EkgContent {
  /** As the record says, without an offset when it names none; null: it does not say. */
  takenAt: string | null;
  /** The latest it can have been taken. */
  receivedAt: string;
  /** Who took it, by the record's word or this station's. */
  takenBy: string | null;
  device: TracingDevice;
  /** The name of the file and the SHA-256 of its bytes, kept here. */
  file: { name: string; sha256: string };
  /** null: signed by nobody but the clinician who confirmed it. */
  signed: SaidOfEkg | null;
  clinician: string | null;
  /** The order it answers. Always null until orders come in from the worklist. */
  orderNumber: string | null;
  /** Isoline's as they were seen, unconfirmed; null where the clinic has switched analysis off. */
  computed: Measurements | null;
  /** The cart's own; null where it gives none. */
  cart: Measurements | null;
  /** The cart's own statements, word for word. */
  statements: string[];
  /** Why a tracing that is not clean was kept; null for a clean one. */
  keptBecause: string | null;
  /** Oldest first: what a clinician confirmed, each time. */
  confirmed: (SaidOfEkg & { values: Measurements; comment: string })[];
  /** A clinician has asked to take it again. */
  repeatAsked: (SaidOfEkg & { reason: string }) | null;
  /** The series whose place this one takes, and the one that took this one's place. */
  replaces: string | null;
  replacedBy: string | null;
  withdrawn: (SaidOfEkg & { reason: string }) | null;
}

export interface EkgResult {
  id: string;
  ekgId: string;
  patientId: string;
  seriesId: string;
  number: number;
  act: EkgResultAct;
  by: { id: string; name: string };
  at: string;
  content: EkgContent;
}

export interface NewEkgResult {
  ekgId: string;
  patientId: string;
  act: EkgResultAct;
  personId: string;
  at: Date;
  content: EkgContent;
  /** null: the page of the row before still holds. */
  page: Uint8Array | null;
  /** null begins a series. */
  after: EkgResult | null;
}

/** Writes; returns its id. */
export function insertEkgResult(db: Db, { ekgId, patientId, act, personId, at, content, page, after }: NewEkgResult): string {
  const id = ulid(at);
  const text = JSON.stringify(content);
  db.prepare(
    `INSERT INTO ekg_results (id, ekg_id, patient_id, series_id, number, act, by_person, at, content, content_hash, page)
     VALUES (@id, @ekgId, @patientId, @seriesId, @number, @act, @personId, @at, @text, @hash, @page)`,
  ).run({
    id,
    ekgId,
    patientId,
    seriesId: after?.seriesId ?? id,
    number: (after?.number ?? 0) + 1,
    act,
    personId,
    at: at.toISOString(),
    text,
    hash: createHash('sha256').update(text).digest('hex'),
    page: page === null ? null : Buffer.from(page),
  });
  return id;
}

const select = `SELECT r.id, r.ekg_id, r.patient_id, r.series_id, r.number, r.act, r.by_person, p.name AS by_name, r.at, r.content
  FROM ekg_results r JOIN people p ON p.id = r.by_person`;

interface Row {
  id: string;
  ekg_id: string;
  patient_id: string;
  series_id: string;
  number: number;
  act: EkgResultAct;
  by_person: string;
  by_name: string;
  at: string;
  content: string;
}

function resultOf(row: Row): EkgResult {
  return {
    id: row.id,
    ekgId: row.ekg_id,
    patientId: row.patient_id,
    seriesId: row.series_id,
    number: row.number,
    act: row.act,
    by: { id: row.by_person, name: row.by_name },
    at: row.at,
    content: JSON.parse(row.content) as EkgContent,
  };
}

/** Reads one that is there. */
export function readEkgResult(db: Db, id: string): EkgResult {
  return resultOf(db.prepare(`${select} WHERE r.id = ?`).get(id) as Row);
}

/** The newest of the series that stands for an EKG; null while nothing was signed, and after it was taken back. */
export function standingEkgResult(db: Db, ekgId: string): EkgResult | null {
  const row = db.prepare(`${select} WHERE r.ekg_id = ? ORDER BY r.rowid DESC LIMIT 1`).get(ekgId) as Row | undefined;
  return row === undefined || row.act === 'withdraw' ? null : resultOf(row);
}

/** The row before in the same series; null for the first. */
export function earlierEkgResult(db: Db, { seriesId, number }: EkgResult): EkgResult | null {
  const row = db.prepare(`${select} WHERE r.series_id = ? AND r.number = ?`).get(seriesId, number - 1) as Row | undefined;
  return row === undefined ? null : resultOf(row);
}

/** The page as it was signed or confirmed last up to this row. */
export function pageOfEkgResult(db: Db, { seriesId, number }: EkgResult): Uint8Array {
  return db
    .prepare('SELECT page FROM ekg_results WHERE series_id = ? AND number <= ? AND page IS NOT NULL ORDER BY number DESC LIMIT 1')
    .pluck()
    .get(seriesId, number) as Buffer;
}

/** The newest row of each series of a patient, withdrawn ones among them, oldest series first. */
export function ekgResultsOfPatient(db: Db, patientId: string): EkgResult[] {
  const rows = db
    .prepare(
      `${select} WHERE r.patient_id = ? AND NOT EXISTS (SELECT 1 FROM ekg_results n WHERE n.series_id = r.series_id AND n.number > r.number)
       ORDER BY r.series_id`,
    )
    .all(patientId) as Row[];
  return rows.map(resultOf);
}
