/** What the papers of the vaccine fridges are drawn from: plain values, gathered by whoever asks for a paper. */
import type {
  CheckHalf,
  ClockTime,
  Day,
  Degrees,
  FridgeCheck,
  FridgeCurve,
  FridgeReview,
  IncidentCard,
  LoggerFileCard,
  StorageUnit,
} from '../../../preload/contract.ts';
import { localTime } from '../../local-time.ts';

export interface Clinic {
  facility: string;
  programPin: string;
  retentionYears: number;
  /** An instant. */
  printedAt: string;
}

/** A logger that hung in the unit in the span, or part of it. */
export interface HungLogger {
  serial: string;
  model: string | null;
  probeSerial: string | null;
  role: 'main' | 'backup';
  certificateNumber: string | null;
  certificateEndsOn: Day | null;
}

/** An excursion with every figure of the rule set. Times by the logger's clock. */
export interface ExcursionLine {
  number: number;
  incidentNumber: number;
  incidentOpen: boolean;
  side: 'high' | 'low';
  from: ClockTime;
  to: ClockTime | null;
  lastInRangeBefore: ClockTime | null;
  firstInRangeAfter: ClockTime | null;
  peak: number;
  peakAt: ClockTime | null;
  minutes: number | null;
  worstCaseMinutes: number | null;
  gapMinutes: number;
  /** Only a day's figures are known. */
  fromDays: boolean;
}

/** Where an incident lies; `to` null: still out. */
export type IncidentSpan = Pick<IncidentCard, 'number' | 'from' | 'to'>;

/** What a logger itself says of a day. In the unit's basis; times "09:49". */
export interface DayExtremes {
  date: Day;
  lowest: number | null;
  lowestAt: string | null;
  highest: number | null;
  highestAt: string | null;
}

export interface UnitSpan {
  unit: StorageUnit;
  from: Day;
  to: Day;
  loggers: readonly HungLogger[];
  checks: readonly FridgeCheck[];
  /** Days on which nobody is expected. */
  closedDays: readonly Day[];
  /** Checks that were wanted and never made. */
  missed: readonly { date: Day; half: CheckHalf }[];
  incidents: readonly IncidentSpan[];
  excursions: readonly ExcursionLine[];
  reviews: readonly FridgeReview[];
  files: readonly LoggerFileCard[];
  /** Days as the loggers sum them up: for some devices all there is. */
  days: readonly DayExtremes[];
  curve: FridgeCurve;
}

/** "46.4 °F", with the digits it has, one decimal at least. */
export function degreesText(value: number, basis: Degrees): string {
  return `${numberText(value)} °${basis}`;
}

export function numberText(value: number): string {
  return Number.isInteger(value * 10) || Math.abs(value * 10 - Math.round(value * 10)) < 1e-9 ? value.toFixed(1) : String(value);
}

/** "2026-11-22 22:40", by the station's clock for an instant, as it stands for a logger's. */
export function momentText(at: string | null): string {
  if (at === null) return 'not known';
  const local = /Z$|[+-]\d\d:\d\d$/.test(at) ? localTime(at) : at;
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`;
}

/** "9 h 10 min" */
export function minutesText(minutes: number | null): string {
  if (minutes === null) return 'not known';
  const whole = Math.round(minutes);
  const hours = Math.floor(whole / 60);
  return hours === 0 ? `${whole} min` : whole % 60 === 0 ? `${hours} h` : `${hours} h ${whole % 60} min`;
}

export const kindText = { refrigerator: 'Refrigerator', freezer: 'Freezer', 'ultra-cold': 'Ultra-cold freezer' } as const;

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** "May 2026" of "2026-05". */
export function monthText(month: string): string {
  return `${months[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
}

/** All days of a month, in order. */
export function daysOf(month: string): Day[] {
  const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

/** "Mon" */
export function weekdayText(day: Day): string {
  return ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(`${day}T00:00:00Z`).getUTCDay()]!;
}

export const signatureText = {
  genuine: 'genuine',
  altered: 'ALTERED: does not fit the file',
  unsigned: 'the logger signs nothing',
  'unknown-key': 'signed with a key this station does not know',
} as const;
