/** A unit as the day's screen shows it: what is measured, what a check would take over, what is wanted, what is open. */
import { clockAt } from '../../../../drivers/framing/local-time.ts';
import type { ClosedDay, FridgeCard, FridgeDay, FridgeSettings } from '../../../preload/contract.ts';
import { checksBetween, lastCheckAt, lastCheckedDay } from '../../storage/fridge-checks.ts';
import { listStorageUnits, type StorageUnitRow } from '../../storage/fridge-units.ts';
import type { Db } from '../../storage/open.ts';
import { isStorageProbe } from '../../storage/storage-probes.ts';
import { incidentCards } from '../incident/card.ts';
import { inUnit } from '../limit-basis.ts';
import { noticesOf } from '../register/notices.ts';
import { unitOf } from '../stored-curve.ts';
import { daysBetween, isClosed } from '../wanted-checks.ts';
import { dueCheck } from './due.ts';
import { extremesBetween, newestOf } from './extremes.ts';
import { daySeconds, loggerClock, momentOf, mostAheadSeconds, startOf } from './moment.ts';

/** No catch-up reaches further back: programs let no more than three days pass, and what is older is no catch-up. */
const mostDaysBack = 31;
/** A probe is silent after so many of its intervals. */
const silentIntervals = 3;

export function fridgeDay(db: Db, now: Date, settings: FridgeSettings): FridgeDay {
  const { date } = momentOf(now);
  return { date, open: !isClosed(date, settings), cards: listStorageUnits(db).map((unit) => fridgeCard(db, unit, now, settings)) };
}

export function fridgeCard(db: Db, unit: StorageUnitRow, now: Date, settings: FridgeSettings): FridgeCard {
  const { date, time } = momentOf(now);
  const checks = checksBetween(db, unit.id, date, date);
  const incidents = incidentCards(db, unit.id).filter(({ closedAt }) => closedAt === null);
  return {
    unit: unitOf(unit),
    now: presentOf(db, unit, now),
    since: sinceLastCheck(db, unit, now),
    closedDays: daysToCatchUp(db, unit, now),
    due: dueCheck({ date, time, since: momentOf(unit.added_at).date }, checks, settings),
    checks,
    incident: incidents.at(-1) ?? null,
    openIncidents: incidents.length,
    notices: noticesOf(db, unit, now, settings),
  };
}

function presentOf(db: Db, unit: StorageUnitRow, now: Date): FridgeCard['now'] {
  const newest = newestOf(db, unit);
  if (newest === null) return null;
  const age = loggerClock(now, newest.offsetMinutes) - newest.at;
  const live = isStorageProbe(db, newest.logger);
  return {
    value: newest.value === null ? null : inUnit(newest.value, newest.degrees, unit.basis),
    at: clockAt(newest.at)!,
    ageSeconds: age < -mostAheadSeconds ? null : Math.max(0, age),
    logger: newest.name,
    live,
    silent: live && age > silentIntervals * (newest.intervalSeconds ?? 60),
  };
}

/** Without an earlier check: of the day before the newest reading. */
export function sinceLastCheck(db: Db, unit: StorageUnitRow, now: Date): FridgeCard['since'] {
  const previousCheckAt = lastCheckAt(db, unit.id);
  const newest = newestOf(db, unit);
  const to = Math.max(loggerClock(now, newest?.offsetMinutes ?? null), newest?.at ?? Number.NEGATIVE_INFINITY) + 1;
  const from =
    previousCheckAt === null
      ? Math.min(newest?.at ?? to, to) - daySeconds
      : loggerClock(new Date(previousCheckAt), newest?.offsetMinutes ?? null);
  return { ...extremesBetween(db, unit, Math.min(from, to - 1), to), previousCheckAt };
}

/** Whole days since the last that has a check, up to yesterday, with what the loggers say of them. */
export function daysToCatchUp(db: Db, unit: StorageUnitRow, now: Date): ClosedDay[] {
  const last = lastCheckedDay(db, unit.id);
  if (last === null) return [];
  const today = startOf(momentOf(now).date);
  const from = Math.max(startOf(last) + daySeconds, today - mostDaysBack * daySeconds);
  if (from >= today) return [];
  return daysBetween(clockAt(from)!.slice(0, 10), clockAt(today - 1)!.slice(0, 10)).map((date) => ({
    date,
    ...extremesBetween(db, unit, startOf(date), startOf(date) + daySeconds),
  }));
}
