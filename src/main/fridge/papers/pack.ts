/** What the inspector's binder says of a unit: its span, what is open about it, and the record of every incident in it. */
import type { Day, FridgeNotice, Incident, RegisteredLogger } from '../../../preload/contract.ts';
import type { PackUnit } from '../../report/fridge/pack-status.ts';
import type { StorageUnitRow } from '../../storage/fridge-units.ts';
import type { Db } from '../../storage/open.ts';
import { transportsOf } from '../transports.ts';
import { gatherSpan, linesOfIncident, type PeopleAt, wantedOf } from './gather.ts';

/** What others know of the unit. */
export interface PackFacts {
  notices: readonly FridgeNotice[];
  incidents: readonly Incident[];
  loggers: readonly RegisteredLogger[];
}

export function gatherPack(
  db: Db,
  unit: StorageUnitRow,
  days: { from: Day; to: Day },
  { people, facts }: { people: PeopleAt; facts: PackFacts },
): PackUnit {
  const { from, to } = days;
  const span = gatherSpan(db, unit, days, people);
  const serials = new Set(span.loggers.map(({ serial }) => serial));
  const isIn = ({ closedAt, from: began, to: ended }: Incident) =>
    closedAt === null || (began.slice(0, 10) <= to && (ended ?? to).slice(0, 10) >= from);
  return {
    ...span,
    notices: facts.notices,
    wanted: wantedOf(unit, days, people).length,
    records: facts.incidents.filter(isIn).map((incident) => ({ incident, excursions: linesOfIncident(db, incident) })),
    registered: facts.loggers.filter(({ serial }) => serials.has(serial)),
    transports: transportsOf(db, unit.id).filter(({ date }) => date >= from && date <= to),
  };
}
