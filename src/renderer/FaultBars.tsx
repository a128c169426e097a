/** Faults of the station: under the banner, each with its reference and one action, until it was seen or is over. */
import type { Failure } from '../preload/contract.ts';
import { endFault } from './client/live-store.ts';
import styles from './frame.module.css';
import { Button } from './ui/Button.tsx';
import { wordsFor } from './words.ts';

export function FaultBars({ faults }: { faults: readonly Failure[] }) {
  return faults.map((fault) => {
    const { what, doThis } = wordsFor(fault);
    return (
      <div key={fault.ref} className={styles.bar} role="alert">
        <p>
          <b>{what}</b> {doThis} <span className={styles.reference}>Reference {fault.ref}</span>
        </p>
        <Button onPress={() => endFault(fault.ref)}>Seen</Button>
      </div>
    );
  });
}
