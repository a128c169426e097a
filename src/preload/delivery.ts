/** How far what was signed has got on its way to a chart. Part of the contract: types and names only. */

export type DeliveryState =
  | 'reviewed'
  | 'queued'
  | 'sending'
  | 'retry-wait'
  | 'ambiguous'
  | 'accepted-pending'
  | 'rejected'
  | 'delivered'
  | 'held'
  | 'given-up';

/** One destination's, in the outbox's own states. */
export interface Delivery {
  destination: string;
  state: DeliveryState;
  at: string;
  receipt: string | null;
}

/**
 * What an item of the outbox is. Of an EKG: as the person who took it signed it; with what a clinician confirmed; with the word
 * that it is taken again, or was; taken back from a chart it does not belong in.
 */
export type OutboxWhat = 'vitals' | 'correction' | 'withdrawal' | 'ekg' | 'ekg-confirmation' | 'ekg-repeat' | 'ekg-withdrawal';
