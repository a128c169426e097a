/**
 * What a file on its way will come to once it has arrived: its hours and its excursions, worked out before anybody has to wait for it.
 * It holds as long as nothing that it was worked out from has changed meanwhile.
 */
import { type HourRow, hoursToCome } from '../storage/fridge-hours.ts';
import { assignmentsOf, findLogger } from '../storage/fridge-loggers.ts';
import { findStorageUnit } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import type { LogToImport } from './import-log.ts';
import { eventsOf, type Hung, type UnitEvents } from './judge-readings.ts';
import { firstToJudge, type HashedFile, intervalOf, placeAfter } from './keep-file.ts';
import type { StoredReadings } from './store-readings.ts';

export interface Foreseen {
  events: UnitEvents[];
  /** For each of the spans of what is new. */
  hours: HourRow[][];
  /** What the events were worked out from. */
  ground: string;
}

export interface OnItsWay {
  file: number;
  sensor: number;
  readings: StoredReadings;
}

export function foresee(db: Db, order: LogToImport, { serial, log }: HashedFile, { file, sensor, readings }: OnItsWay): Foreseen {
  const logger = findLogger(db, serial)!;
  const { moved, hung } = placeAfter(db, logger.number, order);
  const intervalSeconds = intervalOf(log) ?? logger.interval_seconds ?? 0;
  const from = firstToJudge(moved, readings);
  const arriving = { file, degrees: log.unit };
  const judged = { sensor, logger: logger.number, intervalSeconds };
  return {
    events: from === null ? [] : eventsOf(db, { ...judged, from }, hung, arriving),
    hours: readings.spans.map((span) => hoursToCome(db, sensor, span, file)),
    ground: groundOf(db, hung, intervalSeconds),
  };
}

/** The events, where they still hold now that the file has arrived; null: they must be worked out anew. */
export function stillHolds(
  db: Db,
  { events, ground }: Foreseen,
  logger: { number: number; interval_seconds: number | null },
): UnitEvents[] | null {
  return groundOf(db, assignmentsOf(db, logger.number), logger.interval_seconds ?? 0) === ground ? events : null;
}

function groundOf(db: Db, hung: readonly Hung[], intervalSeconds: number): string {
  const places = hung.map(({ unit_id, from_at, to_at }) => {
    const { low, high, basis } = findStorageUnit(db, unit_id)!;
    return [unit_id, from_at, to_at, low, high, basis];
  });
  return JSON.stringify([intervalSeconds, places]);
}
