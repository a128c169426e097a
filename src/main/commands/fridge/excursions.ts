/** `isoline fridge excursions`: every figure of the rule set for a logger's file, as if it had hung in one unit all the time. */
import { clockAt, clockSeconds } from '../../../../drivers/framing/local-time.ts';
import { clockBreaksOf } from '../../../../drivers/model/clock-breaks.ts';
import { celsius, type DegreeUnit, type DeviceTime, type LoggedDay, type LoggerLog } from '../../../../drivers/model/logger-log.ts';
import { alarmsOf } from '../../fridge/alarm-rules.ts';
import { type ExcursionEvent, excursionsOf, type UnitRange, type UnitReading } from '../../fridge/excursions.ts';
import { incidentsOf, proposedLevel } from '../../fridge/incidents.ts';
import { inUnit, rangeOf, type StorageKind } from '../../fridge/limit-basis.ts';
import { type ProgramProfile, rulesFor } from '../../fridge/profiles.ts';
import { timeOf } from './log-summary.ts';

export interface JudgedBy {
  profile: ProgramProfile;
  basis: DegreeUnit;
  kind: StorageKind;
}

export function excursionSummary(log: LoggerLog, { profile, basis, kind }: JudgedBy): Record<string, unknown> {
  const { low, high } = rangeOf(kind, basis);
  const written = timeOf(log);
  const time: Time = (at) => written(clockAt(at / 1000) ?? new Date(at).toISOString());
  const readings: UnitReading[] = log.readings.map(({ at, value }) => ({ at: clockSeconds(at) * 1000, value }));
  const intervalMinutes = (log.intervalSeconds ?? usualStep(readings)) / 60;
  const range: UnitRange = {
    low,
    high,
    limitUnit: basis,
    sourceUnit: log.unit,
    intervalMinutes,
    clockBreaks: clockBreaksOf(log).map((at) => clockSeconds(at) * 1000),
  };
  const { events, gaps, disputed } = excursionsOf(readings, range);
  const rules = rulesFor(profile, kind, basis);
  return {
    profile: profile.id,
    basis,
    kind,
    low,
    high,
    intervalMinutes,
    count: readings.length,
    clockBreaks: range.clockBreaks.map((at) => time(at)),
    events: events.map((event) => eventSummary(event, time)),
    gaps: gaps.map(({ from, to, minutes }) => ({ from: time(from), to: time(to), minutes })),
    alarms: alarmsOf(readings, range, events, rules).map(({ rule, at }) => ({ rule, at: time(at) })),
    incidents: incidentsOf(events).map((incident) => ({
      start: time(incident.start),
      end: incident.end === null ? null : time(incident.end),
      minutes: incident.minutes,
      worstCaseMinutes: incident.worstCaseMinutes,
      separateRuns: incident.separateRuns,
      minutesIn24Hours: incident.minutesIn24Hours,
      minutesIn48Hours: incident.minutesIn48Hours,
      ...(profile.levels ? { proposed: proposedLevel(incident, kind, basis) } : {}),
    })),
    days: readings.length > 0 ? [] : log.days.flatMap((day) => daySummary(day, log, { low, high, basis })),
    deviceAlarms: log.alarms.map(({ side, start, alarmedAt, end, minutes, peak, peakAt }) => ({
      side,
      start: written(start),
      alarmedAt: written(alarmedAt),
      end: written(end),
      minutes,
      peak: peak === null ? null : inUnit(peak, log.unit, basis),
      peakAt: written(peakAt),
    })),
    disputed: disputed.map((at) => time(at)),
  };
}

type Time = (at: number) => DeviceTime | null;

function eventSummary(event: ExcursionEvent, time: Time): Record<string, unknown> {
  const { side, start, end, ongoing, minutes, worstCaseMinutes, boundBefore, boundAfter, peak, peakAt, readings, gapMinutes } = event;
  const orNull = (at: number | null) => (at === null ? null : time(at));
  return {
    side,
    start: time(start),
    end: orNull(end),
    ongoing,
    minutes,
    worstCaseMinutes,
    boundBefore: orNull(boundBefore),
    boundAfter: orNull(boundAfter),
    peak,
    peakAt: time(peakAt),
    readings,
    gapMinutes,
  };
}

interface DayLimits {
  low: number;
  high: number;
  basis: DegreeUnit;
}

/** Of a device that keeps only days: which sides were out, how far, and for how long where the device counted against the same limit. Notes 3.6. */
function daySummary(day: LoggedDay, log: LoggerLog, { low, high, basis }: DayLimits): Record<string, unknown>[] {
  const out = (side: 'high' | 'low', written: number | null, at: string | null) => {
    if (written === null) return [];
    const value = inUnit(written, log.unit, basis);
    if (side === 'high' ? value <= high : value >= low) return [];
    const limit = log.limits.find((one) => one.side === side)?.limit;
    const sameLimit = limit !== undefined && celsius(limit, log.unit) === celsius(side === 'high' ? high : low, basis);
    const minutes = sameLimit ? (day.alarms.find((alarm) => alarm.side === side)?.minutes ?? null) : null;
    return [{ date: day.date, side, peak: value, peakAt: at, minutes }];
  };
  return [...out('high', day.max, day.maxAt), ...out('low', day.min, day.minAt)];
}

/** Seconds; the middle one of the steps between neighbours. */
function usualStep(readings: readonly UnitReading[]): number {
  const steps = readings.slice(1).flatMap(({ at }, index) => (at > readings[index]!.at ? [(at - readings[index]!.at) / 1000] : []));
  if (steps.length === 0) return 0;
  return steps.sort((one, other) => one - other)[Math.floor(steps.length / 2)]!;
}
