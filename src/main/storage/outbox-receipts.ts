/** The proof that a chart has something, in words. */
import type { Delivery, OutboxRow } from '../../preload/contract.ts';
import { standingEkgResult } from './ekg-results.ts';
import type { Db } from './open.ts';
import { itemsOfEkgResult, type OutboxItemRow } from './outbox.ts';
import { type PartRow, partsOf } from './outbox-parts.ts';

/** null: nothing is known to be there. */
export function receiptOf(parts: readonly PartRow[]): OutboxRow['receipt'] {
  const delivered = parts.filter(({ state, location }) => state === 'delivered' && location !== null);
  // Of an EKG the report is what a clinician opens.
  const first = delivered.find(({ kind }) => kind === 'ekg-report') ?? delivered.find(({ kind }) => kind !== 'provenance');
  return first === undefined ? null : { first: receiptWords(first), others: delivered.length - 1 };
}

function receiptWords({ location, server_id: serverId }: PartRow): string {
  const type = /\b(Observation|DiagnosticReport|DocumentReference)\b/.exec(location ?? '')?.[1];
  return type === undefined ? (location ?? '') : `${type}/${serverId}`;
}

/** How far one item has got. */
export function deliveryOfItem(db: Db, item: OutboxItemRow, label = item.destination_label): Delivery {
  const receipt = receiptOf(partsOf(db, item.id));
  const others = receipt === null || receipt.others === 0 ? '' : ` and ${receipt.others} more`;
  return {
    destination: label,
    state: item.state,
    at: item.state_since,
    receipt: receipt === null ? null : `Receipt ${receipt.first}${others}`,
  };
}

/** How far the newest that was signed or confirmed of an EKG has got; what was only said about it since is its own item. */
export function deliveryOfEkg(db: Db, ekgId: string): Delivery[] {
  const standing = standingEkgResult(db, ekgId);
  if (standing === null) return [];
  const said = db
    .prepare(`SELECT id FROM ekg_results WHERE series_id = ? AND act IN ('sign', 'confirm') ORDER BY number DESC LIMIT 1`)
    .pluck()
    .get(standing.seriesId) as string;
  return itemsOfEkgResult(db, said).map((item) => deliveryOfItem(db, item));
}
