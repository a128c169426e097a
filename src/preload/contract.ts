/**
 * What the two sides say to each other, written once. Types and names only, no behaviour.
 * Calls are orders from a person and go up; facts are announcements of the station and go down.
 * Times are ISO 8601 with an offset (instants) unless a comment says otherwise.
 */

import type { DeviceIdentity, DeviceStatus, Mark, ReadingNote } from '../../drivers/model/heard.ts';
import type { Electrode } from '../../drivers/model/leads.ts';
import type { Quantity, Signal, Unit } from '../../drivers/model/quantity.ts';
import type { Delivery, DeliveryState, OutboxWhat } from './delivery.ts';
import type { EkgCalls, EkgFacts, EkgSettings } from './ekg.ts';
import type { EkgLiveCalls, EkgLiveFacts } from './ekg-live.ts';
import type { FridgeCalls, FridgeFacts, FridgeSettings, FridgesWaiting } from './fridge.ts';

export type * from './delivery.ts';
export type * from './ekg.ts';
export type * from './ekg-live.ts';
export type * from './fridge.ts';

export type { DeviceIdentity, DeviceStatus, Mark, Quantity, ReadingNote, Signal, Unit };

// ---------------------------------------------------------------- the station and its people

export type Role = 'assistant' | 'nurse' | 'clinician' | 'coordinator' | 'administrator';

export interface Person {
  id: string;
  name: string;
  role: Role;
  /** The room of the visit this person has open, for the tile on the sign-in screen. Never a patient. */
  visitOpenIn: string | null;
  /** With `people.list` in the demo only: the made-up person's PIN, shown on their tile. */
  demoPin?: string;
}

export interface Session {
  person: Person | null;
  /** Locked keeps the person's work; only their PIN (or an administrator's take-over) brings it back. */
  locked: { since: string; because: 'idle' | 'asked' } | null;
  /** A countdown that goes on while locked: no patient data in it. */
  timerEndsAt: string | null;
}

export interface StationFacts {
  clinicName: string;
  stationName: string;
  room: string;
  demo: boolean;
  version: string;
  /** IANA name of the zone in which the station writes times. */
  timeZone: string;
  /** 'choose': ask once whether to begin with simulated devices. 'first-person': nobody can sign in yet. */
  setup: 'choose' | 'first-person' | 'done';
  /** Real or demo was chosen on the screen, not on the command line: it can be changed there. */
  canChoose: boolean;
  idleLockMinutes: number;
  devicesAnswering: number;
  devicesConfigured: number;
}

export interface Settings {
  clinicName: string;
  stationName: string;
  room: string;
  rooms: string[];
  clinicians: string[];
  idleLockMinutes: number;
  /** Whether single-letter keys act when no field has focus (WCAG 2.1.4). */
  letterKeys: boolean;
  temperatureUnit: 'Cel' | '[degF]';
  weightUnit: 'kg' | '[lb_av]';
  heightUnit: 'cm' | '[in_i]';
  readingTooOldMinutes: number;
  bloodPressure: BloodPressureProtocol;
  limits: ClinicLimit[];
  limitsSetBy: string;
  limitsSetOn: string;
  destinations: DestinationSettings;
  ekg: EkgSettings;
  fridge: FridgeSettings;
}

export interface BloodPressureProtocol {
  restSeconds: number;
  readings: number;
  betweenSeconds: number;
  dropFirst: boolean;
}

export interface DestinationSettings {
  fhir: { baseUrl: string; identifierSystem: string; mrnSystem: string; sendIndividualReadings: boolean; sendProvenance: boolean } | null;
  folder: { path: string } | null;
}

/** One row of the clinic's own "tell the provider" table: the clinic's policy, never a verdict. */
export interface ClinicLimit {
  quantity: Quantity;
  /** Applies from this age (years, inclusive) to that (exclusive; null: no end). */
  fromYears: number;
  toYears: number | null;
  level: 'before-seen' | 'now';
  /** In the quantity's own unit; inclusive bounds. The value is outside when at or below `atOrBelow`, or at or above `atOrAbove`. */
  atOrBelow: number | null;
  atOrAbove: number | null;
}

// ---------------------------------------------------------------- patients and visits

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

// ---------------------------------------------------------------- readings

export type Source = 'device' | 'typed' | 'counted' | 'computed';

