/** Items of the outbox as the screens show them. */
import type { OutboxItem, OutboxRow, PatientDiffers } from '../../preload/contract.ts';
import {
  type Deliverable,
  type DeliverableValue,
  type EkgDeliverable,
  readDeliverable,
  type VitalsDeliverable,
} from '../storage/deliverable.ts';
import type { Db } from '../storage/open.ts';
import type { OutboxItemRow } from '../storage/outbox.ts';
import { waitsForEarlier } from '../storage/outbox-figures.ts';
import { historyOfItem } from '../storage/outbox-history.ts';
import { type PartRow, partsOf } from '../storage/outbox-parts.ts';
import { receiptOf } from '../storage/outbox-receipts.ts';
import type { Destination } from './destination.ts';
import { ekgPartWords, ekgWords } from './ekg-words.ts';
import { contentWords } from './words.ts';

export function rowOf(db: Db, item: OutboxItemRow, destinations: readonly Destination[]): OutboxRow {
  const deliverable = readDeliverable(db, item);
  return {
    id: item.id,
    patient: deliverable.patient,
    what: item.what,
    ...(deliverable.kind === 'ekg' ? ekgRowWords(deliverable) : vitalsWords(deliverable)),
    signedAt: item.created_at,
    destination: labelOf(item, destinations),
    ...progressOf(item),
    waitsForEarlier: isOpen(item.state) && waitsForEarlier(db, item),
    receipt: receiptOf(partsOf(db, item.id)),
  };
}

/** As it is called now; as it was called then, where it is no longer set up. */
export function labelOf(item: OutboxItemRow, destinations: readonly Destination[]): string {
  return destinations.find(({ id }) => id === item.destination)?.label ?? item.destination_label;
}

function vitalsWords({ values, signedBy }: VitalsDeliverable) {
  const words = values.map(({ key }) => contentWords[key]).join(', ');
  return { valuesCount: values.length, words: words.toLowerCase(), signedBy: values[0]?.changedBy ?? signedBy.name };
}

function ekgRowWords({ content, signedBy }: EkgDeliverable) {
  return { valuesCount: 0, words: ekgWords(content), signedBy: signedBy.name };
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
    contents: contentsOf(readDeliverable(db, item), partsOf(db, item.id)),
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

function contentsOf(deliverable: Deliverable, parts: readonly PartRow[]): string[] {
  if (deliverable.kind === 'vitals') return deliverable.values.map(contentOf);
  return parts.flatMap(({ kind }) => ekgPartWords(deliverable.content, kind) ?? []);
}

function contentOf({ key, measurement }: DeliverableValue): string {
  const numbers = measurement.values
    .filter(({ quantity }) => quantity !== 'meanArterialPressure')
    .map(({ sent, value }) => sent?.value ?? value ?? '—');
  return `${contentWords[key]} ${numbers.join('/')}`;
}
