/** Vitals without a visit: readings still arrive, and wait. Whose they are is said once a patient is open; that they are nobody's, at once. */
import { useCallback, useEffect, useState } from 'react';
import type { Measurement, WaitingWork } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import type { Place } from '../../client/usePlace.ts';
import { Button } from '../../ui/Button.tsx';
import { Look } from './Look.tsx';
import styles from './rooming.module.css';
import { Tray } from './Tray.tsx';

interface NoVisitProps {
  /** As the station last told it; null until it has. */
  unassigned: WaitingWork['unassigned'] | null;
  onGo: (place: Place) => void;
}

export function NoVisit({ unassigned, onGo }: NoVisitProps) {
  const readings = useWaiting(unassigned);
  const [looking, setLooking] = useState<Measurement | null>(null);
  const close = useCallback(() => setLooking(null), []);
  return (
    <section className={styles.noVisit}>
      <h1>Nobody’s visit is open.</h1>
      <p>Open a patient from today’s list. Readings that arrive meanwhile wait as unassigned, and belong to nobody until you say so.</p>
      <Button variant="solid" onPress={() => onGo('today')}>
        Go to today’s list
      </Button>
      {readings.length > 0 && (
        <div className={styles.noVisitTray}>
          <h2>{`${readings.length} ${readings.length === 1 ? 'reading waits' : 'readings wait'}`}</h2>
          <p>Open the patient they were taken from: they stand in the readings inbox there. What is nobody’s can be put away here.</p>
          <Tray
            title="Unassigned"
            about="nobody was open"
            empty="Nothing is waiting."
            verb="Look"
            readings={readings}
            onPick={setLooking}
            openedAt={null}
            isWhole
          />
          {looking !== null && <Look key={looking.id} measurement={looking} visit={null} onClose={close} />}
        </div>
      )}
    </section>
  );
}

/** Asked anew whenever the station tells what waits. */
function useWaiting(told: WaitingWork['unassigned'] | null): readonly Measurement[] {
  const [readings, setReadings] = useState<readonly Measurement[]>([]);
  useEffect(() => {
    if (told === null) return;
    let wanted = true;
    call('vitals.waiting', null).then(
      (found) => wanted && setReadings(found),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [told]);
  return readings;
}
