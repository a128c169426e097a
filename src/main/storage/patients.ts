/** Rows of patients and of their places on a day's list. */
import type { Patient } from '../../preload/contract.ts';
import type { Db } from './open.ts';

const selectPatient = `
  SELECT id, family, given, date_of_birth AS dateOfBirth, mrn, sex, limb_restriction AS limbRestriction FROM patients`;

export function findPatient(db: Db, patientId: string): Patient | null {
  return (db.prepare(`${selectPatient} WHERE id = ?`).get(patientId) as Patient | undefined) ?? null;
}

export function findPatientByMrn(db: Db, mrn: string): Patient | null {
  return (db.prepare(`${selectPatient} WHERE mrn = ?`).get(mrn) as Patient | undefined) ?? null;
}

/** Writes. */
export function insertPatient(db: Db, patient: Patient, addedBy: string | null, addedAt: Date): void {
  db.prepare(
    `INSERT INTO patients (id, family, given, date_of_birth, mrn, sex, limb_restriction, added_by, added_at)
     VALUES (@id, @family, @given, @dateOfBirth, @mrn, @sex, @limbRestriction, @addedBy, @addedAt)`,
  ).run({ ...patient, addedBy, addedAt: addedAt.toISOString() });
}

/** Writes. */
export function setLimbRestriction(db: Db, patientId: string, restriction: Patient['limbRestriction']): void {
  db.prepare('UPDATE patients SET limb_restriction = ? WHERE id = ?').run(restriction, patientId);
}

export interface Appointment {
  id: string;
  patientId: string;
  /** YYYY-MM-DD where the station stands. */
  day: string;
  appointmentAt: Date | null;
  clinician: string;
  reason: string;
  arrivedAt: Date | null;
}

/** Writes. */
export function insertAppointment(db: Db, appointment: Appointment): void {
  db.prepare(
    `INSERT INTO appointments (id, patient_id, day, appointment_at, clinician, reason, arrived_at)
     VALUES (@id, @patientId, @day, @appointmentAt, @clinician, @reason, @arrivedAt)`,
  ).run({
    ...appointment,
    appointmentAt: appointment.appointmentAt?.toISOString() ?? null,
    arrivedAt: appointment.arrivedAt?.toISOString() ?? null,
  });
}

/** The first place on a day's list that this patient has not left; null when there is none. */
export function findAppointment(db: Db, patientId: string, day: string): { id: string; arrivedAt: string | null } | null {
  const row = db
    .prepare(
      `SELECT id, arrived_at AS arrivedAt FROM appointments WHERE patient_id = ? AND day = ? AND left_at IS NULL
       ORDER BY arrived_at IS NULL, appointment_at LIMIT 1`,
    )
    .get(patientId, day);
  return (row as { id: string; arrivedAt: string | null } | undefined) ?? null;
}

/** Writes. */
export function setArrived(db: Db, appointmentId: string, at: Date): void {
  db.prepare('UPDATE appointments SET arrived_at = ? WHERE id = ? AND arrived_at IS NULL').run(at.toISOString(), appointmentId);
}

/** Those whose number, family or given name holds each of these words, accents and case aside; few enough to look at. */
export function patientsNamed(db: Db, words: string): Patient[] {
  const wanted = words
    .split(/[\s,]+/)
    .map(bareWord)
    .filter((word) => word !== '');
  if (wanted.length === 0) return [];
  const all = db.prepare(`${selectPatient} ORDER BY family, given`).all() as Patient[];
  return all.filter((one) => wanted.every((word) => bareWord(`${one.family} ${one.given} ${one.mrn}`).includes(word))).slice(0, 20);
}

function bareWord(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[^\p{Letter}\p{Number}]/gu, '')
    .toUpperCase();
}

/** Those whose number ends like one of these, or whose family name is this one, accents and case aside; few enough to look at. */
export function patientsLike(db: Db, numbers: readonly string[], family: string | null): Patient[] {
  const all = db.prepare(`${selectPatient} ORDER BY family, given`).all() as Patient[];
  const bare = (text: string) => bareWord(text).replace(/^0+/, '');
  const wanted = new Set(numbers.map(bare).filter((number) => number !== ''));
  const name = family === null ? '' : bare(family);
  return all.filter((one) => wanted.has(bare(one.mrn)) || (name !== '' && bare(one.family) === name)).slice(0, 50);
}
