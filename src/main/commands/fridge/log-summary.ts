/** A logger's file as `isoline fridge read` prints it: Celsius, ISO 8601 with the offset where it is known, absent left out or null. */
import { celsius, type DayAlarm, type DeviceTime, type LoggedDay, type LoggerLog } from '../../../../drivers/model/logger-log.ts';

export function logSummary(driver: string, log: LoggerLog, withReadings: boolean): Record<string, unknown> {
  const { readings, days } = log;
  const degrees = degreesOf(log);
  const time = timeOf(log);
  const values = readings.length > 0 ? readings.map(({ value }) => value) : days.flatMap(({ min, max }) => [min, max]);
  const [lowest, highest] = extremes(values);
  return {
    driver,
    model: log.model,
    firmware: log.firmware,
    serial: log.serial,
    sensor: log.sensor,
    signature: log.signature,
    timeZone: log.clock.offsetMinutes === null ? null : offsetText(log.clock.offsetMinutes),
    unit: log.unit,
    unitKnown: log.unitKnown,
    resolution: log.resolution,
    intervalSeconds: log.intervalSeconds,
    count: readings.length,
    first: readings.length > 0 ? time(readings[0]!.at) : (days[0]?.date ?? null),
    last: readings.length > 0 ? time(readings.at(-1)!.at) : (days.at(-1)?.date ?? null),
    min: degrees(lowest),
    max: degrees(highest),
    days: days.map((day) => daySummary(day, degrees)),
    limits: log.limits.map(({ limit, ...rest }) => ({ ...rest, limit: degrees(limit) })),
    alarms: log.alarms.map(({ start, alarmedAt, end, peak, peakAt, ...rest }) => ({
      ...rest,
      start: time(start),
      alarmedAt: time(alarmedAt),
      end: time(end),
      peak: degrees(peak),
      peakAt: time(peakAt),
    })),
    facts: log.facts,
    notes: log.notes,
    skipped: log.skipped,
    ...(withReadings ? { readings: readings.map(({ at, value }) => [time(at), degrees(value)]) } : {}),
  };
}

type Degrees = (value: number | null) => number | null;

/** A log in Celsius keeps its digits; converted numbers are cut where no logger has digits. */
function degreesOf({ unit }: LoggerLog): Degrees {
  return (value) => (value === null ? null : unit === 'C' ? value : Number(celsius(value, unit).toFixed(6)));
}

/** ISO 8601, with the offset where it is known. */
export function timeOf({ clock: { offsetMinutes } }: LoggerLog): (at: DeviceTime | null) => string | null {
  const offset = offsetMinutes === null ? '' : offsetMinutes === 0 ? 'Z' : offsetText(offsetMinutes);
  return (at) => (at === null ? null : at + offset);
}

function offsetText(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

function extremes(values: readonly (number | null)[]): [number | null, number | null] {
  let [lowest, highest]: [number | null, number | null] = [null, null];
  for (const value of values) {
    if (value === null) continue;
    lowest = lowest === null || value < lowest ? value : lowest;
    highest = highest === null || value > highest ? value : highest;
  }
  return [lowest, highest];
}

/** Only what the device wrote: a device without an external sensor has no minutes of one. */
function daySummary(day: LoggedDay, degrees: Degrees): Record<string, unknown> {
  const alarm = (side: DayAlarm['side']) => day.alarms.find((one) => one.side === side);
  const missing = (sensor: 'internal' | 'external') => day.missing.find((one) => one.sensor === sensor);
  const optional = {
    ...alarmSummary('low', alarm('low')),
    ...alarmSummary('high', alarm('high')),
    extSensorMissingMinutes: missing('external')?.minutes,
    extSensorMissingAlarmAt: missing('external')?.complainedAt,
    intSensorMissingMinutes: missing('internal')?.minutes,
    intSensorMissingAlarmAt: missing('internal')?.complainedAt,
    events: day.events,
    checkedAm: day.checkedMorning,
    checkedPm: day.checkedAfternoon,
  };
  return {
    date: day.date,
    min: degrees(day.min),
    minAt: day.minAt,
    max: degrees(day.max),
    maxAt: day.maxAt,
    avg: degrees(day.average),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null && value !== undefined)),
  };
}

function alarmSummary(side: 'low' | 'high', alarm: DayAlarm | undefined): Record<string, unknown> {
  if (alarm === undefined) return {};
  return {
    [`${side}Minutes`]: alarm.minutes,
    [`${side}AlarmAt`]: alarm.alarmedAt,
    [`${side}Acknowledged`]: alarm.alarmedAt === null ? null : alarm.confirmed,
  };
}
