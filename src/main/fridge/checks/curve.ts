/** A unit's curve with what people did there: looks and remarks among what its loggers tell. */
import { clockAt } from '../../../../drivers/framing/local-time.ts';
import type { FridgeCalls, FridgeCurve, FridgeEvent } from '../../../preload/contract.ts';
import { checksBetween } from '../../storage/fridge-checks.ts';
import { notesBetween } from '../../storage/fridge-notes.ts';
import type { StorageUnitRow } from '../../storage/fridge-units.ts';
import type { Db } from '../../storage/open.ts';
import { storedCurve } from '../stored-curve.ts';
import { timeOf } from '../unit-events.ts';
import { newestOf } from './extremes.ts';
import { daySeconds, loggerClock, momentOf, mostAheadSeconds } from './moment.ts';

/** Up to the newest reading, what was done since then belongs to it too. */
export function peoplesCurve(
  db: Db,
  unit: StorageUnitRow,
  order: Omit<FridgeCalls['fridge.curve']['in'], 'unitId'>,
  at: Date,
): FridgeCurve {
  const curve = storedCurve(db, unit, order);
  const newest = newestOf(db, unit);
  const present = loggerClock(at, newest?.offsetMinutes ?? null);
  const isComparable = newest === null || newest.at - present <= mostAheadSeconds;
  const to = order.to === null ? Math.max(curve.to, present + 1) : curve.to;
  const events = [...curve.events, ...peoplesEvents(db, unit.id, curve.from, to)];
  return { ...curve, now: isComparable ? present : null, events: events.sort((one, other) => timeOf(other) - timeOf(one)) };
}

/** Days taken over later stand in the list of checks: nobody stood at the unit at that time. */
function peoplesEvents(db: Db, unitId: string, from: number, to: number): FridgeEvent[] {
  // A day more on either side: the logger's clock and the calendar of the clinic may differ.
  const day = (seconds: number) => clockAt(seconds)!.slice(0, 10);
  const checks = checksBetween(db, unitId, day(from - daySeconds), day(to + daySeconds)).flatMap((check): FridgeEvent[] => {
    const { half, initials, by, current, lowest, highest, alarmSeen, resetDone, roomTemperature, comment } = check;
    const { date, clock } = momentOf(check.at);
    if (date !== check.date || clock < from || clock >= to) return [];
    const values = { current, lowest, highest, alarmSeen, resetDone, roomTemperature, comment };
    return [{ what: 'check', at: clock, half, initials, by, values }];
  });
  return [...checks, ...notesBetween(db, unitId, from, to).map((note) => ({ what: 'note' as const, ...note }))];
}
