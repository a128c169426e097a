/**
 * What is said about vaccine fridges. Part of the contract: types and names only. Temperatures are in the unit's own basis (C or F)
 * with the digits they were logged or typed with. `ClockTime` is a logger's own wall clock; everything else is an instant.
 */
import type { FridgeFileCalls, FridgeFileFacts } from './fridge-files.ts';
import type { FridgeIncidentCalls, IncidentCard } from './fridge-incident.ts';
import type { FridgePaperCalls, FridgePaperFacts } from './fridge-paper.ts';
import type { FridgeRegisterCalls } from './fridge-register.ts';

export type * from './fridge-files.ts';
export type * from './fridge-incident.ts';
export type * from './fridge-paper.ts';
export type * from './fridge-register.ts';

/** "2026-11-22T22:40:00", without an offset: the logger writes none. */
export type ClockTime = string;
/** YYYY-MM-DD */
export type Day = string;
export type Degrees = 'C' | 'F';
export type StorageKind = 'refrigerator' | 'freezer' | 'ultra-cold';

export interface StorageUnit {
  id: string;
  name: string;
  /** "Pharmacy"; empty: not said. */
  place: string;
  kind: StorageKind;
  basis: Degrees;
  /** In `basis`; both belong to the range. */
  low: number;
  high: number;
  /** The id of a program's profile. */
  program: string;
}

/** A plain notice about a unit, its logger or its records; the words are the screen's. */
export type FridgeNotice =
  | { code: 'no-logger' | 'no-certificate' | 'no-backup' | 'internal-sensor' | 'live-only' }
  | { code: 'certificate-ended' | 'certificate-ends'; on: Day; days: number }
  | { code: 'interval-too-long'; minutes: number; atMost: number }
  | { code: 'memory-ends'; days: number }
  /** The logger's file was last read so many days ago. */
  | { code: 'download-due'; days: number }
  | { code: 'file-altered'; name: string }
  | { code: 'no-values'; days: number };

/** Min and max since the previous check, with what they come from. null: unknown. */
export interface Extremes {
  lowest: { value: number; at: ClockTime | null } | null;
  highest: { value: number; at: ClockTime | null } | null;
}

/** What a logger says of a day on which nobody was there; a person takes it over by confirming. */
export interface ClosedDay extends Extremes {
  date: Day;
}

export type CheckHalf = 'AM' | 'PM';

/** One look at a unit, signed by whoever looked. */
export interface FridgeCheck {
  id: string;
  unitId: string;
  /** The day and half it belongs to: for a day caught up later than that of `at`. */
  date: Day;
  half: CheckHalf;
  at: string;
  by: string;
  initials: string;
  current: number | null;
  lowest: number | null;
  highest: number | null;
  /** An alarm sign stood on the device. null: not said. */
  alarmSeen: boolean | null;
  resetDone: boolean;
  roomTemperature: number | null;
  comment: string;
  source: 'typed' | 'logger';
  /** Older values, newest first: each with who put what in its place, when and why. */
  corrections: { by: string; at: string; reason: string; was: CheckValues }[];
}

export interface CheckValues {
  current: number | null;
  lowest: number | null;
  highest: number | null;
  alarmSeen: boolean | null;
  resetDone: boolean;
  roomTemperature: number | null;
  comment: string;
}

/** A unit on the day's screen. */
export interface FridgeCard {
  unit: StorageUnit;
  /** The newest temperature; null: none was ever read. */
  now: {
    value: number | null;
    at: ClockTime;
    /** Seconds by this station's clock since then; null where the logger's clock cannot be compared. */
    ageSeconds: number | null;
    logger: string;
    /** A probe that is polled, not a programme logger. */
    live: boolean;
    /** A polled probe that has stopped answering. */
    silent: boolean;
  } | null;
  /** Prefilled from the logger, since the previous check. */
  since: Extremes & { previousCheckAt: string | null };
  /** Days without values since the previous check, oldest first. */
  closedDays: ClosedDay[];
  /** Which check is wanted now; null: none before the next workday. */
  due: { half: CheckHalf; by: string; overdue: boolean } | null;
  /** Today's, in order. */
  checks: FridgeCheck[];
  /** The one that has waited longest. */
  incident: IncidentCard | null;
  openIncidents: number;
  notices: FridgeNotice[];
}

export interface FridgeDay {
  date: Day;
  /** A closed day: no check is wanted. */
  open: boolean;
  cards: FridgeCard[];
}