export interface Qualifiers {
  site?: string;
  position?: 'sitting' | 'standing' | 'supine' | 'recumbent';
  cuff?: 'neonatal' | 'child' | 'small-adult' | 'adult' | 'large-adult' | 'thigh';
  method?: string;
  oxygen?: {
    delivery: 'room-air' | 'nasal-cannula' | 'simple-mask' | 'non-rebreather' | 'other';
    litersPerMinute: number | null;
    percent: number | null;
  };
  scale?: string;
  /** Orthostatic or averaged set, and the step in it. */
  step?: string;
  symptoms?: string[];
  note?: string;
}

/** One number with all that is known about it. */
export interface ReadingValue {
  id: string;
  quantity: Quantity;
  /** In the quantity's own unit. */
  value: number | null;
  unit: Unit;
  /** What the device sent or the person typed, in that unit: this is what is shown and charted. */
  sent: { value: number; unit: Unit } | null;
  marks: Mark[];
  note: ReadingNote;
}

/**
 * One measurement: the values a device gave together (systolic, diastolic, mean, pulse), or a single value.
 * This is what stands on a tile, in the sheet and in the trays.
 */
export interface Measurement {
  id: string;
  kind: 'bloodPressure' | 'single';
  values: ReadingValue[];
  source: Source;
  how: 'spot' | 'continuous';
  deviceId: string | null;
  driverId: string | null;
  deviceLabel: string | null;
  /** What the device had said of itself when it measured. Absent or null: nothing, or no device. */
  deviceIdentity?: DeviceIdentity | null;
  receivedAt: string;
  /** When it was measured, by the host's clock: receive time less the age the device stated. */
  measuredAt: string;
  typedBy: string | null;
  qualifiers: Qualifiers;
  /** Why it stands apart, when it does. */
  apart: 'earlier' | 'unassigned' | 'other-patient' | 'stored' | null;
  withdrawn: boolean;
  setAside: { why: string; by: string; at: string } | null;
  /** For computed ones (average, BMI): the ids it is made of and the arithmetic as text. */
  madeOf: string[];
  arithmetic: string | null;
}

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
    symptoms: string[];
  }[];
  current: number;
  /** When the set was signed. */
  signedAt: string | null;
  /** The readings that are signed together with the blood pressure of the sheet; none while that is not ticked. */
  together: Measurement[];
  /** Plain arithmetic: standing less lying, per step. No verdict. */
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

export interface HistoryPoint {
  key: SheetKey;
  quantity: Quantity;
  value: number;
  unit: Unit;
  shown: string;
  at: string;
  status: SignedValue['status'];
}

// ---------------------------------------------------------------- devices

export type LinkState =
  | 'connecting'
  | 'answering'
  | 'waiting'
  | 'silent'
  | 'noisy'
  | 'wrong-language'
  | 'unplugged'
  | 'port-busy'
  | 'no-permission'
  | 'library-missing'
  | 'address-in-use'
  | 'ambiguous'
  | 'stopped';

export interface DeviceCard {
  id: string;
  driverId: string;
  label: string;
  shortLabel: string;
  device: 'monitor' | 'oximeter' | 'scale' | 'blood-pressure' | 'network' | 'ekg';
  /** What a person calls the port: COM4, /dev/ttyUSB0, 0590:0028, TCP 2575, simulated. */
  port: string;
  portKind: 'serial' | 'hid' | 'tcp' | 'sim' | 'replay';
  chip: string | null;
  state: LinkState;
  stateSince: string;
  /** The device's own last word about itself. */
  status: { status: DeviceStatus; about: string | null; at: string } | null;
  lastGoodFrameAt: string | null;
  /** Continuous quantities are silent after this long without a frame. */
  silentAfterMs: number;
  gives: (Quantity | Signal)[];
  identity: DeviceIdentity | null;
  simulated: { controls: { id: string; label: string }[] } | null;
  recording: boolean;
}

/** A port with something on it that no driver has been chosen for. */
export interface UnclaimedPort {
  path: string;
  kind: 'serial' | 'hid';
  chip: string | null;
  /** Drivers whose frames were accepted there, best first. Two or more mean a person must choose. */
  candidates: { driverId: string; label: string; framesAccepted: number }[];
  state: 'listening' | 'ambiguous' | 'unknown';
}

export interface Doctor {
  deviceId: string;
  bytesPerSecond: number;
  bytesTotal: number;
  since: string;
  lastGoodFrameAt: string | null;
  framesGood: number;
  framesDamaged: number;
  /** Over the last minute, 0..1. */
  damagedShare: number;
  questionsUnanswered: number;
  /** e.g. "9600 8N1" */
  line: string;
  lineSecond: string;
  chain: { part: 'device' | 'cable' | 'port' | 'decoder' | 'screen'; known: 'good' | 'unknown' | 'broken' }[];
  cause: DoctorCause;
  /** Words to fill into the cause's sentence: port, menu path, share, time. */
  about: Record<string, string>;
  lines: DoctorLine[];
  /** The other speeds, where they can be or were tried; null: this device has none to try. */
  speeds: SpeedTrial | null;
}

