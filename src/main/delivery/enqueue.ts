/** Puts what was signed in line, inside the signing transaction. */
import type { Db } from '../storage/open.ts';
import { insertItem } from '../storage/outbox.ts';
import { addHistory } from '../storage/outbox-history.ts';
import { insertPart } from '../storage/outbox-parts.ts';
import { ulid } from '../storage/ulid.ts';
import type { Destination } from './destination.ts';
import { type EkgOrder, plannedEkgParts } from './ekg-plan.ts';
import { plannedParts } from './planned-parts.ts';

export interface VitalsOrder {
  what: 'vitals' | 'correction' | 'withdrawal';
  setId: string;
  valueIds: string[];
  patientId: string;
}

export type Order = VitalsOrder | EkgOrder;

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
  const planning = {
    destination: destination.id,
    stationId,
    sendProvenance: parts.sendProvenance,
    // A folder's bundle holds what was signed.
    sendIndividualReadings: destination.takesReadings === true && parts.sendIndividualReadings,
    nextIdentifier: (kind: string) => `${stationId}:${ulid(now)}:${kind}`,
  };
  const planned = 'ekgResultId' in order ? plannedEkgParts(db, order, planning) : plannedParts(db, order, planning);
  // What this destination never had needs no change there.
  if (planned.length === 0) return;
  insertItem(db, { id, destination: destination.id, destination_label: destination.label, ...contentOf(order) }, now.toISOString());
  for (const [position, part] of planned.entries()) insertPart(db, { ...part, id: ulid(now), item_id: id, position });
  addHistory(db, id, now, 'signed');
  addHistory(db, id, now, 'saved');
}

function contentOf(order: Order) {
  const { what, patientId: patient_id } = order;
  return 'ekgResultId' in order
    ? { what, patient_id, set_id: null, value_ids: '[]', ekg_result_id: order.ekgResultId }
    : { what, patient_id, set_id: order.setId, value_ids: JSON.stringify(order.valueIds), ekg_result_id: null };
}
