/** A visit's sheet, its procedures, and what was signed of it. Part of the contract: types and names only. */
import type { Quantity, Unit } from '../../drivers/model/quantity.ts';
import type { Delivery } from './delivery.ts';
import type { Measurement, MeasurementTrace, Qualifiers } from './measurements.ts';
import type { Visit } from './patients.ts';
import type { BloodPressureProtocol } from './station.ts';

/** A row of the sheet: the value proposed for signing, and why it is not ticked when it is not. */
export interface SheetRow {
  key: SheetKey;
  measurement: Measurement | null;
  ticked: boolean;
  /** Why it cannot be ticked, or comes unticked. */
  held: SheetHold | null;
  /** A newer value than the one taken into the sheet. */
  newer: Measurement | null;
}

export type SheetKey =
  | 'bloodPressure'
  | 'pulseRate'
  | 'spo2'
  | 'temperature'
  | 'respiratoryRate'
  | 'weight'
  | 'height'
  | 'bodyMassIndex'
  | 'painScore';

export type SheetHold = 'silent' | 'too-old' | 'doubtful' | 'averaging' | 'needs-height' | 'needs-weight' | 'unplugged' | 'preliminary';

export interface AveragedBloodPressure {
  protocol: BloodPressureProtocol;
  phase: 'rest' | 'reading' | 'between' | 'done' | 'stopped';
  /** When the present countdown ends; null while a reading is awaited or all is done. */
  countdownEndsAt: string | null;
  readings: Measurement[];
  average: Measurement | null;
  useAll: boolean;
  /** When the average was signed: from then on the procedure is only looked at. */
  signedAt: string | null;
}

export interface Orthostatic {
  steps: {
    position: 'supine' | 'sitting' | 'standing';
    label: string;
    /** Seconds in this position before the reading. */
    waitSeconds: number;
    startedAt: string | null;
    readyAt: string | null;
    measurement: Measurement | null;
    /** What the same cuff counted with it. */
    pulse: Measurement | null;
    symptoms: string[];
  }[];
  current: number;
  /** When the set was signed. */
  signedAt: string | null;
  /** The pressures, and the pulses counted with them, that are signed together with the blood pressure of the sheet; none while that is not ticked. */
  together: Measurement[];
  /** Plain arithmetic: standing less lying, per step, of pressures and pulse. No verdict. */
  differences: string[];
}

export interface LimitQuestion {
  id: string;
  key: SheetKey;
  words: string;
  level: 'before-seen' | 'now';
  limitWords: string;
  setBy: string;
  setOn: string;
}

export interface Told {
  questionId: string;
  answer: 'told' | 'repeat' | 'not-yet';
  whom: string | null;
  how: 'in-person' | 'phone' | null;
  readBack: boolean;
  at: string;
}

/** The visit as the rooming screen shows it. */
export interface Rooming {
  visit: Visit;
  sheet: SheetRow[];
  earlier: Measurement[];
  unassigned: Measurement[];
  /** Of this visit, set aside with a reason: seen, never signed, and can be brought back. */
  setAside: Measurement[];
  averaged: AveragedBloodPressure | null;
  orthostatic: Orthostatic | null;
  questions: LimitQuestion[];
  /** Sets signed in this visit, newest first. */
  signed: SignedSet[];
  lastVisit: { key: SheetKey; words: string; on: string }[];
  draftSavedAt: string;
}

export interface SignedValue {
  id: string;
  key: SheetKey;
  measurement: Measurement;
  status: 'final' | 'corrected' | 'withdrawn';
  /** The value that replaced this one, or the one it replaced. */
  replacedBy: string | null;
  replaces: string | null;
  change: { why: string; by: string; at: string } | null;
}

export interface SignedSet {
  id: string;
  visitId: string;
  number: number;
  signedBy: string;
  signedAt: string;
  values: SignedValue[];
  told: (Told & { words: string })[];
  /** How far each destination has got. */
  delivery: Delivery[];
}

export interface TypedValue {
  visitId: string;
  key: Exclude<SheetKey, 'bodyMassIndex'>;
  /** One number, or systolic, diastolic (and mean) for blood pressure, in `unit`. */
  numbers: number[];
  unit: Unit;
  source: 'typed' | 'counted';
  qualifiers: Qualifiers;
  /** The person saw the range question and said it is meant. */
  meant: boolean;
}

/** What was seen when it was signed: ids and the values on screen. Anything that no longer matches is refused. */
export interface SignVitals {
  visitId: string;
  patientId: string;
  shown: { key: SheetKey; measurementId: string; values: { quantity: Quantity; value: number; unit: Unit }[] }[];
  told: Told[];
}

export interface CorrectVitals {
  visitId: string;
  signedValueId: string;
  change: 'correct' | 'withdraw' | 'wrong-patient';
  numbers: number[] | null;
  unit: Unit | null;
  reason: string;
}

export interface RoomingCalls {
  'vitals.type': { in: TypedValue; out: Rooming };
  'vitals.tick': { in: { visitId: string; key: SheetKey; ticked: boolean }; out: Rooming };
  'vitals.takeNewer': { in: { visitId: string; key: SheetKey; measurementId: string }; out: Rooming };
  'vitals.qualify': { in: { visitId: string; measurementId: string; qualifiers: Qualifiers; overrideReason: string | null }; out: Rooming };
  'vitals.setAside': { in: { visitId: string; measurementId: string; reason: string }; out: Rooming };
  'vitals.bringBack': { in: { visitId: string; measurementId: string }; out: Rooming };
  'vitals.assign': { in: { visitId: string; measurementId: string; reason: string }; out: Rooming };
  'vitals.dismiss': { in: { measurementId: string; reason: string }; out: null };
  /** Readings that are nobody's yet, whether or not a visit is open. */
  'vitals.waiting': { in: null; out: Measurement[] };
  'vitals.look': { in: { measurementId: string }; out: MeasurementTrace };
  'vitals.sign': { in: SignVitals; out: Rooming };
  'vitals.correct': { in: CorrectVitals; out: Rooming };

  'averaged.start': { in: { visitId: string }; out: Rooming };
  'averaged.skipRest': { in: { visitId: string }; out: Rooming };
  'averaged.stop': { in: { visitId: string }; out: Rooming };
  'averaged.oneMore': { in: { visitId: string }; out: Rooming };
  'averaged.useAll': { in: { visitId: string; useAll: boolean }; out: Rooming };

  'orthostatic.start': { in: { visitId: string; withSitting: boolean }; out: Rooming };
  /** Puts sitting between lying and standing; changes nothing once the patient has got up. */
  'orthostatic.addSitting': { in: { visitId: string }; out: Rooming };
  'orthostatic.next': { in: { visitId: string; symptoms: string[] }; out: Rooming };
  'orthostatic.stop': { in: { visitId: string; symptoms: string[] }; out: Rooming };
}
