/** After signing: that it is saved, and how far each destination has got. Each is said when it is true. */
import { Check, Clock, Flag, Send } from 'lucide-react';
import type { DeliveryState, SignedSet } from '../../../preload/contract.ts';
import { clockTime } from './age.ts';

/** Rows of the list of what has happened to something that was signed. */
export function SavedAndSent({ delivery: destinations }: { delivery: SignedSet['delivery'] }) {
  return (
    <>
      <li>
        <Check aria-hidden="true" />
        <div>
          <b>Saved on this station</b>
          <small>Safe even if the power goes now</small>
        </div>
      </li>
      {destinations.length === 0 && (
        <li>
          <Clock aria-hidden="true" />
          <div>
            <b>No chart is set up</b>
            <small>Kept on this station. What is signed after one is set up in Settings is sent.</small>
          </div>
        </li>
      )}
      {destinations.map((delivery) => (
        <li key={delivery.destination}>
          {delivery.state === 'delivered' ? (
            <Check aria-hidden="true" />
          ) : delivery.state === 'rejected' ? (
            <Flag aria-hidden="true" />
          ) : (
            <Send aria-hidden="true" />
          )}
          <div>
            <b>{deliveryWords(delivery.state, delivery.at)}</b>
            <small>{delivery.receipt ?? delivery.destination}</small>
          </div>
        </li>
      ))}
    </>
  );
}

function deliveryWords(state: DeliveryState, at: string): string {
  const words: Record<DeliveryState, string> = {
    reviewed: 'Waiting to be sent',
    queued: 'Waiting to be sent',
    sending: 'Being sent now',
    'retry-wait': 'The chart was busy; it is sent again by itself',
    ambiguous: 'No answer; looking it up before sending again',
    'accepted-pending': 'Accepted, not yet filed',
    rejected: 'The chart refused it: see Outbox',
    delivered: `In the chart, ${clockTime(at, true)}`,
    held: 'Held in the outbox',
    'given-up': 'Given up in the outbox; kept here',
  };
  return words[state];
}
