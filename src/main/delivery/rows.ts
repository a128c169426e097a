/** Items of the outbox as the screens show them. */
import type { OutboxItem, OutboxRow, PatientDiffers } from '../../preload/contract.ts';
import { type DeliverableValue, readDeliverable } from '../storage/deliverable.ts';
import type { Db } from '../storage/open.ts';
import type { OutboxItemRow } from '../storage/outbox.ts';
import { waitsForEarlier } from '../storage/outbox-figures.ts';
import { historyOfItem } from '../storage/outbox-history.ts';
import { type PartRow, partsOf } from '../storage/outbox-parts.ts';
import type { Destination } from './destination.ts';
import { contentWords } from './words.ts';

export function rowOf(db: Db, item: OutboxItemRow, destinations: readonly Destination[]): OutboxRow {
  const { patient, values, signedBy } = readDeliverable(db, item);
  return {
    id: item.id,
    patient,
    what: item.what,
    valuesCount: values.length,
    words: values
      .map(({ key }) => contentWords[key])
      .join(', ')
      .toLowerCase(),
    signedBy: values[0]?.changedBy ?? signedBy.name,
    signedAt: item.created_at,
    destination: destinations.find(({ id }) => id === item.destination)?.label ?? item.destination,
    ...progressOf(item),
    waitsForEarlier: isOpen(item.state) && waitsForEarlier(db, item),
    receipt: receiptOf(partsOf(db, item.id)),
  };
}

function progressOf(item: OutboxItemRow) {
  return {
    state: item.state,
    needsPerson: item.needs_person === 1,
    attempts: item.attempts,
    nextAttemptAt: item.next_attempt_at,
    stateSince: item.state_since,
    deliveredAt: item.state === 'delivered' ? item.state_since : null,
    reason: item.reason,
    httpStatus: item.http_status,
  };
}

export function itemOf(db: Db, item: OutboxItemRow, destinations: readonly Destination[]): OutboxItem {
  return {
    ...rowOf(db, item, destinations),
    contents: readDeliverable(db, item).values.map(contentOf),
    nameThere: partsOf(db, item.id)[0]?.identifier ?? '',
    serverText: item.server_text,
    differs: differenceOf(item),
    history: historyOfItem(db, item.id),
  };
}

/** What a person is asked to compare; null where nobody is asked. */
export function differenceOf({ differs }: OutboxItemRow): PatientDiffers | null {
  return differs === null ? null : (JSON.parse(differs) as PatientDiffers);
}

export function isOpen(state: OutboxItemRow['state']): boolean {
  return state !== 'delivered' && state !== 'given-up' && state !== 'accepted-pending';
}

function receiptOf(parts: readonly PartRow[]): OutboxRow['receipt'] {
  const delivered = parts.filter(({ state, location }) => state === 'delivered' && location !== null);
  const first = delivered.find(({ kind }) => kind !== 'provenance');
  return first === undefined ? null : { first: receiptWords(first), others: delivered.length - 1 };
}

function receiptWords({ location, server_id: serverId }: PartRow): string {
  return /Observation/.test(location ?? '') ? `Observation/${serverId}` : (location ?? '');
}

function contentOf({ key, measurement }: DeliverableValue): string {
  const numbers = measurement.values
    .filter(({ quantity }) => quantity !== 'meanArterialPressure')
    .map(({ sent, value }) => sent?.value ?? value ?? '—');
  return `${contentWords[key]} ${numbers.join('/')}`;
}
