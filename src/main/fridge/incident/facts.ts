/** The logger's facts of an incident, every figure of the rule set. Cold-chain notes 2.8, 3.2, 3.3. */
import { clockAt, clockSeconds } from '../../../../drivers/framing/local-time.ts';
import type { IncidentFacts, ReadingAt } from '../../../preload/contract.ts';
import { loggedDaysOfSensor } from '../../storage/fridge-export.ts';
import { type ExcursionRow, excursionsOfIncident } from '../../storage/fridge-incidents.ts';
import { readingsOfRun, runsOf } from '../../storage/fridge-readings.ts';
import type { StorageUnitRow } from '../../storage/fridge-units.ts';
import { loggerOfSensor, readingAt, signatureOf } from '../../storage/incident-facts.ts';
import type { Db } from '../../storage/open.ts';
import { type AlarmRule, alarmsOf } from '../alarm-rules.ts';
import { type ExcursionEvent, excursionsOf, type UnitReading } from '../excursions.ts';
import { coldestOf, incidentsOf, proposedLevel, type WrittenReading } from '../incidents.ts';
import { inUnit } from '../limit-basis.ts';
import { type ProgramProfile, rulesFor } from '../profiles.ts';
import { certificateEnd } from '../register/notices.ts';
import { programById } from '../register/programs.ts';
import { minutesOf } from './card.ts';

/** By the program as it is, or as it was when the incident was closed: what a later version asks is no news about that. */
export function incidentFacts(db: Db, unit: StorageUnitRow, incident: { id: string; closed_at: string | null }): IncidentFacts {
  const excursions = excursionsOfIncident(db, incident.id);
  const program = programById(db, unit.program, incident.closed_at);
  const [first, last] = [excursions[0]!, excursions.at(-1)!];
  const worst = excursions.reduce((most, one) => (beyond(one, unit) > beyond(most, unit) ? one : most));
  const logger = loggerOfSensor(db, worst.sensor);
  const events = excursions.filter(({ source }) => source === 'log').map(eventOf);
  const whole = events.length === excursions.length && events.length > 0 ? oneIncident(events) : null;
  const place = (sensor: number, at: number | null): ReadingAt | null => {
    const found = at === null ? null : readingAt(db, sensor, at);
    return found === null ? null : { value: inUnit(found.value, found.degrees, unit.basis), at: clockAt(at!)! };
  };
  return {
    lastInRange: place(first.sensor, first.bound_before),
    firstOut: first.source === 'log' ? place(first.sensor, first.start_at) : null,
    peak: worst.peak_at === null ? null : { value: worst.peak, at: clockAt(worst.peak_at)! },
    firstBackIn: place(last.sensor, last.bound_after),
    minutes: minutesOf(excursions),
    worstCaseMinutes: sumOf(excursions.map(({ worst_case_minutes }) => worst_case_minutes)),
    separateRuns: excursions.length,
    minutesIn24Hours: whole?.minutesIn24Hours ?? null,
    minutesIn48Hours: whole?.minutesIn48Hours ?? null,
    gapMinutes: excursions.reduce((sum, { gap_minutes }) => sum + gap_minutes, 0),
    logger: logger.model ?? logger.driver,
    serial: logger.serial,
    probe: logger.probe_serial,
    certificateEndsOn: certificateEnd(logger),
    signature: signatureOf(db, worst.sensor, first.start_at, last.until_at),
    rules: rulesMet(db, unit, program, excursions, logger.interval_seconds),
    proposedLevel: levelOf(db, unit, program, excursions, whole),
    deviceAlarms: deviceAlarms(db, excursions),
  };
}

function beyond({ side, peak }: ExcursionRow, { low, high }: StorageUnitRow): number {
  return side === 'high' ? peak - high : low - peak;
}

function sumOf(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}

function eventOf(row: ExcursionRow): ExcursionEvent {
  const instant = (seconds: number | null) => (seconds === null ? null : seconds * 1000);
  return {
    side: row.side,
    start: row.start_at * 1000,
    end: instant(row.end_at),
    ongoing: row.end_at === null,
    minutes: row.minutes ?? 0,
    worstCaseMinutes: row.worst_case_minutes ?? 0,
    boundBefore: instant(row.bound_before),
    boundAfter: instant(row.bound_after),
    peak: row.peak,
    peakAt: (row.peak_at ?? row.start_at) * 1000,
    readings: row.readings,
    gapMinutes: row.gap_minutes,
  };
}

