/** `isoline fridge excursions`: every figure of the rule set for a logger's file, as if it had hung in one unit all the time. */
import { clockAt, clockSeconds } from '../../../../drivers/framing/local-time.ts';
import { clockBreakIndexes } from '../../../../drivers/model/clock-breaks.ts';
import type { DegreeUnit, DeviceTime, LoggerLog } from '../../../../drivers/model/logger-log.ts';
import { repeatedHourIndexes } from '../../../../drivers/model/printed-clock.ts';
import { alarmsOf } from '../../fridge/alarm-rules.ts';
import { dayExcursionsOf } from '../../fridge/day-excursions.ts';
import { type ExcursionEvent, excursionsOf, type UnitRange, type UnitReading } from '../../fridge/excursions.ts';
import { coldestOf, incidentsOf, proposedLevel } from '../../fridge/incidents.ts';
import { inUnit, rangeOf, type StorageKind } from '../../fridge/limit-basis.ts';
import { type ProgramProfile, rulesFor } from '../../fridge/profiles.ts';
import { usualStep } from '../../fridge/usual-step.ts';
import { timeOf } from './log-summary.ts';

export interface JudgedBy {
  profile: ProgramProfile;
  basis: DegreeUnit;
  kind: StorageKind;
}

export function excursionSummary(log: LoggerLog, { profile, basis, kind }: JudgedBy): Record<string, unknown> {
  const { low, high } = rangeOf(kind, basis);
  const timeAt = timeOf(log);
  const time: Time = (at) => timeAt(clockAt(at / 1000) ?? new Date(at).toISOString());
  // By their places: of a clock set back, the first reading of the time after the break may have been logged before it. The same
  // holds of an hour that stays printed twice.
  const breaks = new Set([...clockBreakIndexes(log), ...repeatedHourIndexes(log)]);
  const readings: UnitReading[] = log.readings.map(({ at, value }, index) => ({
    at: clockSeconds(at) * 1000,
    value,
    isAfterBreak: breaks.has(index),
  }));
  const intervalMinutes = (log.intervalSeconds ?? usualStep(readings.map(({ at }) => at / 1000))) / 60;
  const range: UnitRange = {
    low,
    high,
    limitUnit: basis,
    sourceUnit: log.unit,
    intervalMinutes,
    clockBreaks: [],
  };
  const { events, gaps, disputed } = excursionsOf(readings, range);
  const rules = rulesFor(profile, kind, basis);
  const written = readings.map(({ at, value }) => ({ at, value, unit: log.unit }));
  const coldest = (event: ExcursionEvent) => coldestOf(event, written, basis);
  return {
    profile: profile.id,
    basis,
    kind,
    low,
    high,
    intervalMinutes,
    count: readings.length,
    clockBreaks: readings.flatMap(({ at, isAfterBreak }) => (isAfterBreak === true ? [time(at)] : [])),
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
      ...(profile.levels ? { proposed: proposedLevel(incident, kind, coldest) } : {}),
    })),
    days: readings.length > 0 ? [] : dayExcursionsOf(log, { low, high, basis }),
    deviceAlarms: log.alarms.map(({ side, start, alarmedAt, end, minutes, peak, peakAt }) => ({
      side,
      start: timeAt(start),
      alarmedAt: timeAt(alarmedAt),
      end: timeAt(end),
      minutes,
      peak: peak === null ? null : inUnit(peak, log.unit, basis),
      peakAt: timeAt(peakAt),
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
