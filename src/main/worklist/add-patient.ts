import { z } from 'zod';
import type { NewPatient, Patient, Person } from '../../preload/contract.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { type Db, transaction } from '../storage/open.ts';
import { findAppointment, findPatientByMrn, insertAppointment, insertPatient } from '../storage/patients.ts';
import { ulid } from '../storage/ulid.ts';
import { localDay } from './age.ts';
import { isSameName } from './similar-names.ts';

const words = (shortest: number, longest: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(shortest).max(longest));

export const newPatientCheck: z.ZodType<NewPatient> = z.strictObject({
  family: words(1, 80),
  given: words(1, 80),
  dateOfBirth: z.string().refine(isDay),
  mrn: words(1, 40),
  sex: z.enum(['female', 'male', 'other', 'unknown']),
  clinician: words(0, 80),
  reason: words(0, 120),
});

/**
 * Puts a patient on today's list, arrived now. An MRN that is known brings back the patient it belongs to, when name
 * and date of birth agree. Throws Refusal 'patient-exists' (about: the MRN) when it belongs to somebody else or the
 * patient is on the list already, and 'check-failed' about a date of birth that nobody can have.
 */
export function addPatient(db: Db, input: NewPatient, by: Person, now: Date): Patient {
  if (input.dateOfBirth > localDay(now) || input.dateOfBirth < oldestBirth(now)) throw new Refusal('check-failed', 'dateOfBirth');
  const day = localDay(now);
  return transaction(db, () => {
    const known = findPatientByMrn(db, input.mrn);
    if (known !== null && !isTheSame(known, input)) throw new Refusal('patient-exists', input.mrn);
    if (known !== null && findAppointment(db, known.id, day) !== null) throw new Refusal('patient-exists', input.mrn);
    const patient = known ?? insertNew(db, input, by, now);
    const { clinician, reason } = input;
    insertAppointment(db, { id: ulid(now), patientId: patient.id, day, appointmentAt: null, clinician, reason, arrivedAt: now });
    const entry = { at: now, personId: by.id, action: known ? 'patient.arrived' : 'patient.added', subjectKind: 'patient' };
    writeAudit(db, { ...entry, subjectId: patient.id, patientId: patient.id });
    return patient;
  });
}

function insertNew(db: Db, { family, given, dateOfBirth, mrn, sex }: NewPatient, by: Person, now: Date): Patient {
  const patient: Patient = { id: ulid(now), family, given, dateOfBirth, mrn, sex, limbRestriction: null };
  insertPatient(db, patient, by.id, now);
  return patient;
}

function isTheSame(known: Patient, input: NewPatient): boolean {
  return known.dateOfBirth === input.dateOfBirth && isSameName(known, input);
}

/** A day that is in the calendar: the 30th of February is not. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The oldest age ever proven is 122 years. */
function oldestBirth(now: Date): string {
  return `${now.getFullYear() - 125}-01-01`;
}
