/** Fills a demo database, and nothing but a demo database, with made-up people, patients and a day's list. */
import type { Patient } from '../../preload/contract.ts';
import type { Clock } from '../answer.ts';
import { hashPin } from '../people/pin.ts';
import { writeSettings } from '../settings/settings.ts';
import { writeAudit } from '../storage/audit.ts';
import { keepKind } from '../storage/kind.ts';
import { type Db, transaction } from '../storage/open.ts';
import { findPatientByMrn, insertAppointment, insertPatient } from '../storage/patients.ts';
import { demoPinName, hasPeople, insertPerson, listPeople } from '../storage/people.ts';
import { writeStation } from '../storage/station-values.ts';
import { ulid } from '../storage/ulid.ts';
import { localDay } from '../worklist/age.ts';
import { seedFridges } from './fridges.ts';
import { type MadeUpPatient, madeUpPatients, madeUpPeople } from './made-up.ts';
import { insertPastVisit } from './past-visit.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const room = 'Room 3';

/**
 * The first time: people, patients, earlier visits, fridges and settings. Every time: a list for today, when there is none yet, and the fridges' logs up to now.
 * Throws StorageError 'other-kind' when the database holds real patients.
 */
export async function seedDemo(db: Db, clock: Clock): Promise<void> {
  keepKind(db, 'demo');
  const pins = hasPeople(db) ? null : await Promise.all(madeUpPeople.map(({ pin }) => hashPin(pin)));
  transaction(db, () => {
    const now = clock.now();
    if (pins !== null) {
      const [firstId] = madeUpPeople.map((person, index) => insertMadeUpPerson(db, person, pins[index]!, now));
      for (const patient of madeUpPatients) insertMadeUpPatient(db, patient, firstId!, now);
      writeSettings(db, { clinicName: 'Maple Street Clinic', stationName: `${room} station`, room, ...places }, null, now);
      writeAudit(db, { at: now, personId: null, action: 'demo.filled', subjectKind: 'station' });
    }
    if (!hasList(db, localDay(now))) for (const patient of madeUpPatients) insertPlace(db, patient, now);
    // Whoever is left of them, where the first was taken off or named anew.
    const people = listPeople(db);
    const atTheFridges = people.find(({ name }) => name === madeUpPeople[0]!.name) ?? people[0];
    if (atTheFridges !== undefined) seedFridges(db, atTheFridges.id, now);
  });
}

const places = { rooms: ['Room 1', 'Room 2', room, 'Room 4'], clinicians: ['Dr. Lindqvist', 'Dr. Osei'] };

function insertMadeUpPerson(db: Db, person: (typeof madeUpPeople)[number], pin: Awaited<ReturnType<typeof hashPin>>, now: Date): string {
  const id = ulid(now);
  insertPerson(db, { id, name: person.name, role: person.role, pin, addedAt: now });
  writeStation(db, demoPinName(id), person.pin);
  return id;
}

function insertMadeUpPatient(db: Db, made: MadeUpPatient, personId: string, now: Date): void {
  const { family, given, dateOfBirth, mrn, sex, limbRestriction, clinician } = made;
  const patient: Patient = { id: ulid(now), family, given, dateOfBirth, mrn, sex, limbRestriction };
  insertPatient(db, patient, personId, now);
  for (const { daysAgo, values } of made.before) {
    insertPastVisit(db, { patient, personId, clinician, reason: 'Follow-up', room, at: new Date(now.getTime() - daysAgo * day), values });
  }
}

function insertPlace(db: Db, { mrn, clinician, reason, appointmentIn, arrivedAgo }: MadeUpPatient, now: Date): void {
  const patient = findPatientByMrn(db, mrn);
  if (patient === null) return;
  insertAppointment(db, {
    id: ulid(now),
    patientId: patient.id,
    day: localDay(now),
    appointmentAt: new Date(toFiveMinutes(now.getTime() + appointmentIn * minute)),
    clinician,
    reason,
    arrivedAt: arrivedAgo === null ? null : new Date(now.getTime() - arrivedAgo * minute),
  });
}

/** Nobody is called in at 10:13. */
function toFiveMinutes(time: number): number {
  return Math.round(time / (5 * minute)) * 5 * minute;
}

function hasList(db: Db, today: string): boolean {
  return db.prepare('SELECT 1 FROM appointments WHERE day = ? LIMIT 1').get(today) !== undefined;
}
