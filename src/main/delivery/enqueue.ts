/** Puts what was signed in line, inside the signing transaction. */
import type { Db } from '../storage/open.ts';
import { insertItem } from '../storage/outbox.ts';
import { addHistory } from '../storage/outbox-history.ts';
import { insertPart } from '../storage/outbox-parts.ts';
import { ulid } from '../storage/ulid.ts';
import type { Destination } from './destination.ts';
import { plannedParts } from './planned-parts.ts';

export interface Order {
  what: 'vitals' | 'correction' | 'withdrawal';
  setId: string;
  valueIds: string[];
  patientId: string;
}

export interface EnqueueParts {
  now: Date;
  destinations: readonly Destination[];
  /** The station's own short name, the first part of every identifier. */
  stationId: string;
  sendProvenance: boolean;
  /** Whether the readings that an average was made of go to the chart beside it. */
  sendIndividualReadings: boolean;
}

/** Writes. Identifiers are made here, once, and kept across every retry and restart. */
export function enqueue(db: Db, order: Order, parts: EnqueueParts): void {
  for (const destination of parts.destinations) enqueueFor(db, order, parts, destination);
}

function enqueueFor(db: Db, order: Order, parts: EnqueueParts, destination: Destination): void {
  const { now, stationId } = parts;
  const id = ulid(now);
  const { patientId: patient_id, what, setId: set_id } = order;
  const item = { id, destination: destination.id, patient_id, what, set_id, value_ids: JSON.stringify(order.valueIds) };
  insertItem(db, item, now.toISOString());
  const planned = plannedParts(db, order, {
    destination: destination.id,
    sendProvenance: parts.sendProvenance,
    // A folder's bundle holds what was signed.
    sendIndividualReadings: destination.takesReadings === true && parts.sendIndividualReadings,
    nextIdentifier: (kind) => `${stationId}:${ulid(now)}:${kind}`,
  });
  for (const [position, part] of planned.entries()) insertPart(db, { ...part, id: ulid(now), item_id: id, position });
  addHistory(db, id, now, 'signed');
  addHistory(db, id, now, 'saved');
}