/** Trying the other speeds of a serial line, one after the other. Asked for with `devices.trySpeeds`, followed in `Doctor`. */
export interface SpeedTrial {
  state: 'not-tried' | 'running' | 'done';
  tries: SpeedTry[];
  /** The speed that gave most good frames: a person decides whether to keep it (`devices.keepSpeed`). */
  best: number | null;
}

export interface SpeedTry {
  baud: number;
  /** e.g. "19200 8N1" */
  line: string;
  /** 'quiet': nothing came. 'not-understood': bytes came, and no good frames. 'not-opened': the port did not open. */
  state: 'next' | 'listening' | 'good' | 'not-understood' | 'quiet' | 'not-opened';
  bytes: number;
  framesGood: number;
}

export type DoctorCause =
  | 'well'
  | 'silent'
  | 'port-busy'
  | 'noisy'
  | 'wrong-language'
  | 'no-permission'
  | 'two-candidates'
  | 'unplugged'
  | 'library-missing'
  | 'address-in-use'
  | 'connecting'
  | 'waiting'
  | 'stopped'
  | 'wrong-dialect'
  | 'sensor';

export interface DoctorLine {
  at: string;
  way: 'in' | 'out' | 'note';
  hex: string;
  text: string;
}

export interface PortChoice {
  path: string;
  kind: 'serial' | 'hid' | 'tcp' | 'sim';
  label: string;
  chip: string | null;
  takenBy: string | null;
}

export interface CatalogueEntry {
  id: string;
  label: string;
  link: 'serial' | 'hid' | 'tcp';
  gives: (Quantity | Signal)[];
  grade: string;
  variants: { id: string; label: string }[];
}

// ---------------------------------------------------------------- outbox

export interface OutboxRow {
  id: string;
  patient: { family: string; given: string; dateOfBirth: string; mrn: string };
  what: OutboxWhat;
  /** How many values it holds; 0 for an EKG, whose words say what it is. */
  valuesCount: number;
  words: string;
  signedBy: string;
  signedAt: string;
  destination: string;
  state: DeliveryState;
  /** True when a person must act: refused, stuck ambiguous, no patient there. */
  needsPerson: boolean;
  /** An earlier item of this patient must go first. */
  waitsForEarlier: boolean;
  attempts: number;
  nextAttemptAt: string | null;
  stateSince: string;
  deliveredAt: string | null;
  receipt: { first: string; others: number } | null;
  /** Machine-readable reason, worded by the renderer. */
  reason: string | null;
  httpStatus: number | null;
}

export interface OutboxItem extends OutboxRow {
  contents: string[];
  nameThere: string;
  /** The server's own text, quoted. */
  serverText: string | null;
  /** The chart's patient with this number has another name or birth date: a person compares the two. */
  differs: PatientDiffers | null;
  history: { at: string; event: string; detail: string | null; quote: string | null }[];
}

export interface PatientDiffers {
  /** Which chart, and which numbers of it. */
  where: string;
  ours: { family: string; given: string; dateOfBirth: string };
  there: { reference: string; family: string; given: string; dateOfBirth: string | null };
}

export interface Outbox {
  /** Those that are not at their end first, then the newest. */
  rows: OutboxRow[];
  /** Of all, however many rows are here. */
  counts: { needsPerson: number; onItsWay: number; done: number };
  destinations: { id: string; label: string; answering: boolean; lastAnswerMs: number | null; downSince: string | null; waiting: number }[];
  deliveredToday: number;
  oldestUnsentAt: string | null;
  /** Signed before these were set up: offered, and sent only when a person says so. */
  leftOut: LeftOut[];
}

export interface LeftOut {
  destination: string;
  label: string;
  count: number;
  /** When they were signed. */
  oldest: string;
  newest: string;
}

// ---------------------------------------------------------------- live

export interface LiveWave {
  deviceId: string;
  signal: Signal;
  hz: number;
  range: readonly [number, number];
  samples: (number | null)[];
  /** Host time of the last sample, milliseconds since 1970. */
  at: number;
}

