/** One result: why it is where it is, what it holds, what happened when, and what can be done. */
import { useEffect, useState } from 'react';
import type { OutboxItem, OutboxRow } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { BackButton } from '../../ui/BackButton.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { clockTime } from '../rooming/age.ts';
import { dateOfBirthWords, mrnWords } from '../rooming/identity.ts';
import { useAct } from '../rooming/useAct.tsx';
import styles from './outbox.module.css';
import { SamePatient } from './SamePatient.tsx';
import { eventWords, reasonWords, rowWords } from './words.ts';

interface OutboxDetailProps {
  row: OutboxRow;
  now: number;
  onBack: () => void;
}

export function OutboxDetail({ row, now, onBack }: OutboxDetailProps) {
  const [item, setItem] = useState<OutboxItem | null>(null);
  const [givingUp, setGivingUp] = useState(false);
  const [reason, setReason] = useState('');
  const { act, busy, refusal } = useAct();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the item is read again whenever its row has moved on.
  useEffect(() => {
    let wanted = true;
    call('outbox.item', { id: row.id })
      .then((found) => wanted && setItem(found))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [row.id, row.state, row.stateSince, row.attempts]);
  const isOpen = row.state !== 'delivered' && row.state !== 'given-up';
  const order = (name: 'outbox.sendAgain' | 'outbox.hold') => act(() => call(name, { id: row.id }).then(setItem));
  const why = reasonWords(row);
  return (
    <aside className={styles.detail} data-region="detail" aria-label="The chosen result">
      <BackButton onPress={onBack} />
      <div>
        <h2>
          {row.patient.family.toUpperCase()}, {row.patient.given}
        </h2>
        <p className={styles.small}>
          Born {dateOfBirthWords(row.patient.dateOfBirth)} · MRN {mrnWords(row.patient.mrn)}
        </p>
      </div>
      {row.needsPerson && (
        <div className={styles.askBox} role="note">
          <h3>{rowWords(row, now).first}.</h3>
          <p>{why} Nothing is lost here.</p>
        </div>
      )}
      {item?.differs != null && <SamePatient id={row.id} differs={item.differs} onDecided={setItem} />}
      <dl className={styles.about}>
        <dt>Contains</dt>
        <dd>{item?.contents.join(', ') ?? row.words}</dd>
        <dt>To</dt>
        <dd>{row.destination}</dd>
        <dt>Name there</dt>
        <dd className={styles.mono}>{item?.nameThere ?? ''}</dd>
      </dl>
      <ol className={styles.history}>
        {(item?.history ?? []).map((event) => (
          <li key={`${event.at} ${event.event} ${event.detail}`}>
            <span>{clockTime(event.at, true)}</span>
            <span>
              {eventWords(event.event, event.detail)}
              {event.quote !== null && <q>{event.quote}</q>}
            </span>
          </li>
        ))}
      </ol>
      {refusal}
      {isOpen && (
        <div className={styles.acts}>
          <Button
            variant={item?.differs == null ? 'solid' : 'plain'}
            size="big"
            isDisabled={busy || row.state === 'sending'}
            onPress={() => void order('outbox.sendAgain')}
          >
            {row.state === 'held' ? 'Release and send' : 'Send again'}
          </Button>
          <div className={styles.two}>
            <Button isDisabled={busy || row.state === 'sending' || row.state === 'held'} onPress={() => void order('outbox.hold')}>
              Hold
            </Button>
            <Button isDisabled={busy || row.state === 'sending'} onPress={() => setGivingUp(!givingUp)}>
              Give up, with reason
            </Button>
          </div>
          {givingUp && (
            <>
              <TextField label="Why is it given up?" value={reason} onChange={setReason} autoFocus />
              <Button
                isDisabled={busy || reason.trim() === ''}
                onPress={() => void act(() => call('outbox.giveUp', { id: row.id, reason: reason.trim() }).then(setItem))}
              >
                Give it up; keep it here
              </Button>
            </>
          )}
        </div>
      )}
    </aside>
  );
}
