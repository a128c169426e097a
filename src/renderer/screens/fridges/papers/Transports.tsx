/** Vaccine that travelled: what, from where to where, how long and how cold. Cold-chain notes 2.10. */
import { useCallback, useEffect, useState } from 'react';
import type { TransportRecord } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { minutesWords } from '../day/check-order.ts';
import { dayWords } from '../day-words.ts';
import styles from '../fridges.module.css';
import { count } from '../notice-words.ts';
import { TransportForm } from './TransportForm.tsx';

export function Transports({ units }: { units: readonly { id: string; name: string }[] }) {
  const [records, setRecords] = useState<readonly TransportRecord[]>([]);
  /** null: nothing is being written; 'new': a new one. */
  const [writing, setWriting] = useState<TransportRecord | 'new' | null>(null);
  const reload = useCallback(() => {
    call('fridge.transports', { unitId: null }).then(setRecords, () => undefined);
  }, []);
  useEffect(reload, [reload]);
  const nameOf = (id: string) => units.find((unit) => unit.id === id)?.name ?? '';
  return (
    <section className={styles.part} aria-label="Transports">
      <h2>Transports</h2>
      {records.length === 0 && writing === null && <p className={styles.caption}>None is written down.</p>}
      <ul className={styles.rows}>
        {records.map((record) => (
          <li key={record.id}>
            <span>
              <b>{`${dayWords(record.date)}: ${record.sender} to ${record.receiver}`}</b>
              <small>
                {[
                  nameOf(record.unitId),
                  record.container,
                  record.minutes === null ? 'duration not known' : minutesWords(record.minutes),
                  count(record.lots.length, 'lot'),
                  count(record.looks.length, 'reading'),
                  record.by,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            {record.isTooLong && <Tag kind="ask">Longer than 8 hours</Tag>}
            {writing === null && (
              <Button
                variant="quiet"
                aria-label={`Correct the transport of ${dayWords(record.date)} to ${record.receiver}`}
                onPress={() => setWriting(record)}
              >
                Correct…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {writing === null ? (
        <div className={styles.line}>
          <Button isDisabled={units.length === 0} onPress={() => setWriting('new')}>
            Write down a transport
          </Button>
        </div>
      ) : (
        <TransportForm
          units={units}
          record={writing === 'new' ? null : writing}
          onDone={() => {
            setWriting(null);
            reload();
          }}
          onClose={() => setWriting(null)}
        />
      )}
    </section>
  );
}
