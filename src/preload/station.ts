/** The station, its people and its settings. Part of the contract: types and names only. */
import type { Quantity } from '../../drivers/model/quantity.ts';
import type { EkgSettings } from './ekg.ts';
import type { FridgeSettings } from './fridge.ts';
import type { Snapshot } from './live.ts';

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

export interface StationCalls {
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
  /** By an administrator: they sign in no more, and what they did stays theirs. 'person-oneself' for oneself. */
  'people.retire': { in: { personId: string }; out: null };
  /** Those who left, for an administrator. */
  'people.former': { in: null; out: Pick<Person, 'id' | 'name' | 'role'>[] };
  'people.reinstate': { in: { personId: string; pin: string }; out: Person };
}
