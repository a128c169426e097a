import { HeartPulse, Inbox, Send } from 'lucide-react';
import type { Today, TodayRow } from '../../../preload/contract.ts';
import type { Place } from '../../client/usePlace.ts';
import { Button } from '../../ui/Button.tsx';
import { FridgesWaitingLine, fridgesWait } from './FridgesWaiting.tsx';
import { TellProvider } from './TellProvider.tsx';
import styles from './today.module.css';

interface WaitingWorkProps {
  waiting: Today['waiting'];
  rows: readonly TodayRow[];
  onGo: (place: Place, part?: string) => void;
}

/** What waits for someone, whoever it is. */
export function WaitingWork({ waiting, rows, onGo }: WaitingWorkProps) {
  const { unassigned, outbox, notTold, ekgs, fridges } = waiting;
  const ekgCount = ekgs.toConfirm + ekgs.unmatched;
  // What goes on by itself waits for nobody.
  const needed = outbox.refused + outbox.unanswered;
  const isEmpty = unassigned.count === 0 && needed === 0 && notTold.length === 0 && ekgCount === 0 && !fridgesWait(fridges);
  return (
    <section className={styles.waiting} data-region="waiting" aria-label="Waiting for someone">
      <h2>Waiting for someone</h2>
      {isEmpty && <p className={styles.empty}>Nothing is waiting.</p>}
      <ul>
        {notTold.map((one) => (
          <TellProvider key={one.id} question={one} row={rows.find(({ patientId }) => patientId === one.patientId) ?? null} />
        ))}
        {fridgesWait(fridges) && <FridgesWaitingLine fridges={fridges} onOpen={() => onGo('fridges')} />}
        {unassigned.count > 0 && (
          <li>
            <Inbox aria-hidden="true" />
            <span>
              <b>
                {unassigned.count} unassigned {unassigned.count === 1 ? 'reading' : 'readings'}
              </b>
              <small>{unassigned.words.join(', ')}</small>
            </span>
            <Button onPress={() => onGo('vitals')}>Whose?</Button>
          </li>
        )}
        {ekgCount > 0 && (
          <li>
            <HeartPulse aria-hidden="true" />
            <span>
              <b>
                {ekgs.toConfirm > 0
                  ? `${ekgs.toConfirm} ${ekgs.toConfirm === 1 ? 'EKG' : 'EKGs'} to confirm`
                  : `${ekgs.unmatched} EKG ${ekgs.unmatched === 1 ? 'file' : 'files'} of nobody yet`}
              </b>
              {ekgs.toConfirm > 0 && ekgs.unmatched > 0 && <small>{`${ekgs.unmatched} more to match to a patient`}</small>}
            </span>
            <Button onPress={() => onGo('ekg', 'inbox')}>Open</Button>
          </li>
        )}
        {needed > 0 && (
          <li>
            <Send aria-hidden="true" />
            <span>
              <b>
                {needed} {needed === 1 ? 'result needs' : 'results need'} you
              </b>
              <small>
                {[
                  outbox.refused > 0 ? `${outbox.refused} refused` : '',
                  outbox.unanswered > 0 ? `${outbox.unanswered} without an answer` : '',
                ]
                  .filter(Boolean)
                  .join(', ')}
              </small>
            </span>
            <Button onPress={() => onGo('outbox')}>Open</Button>
          </li>
        )}
      </ul>
    </section>
  );
}
