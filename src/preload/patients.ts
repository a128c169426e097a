/** Patients, the day's list and visits. Part of the contract: types and names only. */
import type { FridgesWaiting } from './fridge.ts';
import type { HistoryPoint } from './measurements.ts';
import type { LimitQuestion, Rooming } from './rooming.ts';
import type { Person } from './station.ts';

export type Sex = 'female' | 'male' | 'other' | 'unknown';

export interface Patient {
  id: string;
  family: string;
  given: string;
  /** YYYY-MM-DD */
  dateOfBirth: string;
  mrn: string;
  sex: Sex;
  limbRestriction: 'left-arm' | 'right-arm' | 'both-arms' | null;
}

/** A row of today's list. Identifiers are masked here: the full ones come with `patients.identify`. */
export interface TodayRow {
  patientId: string;
  family: string;
  given: string;
  ageYears: number;
  ageText: string;
  sex: Sex;
  mrnEnd: string;
  appointmentAt: string | null;
  clinician: string;
  reason: string;
  step: 'not-arrived' | 'arrived' | 'rooming' | 'signed' | 'ready' | 'left';
  arrivedAt: string | null;
  visitId: string | null;
  room: string | null;
  owner: string | null;
  /** Somebody else on the list with the same or a similar name. */
  similarTo: { family: string; given: string; bornYear: number; appointmentAt: string | null } | null;
}

export interface WaitingWork {
  unassigned: { count: number; words: string[] };
  outbox: { count: number; refused: number; unanswered: number };
  /** EKGs that wait for a clinician, and files of carts that nobody has matched to a patient. */
  ekgs: { toConfirm: number; unmatched: number };
  fridges: FridgesWaiting;
  /** Limits nobody has been told about yet; the answer is given with `today.tell`. */
  notTold: NotTold[];
}

export interface NotTold {
  id: string;
  visitId: string;
  patientId: string;
  /** As it was asked: "Told the provider about 163/92?" */
  words: string;
  /** The value with its name alone: "163/92", "pulse 131". */
  about: string;
  level: LimitQuestion['level'];
  limitWords: string;
  /** Of that visit; may be empty. */
  clinician: string;
  /** When "not yet" was said. */
  since: string;
}

export interface Today {
  date: string;
  listFrom: 'demo' | 'by-hand';
  rows: TodayRow[];
  finished: number;
  waiting: WaitingWork;
}

export interface NewPatient {
  family: string;
  given: string;
  dateOfBirth: string;
  mrn: string;
  sex: Sex;
  clinician: string;
  reason: string;
}

export interface Visit {
  id: string;
  patient: Patient;
  ageYears: number;
  ageText: string;
  openedAt: string;
  identityConfirmedAt: string;
  identityBy: string;
  room: string;
  clinician: string;
  reason: string;
  appointmentAt: string | null;
  owner: Person;
  closedAt: string | null;
  readyAt: string | null;
}

export interface PatientCalls {
  'today.read': { in: null; out: Today };
  /** Answers a "not yet" of signing, also after the visit was closed. `id` is that of the open question. */
  'today.tell': { in: { id: string; whom: string; how: 'in-person' | 'phone'; readBack: boolean }; out: Today };

  'patients.add': { in: NewPatient; out: Patient };
  'patients.arrive': { in: { patientId: string }; out: Today };
  /** Step (b) of the identity check: what the patient must have said. Audited. */
  'patients.identify': { in: { patientId: string }; out: Patient };
  'patients.noMatch': { in: { patientId: string }; out: null };
  'patients.history': { in: { patientId: string }; out: HistoryPoint[] };
  'patients.restrictLimb': { in: { patientId: string; restriction: Patient['limbRestriction'] }; out: Patient };

  'visits.open': { in: { patientId: string; statedName: boolean; statedDateOfBirth: boolean; room: string }; out: Rooming };
  'visits.read': { in: { visitId: string }; out: Rooming };
  'visits.takeOver': { in: { visitId: string }; out: Rooming };
  'visits.ready': { in: { visitId: string }; out: Rooming };
  'visits.close': { in: { visitId: string; discardUnsigned: boolean }; out: null };
  'visits.reopen': { in: { visitId: string; reason: string }; out: Rooming };
}
