/** What a destination is to the outbox: it takes one item and says how far each part of it got. */
import type { PatientDiffers } from '../../preload/contract.ts';
import type { Deliverable } from '../storage/deliverable.ts';
import type { OutboxItemRow } from '../storage/outbox.ts';
import type { PartRow } from '../storage/outbox-parts.ts';

/** How an attempt ended, for the whole item. */
export type Outcome =
  | { state: 'delivered' }
  | { state: 'accepted-pending' }
  /** A person must act; `reason` is a code the screens have words for. */
  | { state: 'rejected'; reason: string; httpStatus: number | null; serverText: string | null; differs?: PatientDiffers }
  /** Nothing was processed: it may be sent again. */
  | { state: 'retry-wait'; reason: string; httpStatus: number | null; retryAfterMs: number | null; slowDown: boolean }
  /** Something may have been processed: it is looked up before it is sent again. */
  | { state: 'ambiguous'; reason: string; httpStatus: number | null; retryAfterMs?: number | null; slowDown?: boolean };

export interface Attempt {
  item: OutboxItemRow;
  deliverable: Deliverable;
  parts: PartRow[];
  /** Writes a part's progress down before and after each request; on disk when it returns. */
  progress(partId: string, change: Partial<PartRow> & { state: PartRow['state'] }): void;
  /** Writes a line of the item's history. */
  history(event: string, detail: string | null, quote?: string | null): void;
  /** Waits until one more request may go out. More than 0: the destination wants to be left alone for so many ms. */
  turn(): Promise<number>;
  signal: AbortSignal;
}

export interface Destination {
  id: string;
  label: string;
  /** Whether it takes the readings of an average as results of their own. */
  takesReadings?: boolean;
  /** Never throws: every end is an Outcome. */
  deliver(attempt: Attempt): Promise<Outcome>;
}