/** A run of EKG instants. A batch ends where instants were lost or a contact changed, so that both are said of its edges. */
export interface LiveLeads {
  deviceId: string;
  /** Instants a second. */
  hz: number;
  /** What each row of `samples` is. */
  leads: readonly string[];
  nanovoltsPerBit: number;
  /** One row for each lead, all of one length; null is a lost sample. */
  samples: (number | null)[][];
  /** Contact of the electrodes by the device's word, at every instant of the batch. An absent one: it does not say. */
  contact: Partial<Record<Electrode, 'good' | 'off'>>;
  /** Instants lost just before the first of this batch. */
  lostBefore: number;
  /** Instants, counted from the batch's first, where the device marks a pacer spike. */
  pacer: number[];
  /** Host time of the last instant, milliseconds since 1970. */
  at: number;
}

/** The newest measurement per tile, and how it stands. */
export interface LiveTile {
  key: SheetKey | 'perfusionIndex';
  measurement: Measurement;
}

export interface Snapshot {
  station: StationFacts;
  session: Session;
  devices: DeviceCard[];
  ports: UnclaimedPort[];
  tiles: LiveTile[];
  openVisitId: string | null;
  /** Faults that stand until what caused them is over. */
  faults: Failure[];
}

// ---------------------------------------------------------------- failures

export type FailureCode =
  | 'not-signed-in'
  | 'locked'
  | 'not-allowed'
  | 'check-failed'
  | 'pin-wrong'
  | 'pin-paused'
  | 'pin-weak'
  | 'person-exists'
  | 'patient-exists'
  | 'patient-unknown'
  | 'identity-not-confirmed'
  | 'visit-open-elsewhere'
  | 'visit-closed'
  | 'visit-not-empty'
  | 'other-patient'
  | 'reading-gone'
  | 'reading-changed'
  | 'reading-too-old'
  | 'reading-silent'
  | 'nothing-ticked'
  | 'told-missing'
  | 'told-already'
  | 'reason-missing'
  | 'value-impossible'
  | 'unit-unknown'
  | 'limb-restricted'
  | 'already-signed'
  | 'device-unknown'
  | 'driver-unknown'
  | 'port-unknown'
  | 'port-busy'
  | 'port-permission'
  | 'port-taken'
  | 'library-missing'
  | 'speeds-not-now'
  | 'ekg-unknown'
  | 'ekg-unreadable'
  | 'ekg-unwritable'
  | 'ekg-not-now'
  | 'ekg-changed'
  | 'ekg-ends-early'
  | 'ekg-drive-gone'
  | 'ekg-no-leads'
  | 'ekg-too-short'
  | 'ekg-recording'
  | 'outbox-changed'
  | 'fridge-unknown'
  | 'fridge-changed'
  | 'fridge-disagrees'
  | 'fridge-check-unknown'
  | 'fridge-incident-unknown'
  | 'fridge-incident-closed'
  | 'fridge-no-case-number'
  | 'fridge-not-closable'
  | 'fridge-too-young'
  | 'fridge-name-differs'
  | 'fridge-name-taken'
  | 'fridge-basis-kept'
  | 'fridge-logger-unknown'
  | 'fridge-moved-later'
  | 'fridge-no-scan'
  | 'fridge-scan-unreadable'
  | 'fridge-file-gone'
  | 'fridge-drive-gone'
  | 'fridge-mapping-unknown'
  | 'fridge-unreadable'
  | 'fridge-probe-silent'
  | 'fridge-probe-taken'
  | 'outbox-item-unknown'
  | 'outbox-not-now'
  | 'destination-address'
  | 'disk-full'
  | 'readings-waiting'
  | 'database-locked'
  | 'demo-only'
  | 'not-connected'
  | 'unexpected';

export interface Failure {
  code: FailureCode;
  /** The thing it is about: a field, a port, a value. Never a sentence. */
  about?: string;
  /** Found in the station's log. */
  ref: string;
}

// ---------------------------------------------------------------- calls and facts

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

export interface Calls extends EkgCalls, EkgLiveCalls, FridgeCalls {
  'station.snapshot': { in: null; out: Snapshot };
  'station.choose': { in: { begin: 'demo' | 'real' }; out: StationFacts };
  'settings.read': { in: null; out: Settings };
  'settings.write': { in: Partial<Settings>; out: Settings };

  'people.list': { in: null; out: Person[] };
  'people.add': { in: { name: string; role: Role; pin: string }; out: Person };
  'people.signIn': { in: { personId: string; pin: string }; out: Session };
  'people.signOut': { in: null; out: Session };
  'people.lock': { in: { because: 'idle' | 'asked' }; out: Session };
  'people.changePin': { in: { personId: string; pin: string }; out: Person };

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

