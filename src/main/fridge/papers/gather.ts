/** All that a paper about a unit says of a span, out of what is stored. */
import { clockAt, clockSeconds } from '../../../../drivers/framing/local-time.ts';
import type { DegreeUnit, LoggedDay } from '../../../../drivers/model/logger-log.ts';
import type { Day, FridgeCheck, FridgeReview, IncidentCard } from '../../../preload/contract.ts';
import { localTime } from '../../local-time.ts';
import type { DayExtremes, ExcursionLine, HungLogger, IncidentSpan, UnitSpan } from '../../report/fridge/facts.ts';
import { excursionsOfIncident } from '../../storage/fridge-incidents.ts';
import { fileCardsOf, loggedDaysOf, loggersHungIn, type PaperSpan } from '../../storage/fridge-paper-facts.ts';
import type { StorageUnitRow } from '../../storage/fridge-units.ts';
import type { Db } from '../../storage/open.ts';
import { inUnit } from '../limit-basis.ts';
import { excursionsIn, storedCurve, type TheExcursion } from '../stored-curve.ts';
import { type Calendar, daysBetween, isClosed, missedChecks, wantedChecks } from '../wanted-checks.ts';

/** What people did at a unit. */
export interface PeopleAt {
  checks: readonly FridgeCheck[];
  reviews: readonly FridgeReview[];
  calendar: Calendar;
  /** An instant. */
  now: string;
}

const points = 3000;

export function gatherSpan(db: Db, row: StorageUnitRow, { from, to }: { from: Day; to: Day }, people: PeopleAt): UnitSpan {
  const { calendar } = people;
  const [start, end] = [clockSeconds(`${from}T00:00:00`), clockSeconds(`${to}T00:00:00`) + 86_400];
  const span: PaperSpan = { from, to, start, end };
  const curve = storedCurve(db, row, { seconds: end - start, to: end, points });
  const { unit } = curve;
  const excursions = excursionsIn(db, row.id, start, end);
  return {
    unit,
    from,
    to,
    loggers: loggersOf(db, row.id, span),
    checks: people.checks,
    closedDays: daysBetween(from, to).filter((date) => isClosed(date, calendar)),
    missed: missedChecks(wantedOf(row, { from, to }, people), people.checks.filter(isOfItsDay)),
    incidents: incidentSpans(excursions),
    excursions: excursions.map((one, index) => lineOf(one, index + 1)),
    reviews: people.reviews.filter((review) => review.from <= to && review.to >= from),
    files: fileCardsOf(db, row.id, span),
    days: loggedDaysOf(db, row.id, span).map(({ day, degrees }) => extremesOf(day, degrees, row)),
    curve,
  };
}

function extremesOf({ date, min, minAt, max, maxAt }: LoggedDay, degrees: DegreeUnit, { basis }: StorageUnitRow): DayExtremes {
  const shown = (value: number | null) => (value === null ? null : inUnit(value, degrees, basis));
  return { date, lowest: shown(min), lowestAt: minAt, highest: shown(max), highestAt: maxAt };
}

/** A day taken over later from the logger was still a day on which nobody looked. */
export function isOfItsDay({ at, date }: Pick<FridgeCheck, 'at' | 'date'>): boolean {
  return localTime(at).slice(0, 10) === date;
}

/** Checks that were wanted of a unit up to now. */
export function wantedOf({ added_at }: StorageUnitRow, { from, to }: { from: Day; to: Day }, { calendar, now }: PeopleAt) {
  return wantedChecks({ from, to, since: localTime(added_at).slice(0, 10), now: localTime(now).slice(0, 16) }, calendar);
}

/** The excursions of one incident, as they stand in its record. */
export function linesOfIncident(db: Db, { id, number, closedAt }: Pick<IncidentCard, 'id' | 'number' | 'closedAt'>): ExcursionLine[] {
  const incident = { id, number, open: closedAt === null };
  return excursionsOfIncident(db, id).map((row, index) => lineOf({ ...row, incident }, index + 1));
}

/** From the first of its excursions to the last. */
function incidentSpans(excursions: readonly TheExcursion[]): IncidentSpan[] {
  const spans = new Map<string, IncidentSpan & { until: number }>();
  for (const { incident, start_at, end_at, until_at, source } of excursions) {
    const known = spans.get(incident.id);
    const isOut = end_at === null && source === 'log';
    if (known !== undefined && known.until >= until_at) continue;
    const from = known?.from ?? clockAt(start_at)!;
    spans.set(incident.id, { number: incident.number, from, to: isOut ? null : clockAt(until_at), until: until_at });
  }
  return [...spans.values()].map(({ number, from, to }) => ({ number, from, to }));
}

function loggersOf(db: Db, unitId: string, span: PaperSpan): HungLogger[] {
  return loggersHungIn(db, unitId, span).map((logger) => ({
    serial: logger.serial,
    model: logger.model,
    probeSerial: logger.probe_serial,
    role: 'main',
    certificateNumber: logger.certificate_number,
    certificateEndsOn: logger.certificate_expires_on,
  }));
}

function lineOf(row: TheExcursion, number: number): ExcursionLine {
  const at = (seconds: number | null) => (seconds === null ? null : clockAt(seconds));
  return {
    number,
    incidentNumber: row.incident.number,
    incidentOpen: row.incident.open,
    side: row.side,
    from: clockAt(row.start_at)!,
    to: at(row.end_at),
    lastInRangeBefore: at(row.bound_before),
    firstInRangeAfter: at(row.bound_after),
    peak: row.peak,
    peakAt: at(row.peak_at),
    minutes: row.minutes,
    worstCaseMinutes: row.worst_case_minutes,
    gapMinutes: row.gap_minutes,
    fromDays: row.source === 'day',
  };
}
