/**
 * What a temperature logger says: its file or its memory as facts, before anybody has said which storage unit it hangs in.
 * Temperatures stay in the unit and with the digits the logger wrote, so that a number judged is the number printed. Cold-chain notes 2.1, 3.5.
 */

export type DegreeUnit = 'C' | 'F';

/** Genuine: the maker's key signed exactly these bytes. Unknown-key: signed, but by a key nobody here knows. */
export type SignatureVerdict = 'genuine' | 'altered' | 'unsigned' | 'unknown-key';

/** The logger's own wall clock, "2022-05-02T04:44:00": no offset, because the device wrote none. Seconds are 00 where it wrote none. */
export type DeviceTime = string;

/** A calendar day of the logger's own clock, "2022-05-02". */
export type DeviceDay = string;

export interface LoggedReading {
  at: DeviceTime;
  /** In `LoggerLog.unit`. null: the logger wrote that it had none (sensor missing, out of range). */
  value: number | null;
  /** The logger's own text where it is not a plain number ("HI", "--.-"), or its mark on the row ("door", "out of limits"). */
  note?: string;
  /** The number the logger gave the row, where it numbers them. */
  number?: number;
}

export interface DayAlarm {
  side: 'high' | 'low';
  /** Minutes of that day beyond the limit, counted by the device itself. */
  minutes: number;
  /** When the device alarmed, "13:02"; "00:00" carries one over from the day before; null: it did not alarm. */
  alarmedAt: string | null;
  /** Somebody confirmed it on the device. */
  confirmed: boolean;
  /** Temperature around the device at the alarm, in `LoggerLog.unit`; null where it was not written. */
  ambient: number | null;
}

export interface LoggedDay {
  date: DeviceDay;
  min: number | null;
  /** "09:49" */
  minAt: string | null;
  max: number | null;
  maxAt: string | null;
  average: number | null;
  alarms: DayAlarm[];
  /** For each sensor the device watches: empty where it does not count. */
  missing: MissingSensor[];
  /** Somebody pressed the device's button in the morning, in the afternoon: "07:51". Evidence of a look, of nobody's name. */
  checkedMorning: string | null;
  checkedAfternoon: string | null;
  clockChanged: boolean;
  /** The device's own marks of the day as it wrote them, a bit mask; null where it has none. */
  events: number | null;
}

export interface MissingSensor {
  sensor: 'internal' | 'external';
  /** Minutes of that day without it. */
  minutes: number;
  /** "14:04": when the device complained of it; null: it did not. */
  complainedAt: string | null;
}

/** An alarm rule set up in the device. */
export interface DeviceLimit {
  /** As the device numbers it. */
  id: string;
  side: 'high' | 'low';
  /** One run beyond the limit, or all runs added up. */
  mode: 'single' | 'cumulative';
  /** In `LoggerLog.unit`. */
  limit: number;
  minutes: number;
}

/** An alarm the device itself recorded. Never an event of ours, never instead of one. */
export interface DeviceAlarm {
  /** The `DeviceLimit` it fired by; null where the device does not say. */
  limitId: string | null;
  side: 'high' | 'low';
  /** Beginning of the run, when it fired, end of the run; null where the device did not write it (end: still out at read-out). */
  start: DeviceTime | null;
  alarmedAt: DeviceTime | null;
  end: DeviceTime | null;
  minutes: number | null;
  /** The most extreme value, in `LoggerLog.unit`. */
  peak: number | null;
  peakAt: DeviceTime | null;
  /** First and last day the device counts it on, where it keeps alarms by days; a later one than `alarmedAt` was carried over midnight. */
  days: readonly [first: DeviceDay, last: DeviceDay] | null;
}

export interface LoggerClock {
  /** Minutes east of UTC for every time in this log; null: nobody has said. */
  offsetMinutes: number | null;
  /** By what the offset is known: written in the file, or by comparing clocks at read-out. */
  offsetFrom: 'file' | 'read-out' | null;
  /** As written: "GMT-08:00", "0.00", "Europe/London". */
  written: string | null;
  /** The device's clock when it was read out. */
  deviceNow: DeviceTime | null;
}

export interface LoggerLog {
  /** "Q-tag Fridge-tag 2 L" */
  model: string | null;
  firmware: string | null;
  serial: string | null;
  /** Which sensor or channel, where there are several. */
  sensor: string | null;
  unit: DegreeUnit;
  /** false: nothing in the file says the unit for sure, and a person must. `unit` is then the likelier one. */
  unitKnown: boolean;
  intervalSeconds: number | null;
  clock: LoggerClock;
  /** In the file's order. Empty where the device keeps only days. */
  readings: LoggedReading[];
  /** Oldest first. */
  days: LoggedDay[];
  limits: DeviceLimit[];
  alarms: DeviceAlarm[];
  signature: SignatureVerdict;
  /** An external probe measured; null where nothing says so. */
  externalSensor: boolean | null;
  /** Smallest step of its values where it is coarser than 0.1: 0.5 for some. In `unit`. null: not known. */
  resolution: number | null;
  /** All else the file says, in its own words and order: ["Lot", "1794_20_08"]. Unknown keys are kept here. */
  facts: (readonly [string, string])[];
  /** What a person who relies on it should know, in plain sentences: "Line ends were repaired before the signature was checked." */
  notes: string[];
  skipped: SkippedRow[];
}

export interface SkippedRow {
  /** Counted from 1 in the file. */
  line: number;
  reason: string;
}

/** A log that says nothing yet, for readers to fill in. */
export function emptyLog(): LoggerLog {
  return {
    model: null,
    firmware: null,
    serial: null,
    sensor: null,
    unit: 'C',
    unitKnown: true,
    intervalSeconds: null,
    clock: { offsetMinutes: null, offsetFrom: null, written: null, deviceNow: null },
    readings: [],
    days: [],
    limits: [],
    alarms: [],
    signature: 'unsigned',
    externalSensor: null,
    resolution: null,
    facts: [],
    notes: [],
    skipped: [],
  };
}

/** Full precision: nothing is rounded before it is judged. */
export function celsius(value: number, unit: DegreeUnit): number {
  return unit === 'C' ? value : ((value - 32) * 5) / 9;
}

/** Full precision. */
export function fahrenheit(value: number, unit: DegreeUnit): number {
  return unit === 'F' ? value : (value * 9) / 5 + 32;
}
