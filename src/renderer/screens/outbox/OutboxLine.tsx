import { Ban, Check, CircleHelp, Clock, Flag, Inbox, Pause, RefreshCw, Send } from 'lucide-react';
import type { DeliveryState, OutboxRow } from '../../../preload/contract.ts';
import { Row } from '../../ui/RowList.tsx';
import { clockTime } from '../rooming/age.ts';
import { dateOfBirthWords } from '../rooming/identity.ts';
import styles from './outbox.module.css';
import { rowWords, whatWords } from './words.ts';

const pictures: Readonly<Record<DeliveryState, typeof Check>> = {
  reviewed: Clock,
  queued: Clock,
  sending: Send,
  'retry-wait': RefreshCw,
  ambiguous: CircleHelp,
  'accepted-pending': Inbox,
  rejected: Flag,
  delivered: Check,
  held: Pause,
  'given-up': Ban,
};

interface OutboxLineProps {
  row: OutboxRow;
  isChosen: boolean;
  now: number;
  onChoose: () => void;
}

export function OutboxLine({ row, isChosen, now, onChoose }: OutboxLineProps) {
  const Picture = pictures[row.state];
  const { first, second } = rowWords(row, now);
  return (
    <li>
      <Row isChosen={isChosen} className={styles.line} onClick={onChoose}>
        <span>
          <b className={styles.patient}>
            {row.patient.family.toUpperCase()}, {row.patient.given}
          </b>
          <small>Born {dateOfBirthWords(row.patient.dateOfBirth)}</small>
        </span>
        <span>
          {whatWords(row)}
          <small>
            signed {clockTime(row.signedAt)}, {row.signedBy}
          </small>
        </span>
        <span className={`${styles.state} ${row.needsPerson ? styles.ask : ''}`}>
          <Picture aria-hidden="true" />
          <span>
            <b>{first}</b>
            <small>{second}</small>
          </span>
        </span>
      </Row>
    </li>
  );
}
