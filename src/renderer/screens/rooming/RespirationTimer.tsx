/** Counting breaths: 30 s doubled, or a whole minute. The count is the person's; nothing is filled in for them. */
import { useEffect, useState } from 'react';
import type { Rooming } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { TextField } from '../../ui/TextField.tsx';
import entryStyles from './entry.module.css';
import { readNumber } from './QualifierFields.tsx';
import styles from './rooming.module.css';
import { useAct } from './useAct.tsx';
import { useEscape } from './useEscape.ts';

type Span = 30 | 60;

export function RespirationTimer({ rooming, onDone }: { rooming: Rooming; onDone: () => void }) {
  const { visit } = rooming;
  const [span, setSpan] = useState<Span>(visit.ageYears < 1 ? 60 : 30);
  const [startedAt, setStartedAt] = useState<number | null>(null);
  const [now, setNow] = useState(Date.now());
  const [count, setCount] = useState('');
  const { act, busy, refusal } = useAct();
  useEscape(onDone);
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(tick);
  }, []);

  const left = startedAt === null ? span : Math.max(0, Math.ceil(span - (now - startedAt) / 1000));
  const isOver = startedAt !== null && left === 0;
  const breaths = readNumber(count);
  const rate = breaths === null ? null : span === 30 ? breaths * 2 : breaths;
  const take = () =>
    act(() =>
      call('vitals.type', {
        visitId: visit.id,
        key: 'respiratoryRate',
        numbers: [rate!],
        unit: '/min',
        source: isOver ? 'counted' : 'typed',
        qualifiers: { method: isOver ? (span === 30 ? '30 s × 2' : '60 s') : 'not timed' },
        meant: true,
      }),
    ).then((done) => done && onDone());

  return (
    <section className={entryStyles.typeEntry} aria-label="Count respirations">
      <div className={entryStyles.typeHead}>
        <Segmented
          label="Count for"
          value={String(span)}
          options={[
            { id: '30', label: '30 s × 2' },
            { id: '60', label: '60 s' },
          ]}
          onChange={(next) => {
            setSpan(next === '60' ? 60 : 30);
            setStartedAt(null);
          }}
        />
        <b className={entryStyles.breathClock} role="timer">
          {startedAt === null ? `${span} s` : `${left} s`}
        </b>
        <Button autoFocus onPress={() => setStartedAt(Date.now())}>
          {startedAt === null ? 'Start' : 'Start over'}
        </Button>
      </div>
      <TextField label={`Breaths counted in ${span} s`} inputMode="numeric" value={count} onChange={setCount} />
      <p className={styles.hint}>
        {rate === null
          ? 'Count without telling the patient.'
          : `${count} in ${span} s is ${rate} a minute.${isOver ? '' : ' The time was not full: it is kept as typed, not as counted.'}`}
      </p>
      {refusal}
      <div className={entryStyles.typeActs}>
        <Button variant="solid" isDisabled={busy || rate === null} onPress={() => void take()}>
          {rate === null ? 'Take it' : `Take ${rate} /min`}
        </Button>
        <Button onPress={onDone}>Cancel</Button>
      </div>
    </section>
  );
}