/** What a person read or confirmed, and what stood on the screen before. */
export interface CheckOrder extends CheckValues {
  unitId: string;
  half: CheckHalf;
  source: 'typed' | 'logger';
  /** What was prefilled when it was confirmed: refused with 'fridge-changed' when it no longer is. */
  shown: { lowest: number | null; highest: number | null };
  /** Closed days taken over with it, with the values as shown. */
  catchUp: { date: Day; lowest: number | null; highest: number | null }[];
  /**
   * Typed values that differ from the logger's by more than half a degree Celsius are refused with 'fridge-disagrees', which names
   * them all, until the person has said of each that they read what they typed.
   */
  readDifferently: ComparedValue[];
}

export type ComparedValue = 'current' | 'lowest' | 'highest';

/** A stretch of a curve without a gap in it. Seconds of the logger's clock, counted as if it stood at UTC. */
export interface CurveRun {
  at: number[];
  /** With many readings to a point: its lowest and highest; the same list twice where each point is a reading. */
  low: number[];
  high: number[];
}

export type FridgeEvent =
  | {
      what: 'excursion';
      side: 'high' | 'low';
      from: number;
      /** null: still out. */
      to: number | null;
      minutes: number | null;
      peak: number;
      peakAt: number | null;
      incident: { id: string; number: number; open: boolean };
    }
  | { what: 'gap'; from: number; to: number; minutes: number }
  | { what: 'device-alarm'; side: 'high' | 'low'; from: number | null; alarmedAt: number | null; confirmed: boolean }
  | { what: 'check'; at: number; half: CheckHalf; initials: string; by: string; values: CheckValues }
  | { what: 'button'; at: number; half: CheckHalf }
  | { what: 'clock'; before: number; after: number }
  | { what: 'note'; at: number; text: string; by: string | null };

export interface FridgeCurve {
  unit: StorageUnit;
  from: number;
  to: number;
  /** The station's present, by the same clock; null where it cannot be compared. */
  now: number | null;
  /** null: no reading was ever stored. */
  first: number | null;
  last: number | null;
  runs: CurveRun[];
  /** How many readings stand behind the points. */
  readings: number;
  /** Newest first. */
  events: FridgeEvent[];
}

/** The coordinator has looked through a span. */
export interface FridgeReview {
  id: string;
  unitId: string;
  from: Day;
  to: Day;
  remark: string;
  by: string;
  at: string;
}

/** What waits for a person at the fridges. */
export interface FridgesWaiting {
  /** Wanted now of so many units; null: none before the next workday, or all are made. */
  check: { half: CheckHalf; by: string; overdue: boolean; units: number } | null;
  incidents: number;
  endedCertificates: number;
}

export interface FridgeCalls extends FridgeFileCalls, FridgeIncidentCalls, FridgePaperCalls, FridgeRegisterCalls {
  'fridge.day': { in: null; out: FridgeDay };
  'fridge.check': { in: CheckOrder; out: FridgeCard };
  'fridge.correctCheck': { in: { checkId: string; values: CheckValues; reason: string }; out: FridgeCard };
  /** `to` null: up to the newest. At most `points` points a run of curve. */
  'fridge.curve': { in: { unitId: string; seconds: number | null; to: number | null; points: number }; out: FridgeCurve };
  /** A door left open, a defrost: a person's remark at a moment of the curve. */
  'fridge.note': { in: { unitId: string; at: ClockTime; text: string }; out: null };
  'fridge.checks': { in: { unitId: string; from: Day; to: Day }; out: FridgeCheck[] };
  'fridge.reviews': { in: { unitId: string }; out: FridgeReview[] };
  /** By a coordinator, a nurse, a clinician or an administrator: 'not-allowed' otherwise. */
  'fridge.review': { in: { unitId: string; from: Day; to: Day; remark: string }; out: FridgeReview };
}

export interface FridgeFacts extends FridgeFileFacts, FridgePaperFacts {
  /** Overdue checks, open incidents and ended certificates together. */
  'fridge.changed': { needsPerson: number };
}

export interface FridgeSettings {
  facility: string;
  programPin: string;
  /** 0 Sunday to 6 Saturday. */
  workdays: number[];
  closedDates: Day[];
  /** "10:00", by the clinic's clock. */
  morningBy: string;
  /** Current temperature twice a day; null: once. */
  afternoonBy: string | null;
  /** At least 3. */
  retentionYears: number;
  /** Whom to call in an excursion, besides the makers. */
  contacts: { name: string; organization: string; phone: string }[];
  /** The IANA zone is the station's; loggers that say none are taken to stand in it. */
  downloadEveryDays: number;
}