  'vitals.type': { in: TypedValue; out: Rooming };
  'vitals.tick': { in: { visitId: string; key: SheetKey; ticked: boolean }; out: Rooming };
  'vitals.takeNewer': { in: { visitId: string; key: SheetKey; measurementId: string }; out: Rooming };
  'vitals.qualify': { in: { visitId: string; measurementId: string; qualifiers: Qualifiers; overrideReason: string | null }; out: Rooming };
  'vitals.setAside': { in: { visitId: string; measurementId: string; reason: string }; out: Rooming };
  'vitals.bringBack': { in: { visitId: string; measurementId: string }; out: Rooming };
  'vitals.assign': { in: { visitId: string; measurementId: string; reason: string }; out: Rooming };
  'vitals.dismiss': { in: { measurementId: string; reason: string }; out: null };
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

  'devices.catalogue': { in: null; out: CatalogueEntry[] };
  'devices.ports': { in: null; out: PortChoice[] };
  'devices.choose': { in: { path: string; kind: PortChoice['kind']; driverId: string; variant: string | null }; out: DeviceCard };
  'devices.forget': { in: { deviceId: string }; out: null };
  'devices.rename': { in: { deviceId: string; label: string }; out: DeviceCard };
  'devices.retry': { in: { deviceId: string }; out: DeviceCard };
  /** Listens at the other speeds, one after the other; the device is off its tiles meanwhile, and is at its own speed again after. */
  'devices.trySpeeds': { in: { deviceId: string }; out: SpeedTrial };
  /** A person keeps a speed that gave good frames. */
  'devices.keepSpeed': { in: { deviceId: string; baud: number }; out: DeviceCard };
  'devices.doctor': { in: { deviceId: string; view: 'hex' | 'text' }; out: Doctor };
  'devices.record': { in: { deviceId: string; on: boolean }; out: { recording: boolean; file: { name: string; text: string } | null } };
  /** What whoever looks after this computer does so that the ports open: a rule for the system, as a file. */
  'devices.portRule': { in: null; out: { name: string; text: string } };
  'devices.supportBundle': { in: { deviceId: string | null }; out: { name: string; text: string } };
  /** Demo only: use a control of a simulated device, or unplug and plug it. */
  'devices.press': { in: { deviceId: string; control: string }; out: DeviceCard };

  'outbox.read': { in: { shown: number } | null; out: Outbox };
  'outbox.item': { in: { id: string }; out: OutboxItem };
  'outbox.sendAgain': { in: { id: string }; out: OutboxItem };
  /** By an administrator; refused with 'outbox-changed' when it is another number by now. */
  'outbox.queueLeftOut': { in: { destination: string; count: number }; out: Outbox };
  'outbox.leaveOut': { in: { destination: string; count: number }; out: Outbox };
  'outbox.hold': { in: { id: string }; out: OutboxItem };
  /** `there` is the reference of the chart's patient whom the person saw. */
  'outbox.samePatient': { in: { id: string; there: string }; out: OutboxItem };
  'outbox.otherPatient': { in: { id: string; there: string }; out: OutboxItem };
  'outbox.giveUp': { in: { id: string; reason: string }; out: OutboxItem };
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

/** Where a value came from, down to its bytes. */
export interface MeasurementTrace {
  measurement: Measurement;
  deviceLabel: string | null;
  driverId: string | null;
  deviceClock: string | null;
  /** Seconds by which the device's clock is ahead of the station's; null when it sends none. */
  deviceClockAhead: number | null;
  bytes: { hex: string; text: string } | null;
}

export interface Facts extends EkgFacts, EkgLiveFacts, FridgeFacts {
  'station.changed': StationFacts;
  'session.changed': Session;
  'live.tile': LiveTile;
  'live.wave': LiveWave;
  'live.leads': LiveLeads;
  'devices.changed': DeviceCard[];
  'ports.changed': UnclaimedPort[];
  /** The visit changed (a reading came, somebody signed, a timer moved on). */
  'visit.changed': Rooming;
  'visit.closed': { visitId: string };
  'today.changed': { waitingForPerson: number };
  'outbox.changed': { needsPerson: number; onItsWay: number };
  'station.fault': Failure;
  /** What caused the fault of this reference is over. */
  'station.fault-over': { ref: string };
}

export type Call = keyof Calls;
export type Fact = keyof Facts;
export type Up = { [C in Call]: { id: number; call: C; in: Calls[C]['in'] } }[Call];
export type Down = { id: number; out: unknown } | { id: number; failed: Failure } | { [F in Fact]: { fact: F; is: Facts[F] } }[Fact];

/** A carrier of strings between the two sides, the same on every host. `onText` returns the way to stop hearing. */
export interface Wire {
  send(text: string): void;
  onText(hear: (text: string) => void): () => void;
}
