/** The day summaries under `Hist`, and the device's own alarms as they follow from them. Cold-chain notes 4.2. */
import { clockAt, clockSeconds } from '../framing/local-time.ts';
import type { DayAlarm, DeviceAlarm, DeviceLimit, LoggedDay, MissingSensor, SkippedRow } from '../model/logger-log.ts';
import { type Branch, branchOf, fieldOf, numbered } from './grammar.ts';
import { clockOf, dayOf, numberOf } from './values.ts';

/** Bits of `Events`. */
const clockChangedBit = 2;

export interface ReadDays {
  days: LoggedDay[];
  /** Sections without a date: they cannot be placed. */
  skipped: SkippedRow[];
}

/** Oldest first. */
export function readDays(history: Branch | undefined): ReadDays {
  const days: LoggedDay[] = [];
  const skipped: SkippedRow[] = [];
  for (const section of numbered(history)) {
    const date = dayOf(fieldOf(section, 'Date'));
    if (date === null) skipped.push({ line: section.line, reason: `day ${section.key} of the history has no date` });
    else days.push(readDay(section, date));
  }
  days.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return { days, skipped };
}

function readDay(section: Branch, date: string): LoggedDay {
  const events = numberOf(fieldOf(section, 'Events'));
  const checked = branchOf(section, 'Checked');
  return {
    date,
    min: numberOf(fieldOf(section, 'Min T')),
    minAt: clockOf(fieldOf(section, 'TS Min T')),
    max: numberOf(fieldOf(section, 'Max T')),
    maxAt: clockOf(fieldOf(section, 'TS Max T')),
    average: numberOf(fieldOf(section, 'Avrg T')),
    alarms: numbered(branchOf(section, 'Alarm')).flatMap(dayAlarm),
    missing: [...missing(section, 'external'), ...missing(section, 'internal')],
    checkedMorning: clockOf(fieldOf(checked, 'TS AM')),
    checkedAfternoon: clockOf(fieldOf(checked, 'TS PM')),
    clockChanged: events !== null && (events & clockChangedBit) !== 0,
    events,
  };
}

function dayAlarm(section: Branch): DayAlarm[] {
  const side = sideOf(section.key);
  const minutes = numberOf(fieldOf(section, 't Acc'));
  if (side === null || minutes === null) return [];
  return [
    {
      side,
      minutes,
      alarmedAt: clockOf(fieldOf(section, 'TS A')),
      confirmed: fieldOf(section, 'C A') === '1',
      ambient: numberOf(fieldOf(section, 'T Amb')),
    },
  ];
}

function missing(section: Branch, sensor: MissingSensor['sensor']): MissingSensor[] {
  const found = branchOf(section, sensor === 'external' ? 'Ext Sensor timeout' : 'Int Sensor timeout');
  const minutes = numberOf(fieldOf(found, 't AccST'));
  return minutes === null ? [] : [{ sensor, minutes, complainedAt: clockOf(fieldOf(found, 'TS ST')) }];
}

/** 0 is the lower limit, 1 the upper. */
export function sideOf(key: string): 'low' | 'high' | null {
  return key === '0' ? 'low' : key === '1' ? 'high' : null;
}

/**
 * An alarm fired where the device wrote when, and nowhere else: minutes beyond the limit may add up without one. It began as long
 * before as the limit allows. 00:00 carries on the run that crossed midnight; of one day the device writes only the first alarm, so
 * where the day before has too few minutes for an unbroken run, what was carried over is another alarm, which fired unseen.
 */
export function alarmsOfDays(days: readonly LoggedDay[], limits: readonly DeviceLimit[]): DeviceAlarm[] {
  const alarms: DeviceAlarm[] = [];
  for (const side of ['low', 'high'] as const) {
    const limit = limits.find((one) => one.side === side);
    let before: Carried | null = null;
    for (const day of days) {
      const at = day.alarms.find((one) => one.side === side)?.alarmedAt ?? null;
      const earlier = before as Carried | null;
      before = null;
      if (at === null) continue;
      const isSame = at === '00:00' && earlier !== null && crossesMidnight(earlier.alarm, earlier.day, day);
      if (isSame) alarms.splice(alarms.indexOf(earlier.alarm), 1);
      const alarm: DeviceAlarm = isSame
        ? { ...earlier.alarm, days: [earlier.alarm.days![0], day.date] }
        : alarmOn(day.date, at, side, limit);
      alarms.push(alarm);
      before = { alarm, day };
    }
  }
  return alarms.sort((a, b) => (a.days![0] < b.days![0] ? -1 : a.days![0] > b.days![0] ? 1 : 0));
}

interface Carried {
  alarm: DeviceAlarm;
  day: LoggedDay;
}

/** Whether the minutes of the day before reach from the run's beginning, or its midnight, to its end. */
function crossesMidnight(alarm: DeviceAlarm, before: LoggedDay, day: LoggedDay): boolean {
  const [midnight, next] = [before.date, day.date].map((date) => clockSeconds(`${date}T00:00:00`)) as [number, number];
  if (next - midnight !== 86_400) return false;
  const from = Math.max(midnight, alarm.start === null ? midnight : clockSeconds(alarm.start));
  return (before.alarms.find((one) => one.side === alarm.side)?.minutes ?? 0) * 60 >= next - from;
}

function alarmOn(date: string, at: string, side: 'low' | 'high', limit: DeviceLimit | undefined): DeviceAlarm {
  // Carried over from a day on which the device did not write it.
  const alarmedAt = at === '00:00' ? null : `${date}T${at}:00`;
  return {
    limitId: limit?.id ?? null,
    side,
    start: alarmedAt === null || limit === undefined ? null : clockAt(clockSeconds(alarmedAt) - limit.minutes * 60),
    alarmedAt,
    end: null,
    minutes: null,
    peak: null,
    peakAt: null,
    days: [date, date],
  };
}
