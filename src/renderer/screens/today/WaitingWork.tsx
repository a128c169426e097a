import { HeartPulse, Inbox, MessageSquareWarning, Send } from 'lucide-react';
import type { Today } from '../../../preload/contract.ts';
import type { Place } from '../../client/usePlace.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './today.module.css';

interface WaitingWorkProps {
  waiting: Today['waiting'];
  onGo: (place: Place, part?: string) => void;
  onOpen: (visitId: string) => void;
}

/** What waits for someone, whoever it is. */
export function WaitingWork({ waiting, onGo, onOpen }: WaitingWorkProps) {
  const { unassigned, outbox, notTold, ekgs } = waiting;
  const ekgCount = ekgs.toConfirm + ekgs.unmatched;
  const isEmpty = unassigned.count === 0 && outbox.count === 0 && notTold.length === 0 && ekgCount === 0;
  return (
    <section className={styles.waiting} data-region="waiting" aria-label="Waiting for someone">
      <h2>Waiting for someone</h2>
      {isEmpty && <p className={styles.empty}>Nothing is waiting.</p>}
      <ul>
        {notTold.map((one) => (
          <li key={one.visitId + one.words}>
            <MessageSquareWarning aria-hidden="true" />
            <span>
              <b>Not told yet</b>
              <small>{one.words}</small>
            </span>
            <Button onPress={() => onOpen(one.visitId)}>Open</Button>
          </li>
        ))}
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
        {outbox.count > 0 && (
          <li>
            <Send aria-hidden="true" />
            <span>
              <b>
                {outbox.count} {outbox.count === 1 ? 'result needs' : 'results need'} you
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
