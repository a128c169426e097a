import { Flag } from 'lucide-react';
import type { Failure } from '../../preload/contract.ts';
import { wordsFor } from '../words.ts';
import styles from './ui.module.css';

/** Why an order was refused, beside the button that gave it: what happened, then what to do. */
interface RefusalProps {
  failure: Failure;
  /** Whom it is about, where a name helps. */
  whose?: string;
}

export function Refusal({ failure, whose }: RefusalProps) {
  const { what, doThis } = wordsFor(failure, whose);
  return (
    <div className={styles.refusal} role="alert">
      <Flag aria-hidden="true" />
      <p>
        <b>{what}</b> {doThis}
        {failure.code === 'unexpected' && <small> Reference {failure.ref}</small>}
      </p>
    </div>
  );
}
