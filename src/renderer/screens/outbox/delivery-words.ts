/** How far what was signed has got, for whoever signed it. */
import type { DeliveryState } from '../../../preload/contract.ts';
import { clockTime } from '../rooming/age.ts';

/** "In the chart" is said only with a receipt. */
export function deliveryWords(state: DeliveryState, at: string): string {
  const words: Record<DeliveryState, string> = {
    reviewed: 'Waiting to be sent',
    queued: 'Waiting to be sent',
    sending: 'Being sent now',
    'retry-wait': 'The chart did not take it yet; it is sent again by itself',
    ambiguous: 'No answer; looking it up before sending again',
    'accepted-pending': 'Accepted, not yet filed',
    rejected: 'The chart refused it: see Outbox',
    delivered: `In the chart, ${clockTime(at, true)}`,
    held: 'Held in the outbox',
    'given-up': 'Given up in the outbox; kept here',
  };
  return words[state];
}
