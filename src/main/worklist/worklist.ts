/** Today's patients, kept by hand (or made up in the demo): adding, arriving, and the check of who it is. */
import { z } from 'zod';
import type { Calls, FridgesWaiting, Patient, Person, Today } from '../../preload/contract.ts';
import type { Announce, Answers, Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { type Db, transaction } from '../storage/open.ts';
import { findAppointment, findPatient, insertAppointment, setArrived, setLimbRestriction } from '../storage/patients.ts';
import { ulid } from '../storage/ulid.ts';
import { addPatient, newPatientCheck } from './add-patient.ts';
import { localDay } from './age.ts';
import { tellProvider } from './tell-provider.ts';
import { readToday } from './today.ts';
import { readWaitingWork, waitingForPerson } from './waiting-work.ts';

export interface WorklistParts {
  db: Db;
  clock: Clock;
  announce: Announce;
  /** What waits at the vaccine fridges. */
  fridges(): FridgesWaiting;
}

type WorklistCall =
  | 'today.read'
  | 'today.tell'
  | 'patients.add'
  | 'patients.arrive'
  | 'patients.identify'
  | 'patients.noMatch'
  | 'patients.restrictLimb';

const onePatient = z.strictObject({ patientId: z.string() });

export interface Worklist {
  answers: Answers<WorklistCall>;
  /** Tells the screens that the list or the waiting work changed. */
  tell(): void;
}

export function createWorklist(parts: WorklistParts): Worklist {
  const { db, clock, announce } = parts;
  const tell = () => announce('today.changed', { waitingForPerson: waitingForPerson(readWaitingWork(db, parts.fridges())) });
  const answers: Answers<WorklistCall> = {
    'today.read': { who: 'signed-in', check: z.null(), answer: () => readToday(db, clock.now(), parts.fridges()) },
    'today.tell': {
      who: 'signed-in',
      check: z.strictObject({
        id: z.string().min(1).max(200),
        whom: z.string().trim().min(1).max(100),
        how: z.enum(['in-person', 'phone']),
        readBack: z.boolean(),
      }),
      answer: (input, { person }) => {
        tellProvider(parts, input, person);
        tell();
        return readToday(db, clock.now(), parts.fridges());
      },
    },
    'patients.add': {
      who: 'signed-in',
      check: newPatientCheck,
      answer: (input, { person }) => {
        const patient = addPatient(db, input, person, clock.now());
        tell();
        return patient;
      },
    },
    'patients.arrive': {
      who: 'signed-in',
      check: onePatient,
      answer: ({ patientId }, { person }) => {
        const today = arrive(parts, patientId, person);
        tell();
        return today;
      },
    },
    'patients.identify': { who: 'signed-in', check: onePatient, answer: ({ patientId }, { person }) => identify(parts, patientId, person) },
    'patients.noMatch': { who: 'signed-in', check: onePatient, answer: (_input, { person }) => noMatch(parts, person) },
    'patients.restrictLimb': {
      who: 'signed-in',
      check: z.strictObject({ patientId: z.string(), restriction: z.enum(['left-arm', 'right-arm', 'both-arms']).nullable() }),
      answer: (input, { person }) => restrictLimb(parts, input, person),
    },
  };
  return { answers, tell };
}

/** Someone known but not on today's list has walked in: they get a place on it. Arriving twice changes nothing. */
function arrive({ db, clock, fridges }: WorklistParts, patientId: string, person: Person): Today {
  const now = clock.now();
  const day = localDay(now);
  transaction(db, () => {
    patientOrRefuse(db, patientId);
    const place = findAppointment(db, patientId, day);
    if (place !== null && place.arrivedAt !== null) return;
    if (place !== null) setArrived(db, place.id, now);
    else insertAppointment(db, { id: ulid(now), patientId, day, appointmentAt: null, clinician: '', reason: '', arrivedAt: now });
    writeAudit(db, { at: now, personId: person.id, action: 'patient.arrived', subjectKind: 'patient', subjectId: patientId, patientId });
  });
  return readToday(db, now, fridges());
}

/** Showing the full identifiers is looking at a patient's data: it is written down before they are shown. */
function identify({ db, clock }: WorklistParts, patientId: string, person: Person): Patient {
  const patient = patientOrRefuse(db, patientId);
  const at = clock.now();
  writeAudit(db, { at, personId: person.id, action: 'patient.identified', subjectKind: 'patient', subjectId: patientId, patientId });
  return patient;
}

/** The wrong person stood there. Only the attempt is kept, nothing about the patient. */
function noMatch({ db, clock }: WorklistParts, person: Person): null {
  writeAudit(db, { at: clock.now(), personId: person.id, action: 'patient.no-match', subjectKind: 'patient' });
  return null;
}

function restrictLimb(
  { db, clock }: WorklistParts,
  { patientId, restriction }: Calls['patients.restrictLimb']['in'],
  person: Person,
): Patient {
  return transaction(db, () => {
    const { limbRestriction: from } = patientOrRefuse(db, patientId);
    setLimbRestriction(db, patientId, restriction);
    const entry = { at: clock.now(), personId: person.id, action: 'patient.limb-restricted', subjectKind: 'patient', subjectId: patientId };
    writeAudit(db, { ...entry, patientId, detail: { from, to: restriction } });
    return patientOrRefuse(db, patientId);
  });
}

function patientOrRefuse(db: Db, patientId: string): Patient {
  const patient = findPatient(db, patientId);
  if (patient === null) throw new Refusal('patient-unknown');
  return patient;
}
