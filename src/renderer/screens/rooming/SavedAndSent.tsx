/** After signing: that it is saved, and how far each destination has got. Each is said when it is true. */
import { Check, Clock, Flag, Send } from 'lucide-react';
import type { SignedSet } from '../../../preload/contract.ts';
import { deliveryWords } from '../outbox/delivery-words.ts';

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
