/** One line about each incident. */
import { clockAt } from '../../../../drivers/framing/local-time.ts';
import type { IncidentCard } from '../../../preload/contract.ts';
import { type ExcursionRow, excursionsOfIncident } from '../../storage/fridge-incidents.ts';
import { grownSince, type IncidentWorkRow, lotsWaiting, workedIncidents } from '../../storage/incident-work.ts';
import type { Db } from '../../storage/open.ts';

/** Open ones first, newest first; of one unit, or of all. */
export function incidentCards(db: Db, unitId: string | null): IncidentCard[] {
  return workedIncidents(db, unitId)
    .map((row) => incidentCard(db, row))
    .sort((one, other) => Number(one.closedAt !== null) - Number(other.closedAt !== null) || other.number - one.number);
}

export function incidentCard(db: Db, row: IncidentWorkRow): IncidentCard {
  const excursions = excursionsOfIncident(db, row.id);
  const worst = excursions.reduce((most, one) => (beyond(one, row) > beyond(most, row) ? one : most));
  const sides = new Set(excursions.map(({ side }) => side));
  const isOut = excursions.some(({ end_at, source }) => end_at === null && source === 'log');
  const grew = row.acknowledged_at === null ? grownSince(db, row.id) : null;
  return {
    id: row.id,
    number: row.number,
    unitId: row.unit_id,
    unitName: row.unit_name,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by_name,
    side: sides.size === 2 ? 'both' : worst.side,
    limit: sides.has('high') ? row.high : row.low,
    peak: worst.peak,
    from: clockAt(Math.min(...excursions.map(({ start_at }) => start_at)))!,
    to: isOut ? null : clockAt(Math.max(...excursions.map(({ until_at }) => until_at))),
    minutes: minutesOf(excursions),
    grew: grew === null ? null : { fromMinutes: grew.fromMinutes, toMinutes: minutesOf(excursions) },
    lotsWaiting: lotsWaiting(db, row.id),
  };
}

/** null where a device that keeps only days did not count them. */
export function minutesOf(excursions: readonly ExcursionRow[]): number | null {
  return excursions.reduce<number | null>((sum, { minutes }) => (sum === null || minutes === null ? null : sum + minutes), 0);
}

function beyond({ side, peak }: ExcursionRow, { low, high }: IncidentWorkRow): number {
  return side === 'high' ? peak - high : low - peak;
}
