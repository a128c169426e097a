import type { WaitingWork } from '../../../preload/contract.ts';
import type { Place } from '../../client/usePlace.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './rooming.module.css';

/** Vitals without a visit: readings still arrive, and wait. */
interface NoVisitProps {
  unassigned: WaitingWork['unassigned'];
  onGo: (place: Place) => void;
}

export function NoVisit({ unassigned, onGo }: NoVisitProps) {
  return (
    <section className={styles.noVisit}>
      <h1>Nobody’s visit is open.</h1>
      <p>Open a patient from today’s list. Readings that arrive meanwhile wait as unassigned, and belong to nobody until you say so.</p>
      {unassigned.count > 0 && (
        <p>
          <b>
            {unassigned.count} {unassigned.count === 1 ? 'reading waits' : 'readings wait'}: {unassigned.words.join(', ')}
            {unassigned.count > unassigned.words.length ? ' and more' : ''}.
          </b>{' '}
          Open the patient they were taken from: they stand in the readings inbox there, under Unassigned.
        </p>
      )}
      <Button variant="solid" onPress={() => onGo('today')}>
        Go to today’s list
      </Button>
    </section>
  );
}
