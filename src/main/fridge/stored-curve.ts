/** A unit's curve as a screen or a paper asks for it, with all that its loggers tell of the span. What people did there is added by whoever keeps it. */
import { clockAt } from '../../../drivers/framing/local-time.ts';
import type { FridgeCalls, FridgeCurve, StorageUnit } from '../../preload/contract.ts';
import { type ExcursionRow, excursionsBetween, findIncident } from '../storage/fridge-incidents.ts';
import { clockChangesOf, incidentNumbersOf, loggedDaysOf, type PaperSpan } from '../storage/fridge-paper-facts.ts';
import type { StorageUnitRow } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { unitBounds, unitCurve } from './unit-curve.ts';
import { eventsOf } from './unit-events.ts';

export interface OfIncident {
  id: string;
  number: number;
  open: boolean;
}

export type TheExcursion = ExcursionRow & { incident: OfIncident };

/** Up to the newest reading where `to` is null, from the first one where `seconds` is. */
export function storedCurve(db: Db, row: StorageUnitRow, order: Omit<FridgeCalls['fridge.curve']['in'], 'unitId'>): FridgeCurve {
  const { first, last } = unitBounds(db, row);
  const to = order.to ?? (last ?? 0) + 1;
  const from = order.seconds === null ? Math.min(first ?? to - 1, to - 1) : to - order.seconds;
  const { runs, gaps, readings } = unitCurve(db, row, { from, to, points: order.points });
  const span: PaperSpan = { from: dayOf(from), to: dayOf(to - 1), start: from, end: to };
  const days = loggedDaysOf(db, row.id, span).map(({ day }) => day);
  const events = eventsOf({ excursions: excursionsIn(db, row.id, from, to), gaps, clocks: clockChangesOf(db, row.id, span), days });
  return { unit: unitOf(row), from, to, now: null, first, last, runs, readings, events };
}

/** Each with its incident, the first one first. */
export function excursionsIn(db: Db, unitId: string, from: number, to: number): TheExcursion[] {
  const numbers = incidentNumbersOf(db, unitId);
  return excursionsBetween(db, unitId, from, to).map((one) => {
    const { id, closed_at } = findIncident(db, one.incident_id)!;
    return { ...one, incident: { id, number: numbers.get(id)!, open: closed_at === null } };
  });
}

export function unitOf({ id, name, place, kind, basis, low, high, program }: StorageUnitRow): StorageUnit {
  return { id, name, place, kind, basis, low, high, program };
}

function dayOf(seconds: number): string {
  return clockAt(seconds)!.slice(0, 10);
}
