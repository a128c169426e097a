/** Who signed a tracing, and how far it has got: each said when it is true. */
import { Check, Flag, Send } from 'lucide-react';
import type { Ekg } from '../../../../preload/contract.ts';
import { deliveryWords } from '../../outbox/delivery-words.ts';
import styles from './measured.module.css';
import { whenWords } from './words.ts';

export function Signed({ ekg: { signed, delivery }, now }: { ekg: Ekg; now: number }) {
  if (signed === null && delivery.length === 0) return null;
  return (
    <ul className={styles.progress} aria-label="What has happened to it">
      {signed !== null && (
        <li>
          <Check aria-hidden="true" />
          <span>{`Signed by ${signed.by}, ${whenWords(signed.at, now)}`}</span>
        </li>
      )}
      {delivery.map(({ destination, state, at, receipt }) => (
        <li key={destination} title={receipt ?? undefined}>
          {state === 'delivered' ? (
            <Check aria-hidden="true" />
          ) : state === 'rejected' ? (
            <Flag aria-hidden="true" />
          ) : (
            <Send aria-hidden="true" />
          )}
          <span>{destination.startsWith('the folder') && state === 'delivered' ? `In ${destination}` : deliveryWords(state, at)}</span>
        </li>
      ))}
    </ul>
  );
}
