/** Rows of visits. The draft holds what the sheet remembers between starts: ticks, taken values, running procedures. */
import type { Patient, Visit } from '../../preload/contract.ts';
import { ageText, ageYears } from '../worklist/age.ts';
import type { Db } from './open.ts';
import { findPatient } from './patients.ts';
import { personOnRecord } from './people.ts';

interface Row {
  id: string;
  patient_id: string;
  room: string;
  clinician: string;
  reason: string;
  owner_id: string;
  opened_at: string;
  identity_by_name: string;
  identity_at: string;
  ready_at: string | null;
  closed_at: string | null;
  closed_by_name: string | null;
  appointment_at: string | null;
  draft: string;
  draft_saved_at: string;
}

const select = `
  SELECT v.*, a.appointment_at, i.name AS identity_by_name, c.name AS closed_by_name FROM visits v
  LEFT JOIN appointments a ON a.id = v.appointment_id
  JOIN people i ON i.id = v.identity_by LEFT JOIN people c ON c.id = v.closed_by`;

export interface StoredVisit {
  visit: Visit;
  closedBy: string | null;
  draft: string;
  draftSavedAt: string;
}

export function findVisit(db: Db, id: string): StoredVisit | null {
  const row = db.prepare(`${select} WHERE v.id = ?`).get(id) as Row | undefined;
  return row === undefined ? null : fromRow(db, row);
}

function fromRow(db: Db, row: Row): StoredVisit {
  const patient = findPatient(db, row.patient_id) as Patient;
  const at = new Date(row.opened_at);
  return {
    visit: {
      id: row.id,
      patient,
      ageYears: ageYears(patient.dateOfBirth, at),
      ageText: ageText(patient.dateOfBirth, at),
      openedAt: row.opened_at,
      identityConfirmedAt: row.identity_at,
      identityBy: row.identity_by_name,
      room: row.room,
      clinician: row.clinician,
      reason: row.reason,
      appointmentAt: row.appointment_at,
      owner: personOnRecord(db, row.owner_id),
      closedAt: row.closed_at,
      readyAt: row.ready_at,
    },
    closedBy: row.closed_by_name,
    draft: row.draft,
    draftSavedAt: row.draft_saved_at,
  };
}

/** The visit a person has open, or null. */
export function openVisitOf(db: Db, personId: string): string | null {
  const row = db.prepare('SELECT id FROM visits WHERE owner_id = ? AND closed_at IS NULL ORDER BY opened_at DESC LIMIT 1').get(personId);
  return (row as { id: string } | undefined)?.id ?? null;
}

/** The visit somebody has open for this patient, or null. */
export function openVisitFor(db: Db, patientId: string): { id: string; ownerId: string } | null {
  const row = db.prepare('SELECT id, owner_id AS ownerId FROM visits WHERE patient_id = ? AND closed_at IS NULL LIMIT 1').get(patientId);
  return (row as { id: string; ownerId: string } | undefined) ?? null;
}

export interface NewVisit {
  id: string;
  patientId: string;
  appointmentId: string | null;
  room: string;
  clinician: string;
  reason: string;
  personId: string;
  at: Date;
}

/** Writes. */
export function insertVisit(db: Db, { at, ...visit }: NewVisit): void {
  db.prepare(
    `INSERT INTO visits (id, patient_id, appointment_id, room, clinician, reason, owner_id, opened_at, identity_by, identity_at, draft_saved_at)
     VALUES (@id, @patientId, @appointmentId, @room, @clinician, @reason, @personId, @at, @personId, @at, @at)`,
  ).run({ ...visit, at: at.toISOString() });
}

/** Writes. */
export function saveDraft(db: Db, visitId: string, draft: string, at: Date): void {
  db.prepare('UPDATE visits SET draft = ?, draft_saved_at = ? WHERE id = ?').run(draft, at.toISOString(), visitId);
}

/** Writes. */
export function setOwner(db: Db, visitId: string, personId: string): void {
  db.prepare('UPDATE visits SET owner_id = ? WHERE id = ?').run(personId, visitId);
}

/** Writes. */
export function setReady(db: Db, visitId: string, at: Date): void {
  db.prepare('UPDATE visits SET ready_at = ? WHERE id = ?').run(at.toISOString(), visitId);
}

/** Writes. null: opened again. */
export function setClosed(db: Db, visitId: string, closed: { by: string; at: Date } | null): void {
  db.prepare('UPDATE visits SET closed_at = ?, closed_by = ? WHERE id = ?').run(
    closed?.at.toISOString() ?? null,
    closed?.by ?? null,
    visitId,
  );
}