/** All of them, although they may lie further apart after readings that came later filled the time between. */
function oneIncident(events: readonly ExcursionEvent[]) {
  const parts = incidentsOf(events);
  const most = (of: (part: (typeof parts)[number]) => number) => Math.max(...parts.map(of));
  return {
    ...parts[0]!,
    events: [...events],
    minutesIn24Hours: most((part) => part.minutesIn24Hours),
    minutesIn48Hours: most((part) => part.minutesIn48Hours),
  };
}

function levelOf(
  db: Db,
  unit: StorageUnitRow,
  program: ProgramProfile | undefined,
  excursions: readonly ExcursionRow[],
  whole: ReturnType<typeof oneIncident> | null,
): IncidentFacts['proposedLevel'] {
  if (whole === null || program?.levels !== true) return { level: null, because: '' };
  const minutes = whole.events.reduce((sum, event) => sum + event.minutes, 0);
  const written = excursions.flatMap((row) => writtenReadings(db, row));
  return proposedLevel({ ...whole, minutes }, unit.kind, (event) => coldestOf(event, written, unit.basis));
}

/** Of the cold ones only: no level depends on how warm it was. */
function writtenReadings(db: Db, { sensor, side, start_at, until_at }: ExcursionRow): WrittenReading[] {
  if (side === 'high') return [];
  const rows = runsOf(db, sensor).flatMap((run) => [...readingsOfRun(db, sensor, run, start_at, until_at)]);
  return rows.map(([, at, value, unit]) => ({ at: at * 1000, value, unit }));
}

/** Readings are read again where a rule has a limit of its own. */
function rulesMet(
  db: Db,
  unit: StorageUnitRow,
  program: ProgramProfile | undefined,
  excursions: readonly ExcursionRow[],
  intervalSeconds: number | null,
): string[] {
  if (program === undefined || intervalSeconds === null) return [];
  const rules = rulesFor(program, unit.kind, unit.basis);
  const { low, high, basis } = unit;
  const range = { low, high, limitUnit: basis, sourceUnit: basis, intervalMinutes: intervalSeconds / 60, clockBreaks: [] };
  const met = new Set<string>();
  for (const sensor of new Set(excursions.map((one) => one.sensor))) {
    const readings = readingsAround(db, unit, sensor, excursions);
    for (const { rule } of alarmsOf(readings, range, excursionsOf(readings, range).events, rules)) met.add(rule);
  }
  return rules.filter(({ id }) => met.has(id)).map((rule) => ruleWords(rule, unit));
}

function readingsAround(db: Db, unit: StorageUnitRow, sensor: number, excursions: readonly ExcursionRow[]): UnitReading[] {
  const from = Math.min(...excursions.map(({ bound_before, start_at }) => bound_before ?? start_at));
  const to = Math.max(...excursions.map(({ bound_after, until_at }) => bound_after ?? until_at));
  return runsOf(db, sensor).flatMap((run, index) => {
    const rows = [...readingsOfRun(db, sensor, run, from, to)];
    return rows.map(([, at, value, degrees], row) => ({
      at: at * 1000,
      value: value === null ? null : inUnit(value, degrees, unit.basis),
      ...(index > 0 && row === 0 ? { isAfterBreak: true } : {}),
    }));
  });
}

function ruleWords({ side, mode, minutes, windowHours, limit }: AlarmRule, { low, high, basis }: StorageUnitRow): string {
  const beyondWhat = `${side === 'high' ? 'Above' : 'Below'} ${(limit ?? (side === 'high' ? high : low)).toFixed(1)} °${basis}`;
  return mode === 'single'
    ? `${beyondWhat} for ${minutes} min at a stretch`
    : `${beyondWhat} for ${minutes} min within ${windowHours ?? 24} h`;
}

/** What the device itself says of those days. */
function deviceAlarms(db: Db, excursions: readonly ExcursionRow[]): IncidentFacts['deviceAlarms'] {
  const from = clockAt(Math.min(...excursions.map(({ start_at }) => start_at)))!.slice(0, 10);
  const to = clockAt(Math.max(...excursions.map(({ until_at }) => until_at)))!.slice(0, 10);
  return [...new Set(excursions.map(({ sensor }) => sensor))].flatMap((sensor) =>
    loggedDaysOfSensor(db, sensor, from, to).flatMap(({ day }) =>
      day.alarms.flatMap(({ side, alarmedAt, confirmed }) => {
        if (alarmedAt === null || alarmedAt === '00:00') return [];
        return [{ side, from: null, alarmedAt: clockAt(clockSeconds(`${day.date}T${alarmedAt}:00`)), confirmed }];
      }),
    ),
  );
}
