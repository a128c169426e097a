import type { Place } from '../../client/usePlace.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './rooming.module.css';

/** Vitals without a visit: readings still arrive, and wait. */
export function NoVisit({ onGo }: { onGo: (place: Place) => void }) {
  return (
    <section className={styles.noVisit}>
      <h1>Nobody’s visit is open.</h1>
      <p>Open a patient from today’s list. Readings that arrive meanwhile wait as unassigned, and belong to nobody until you say so.</p>
      <Button variant="solid" onPress={() => onGo('today')}>
        Go to today’s list
      </Button>
    </section>
  );
}
