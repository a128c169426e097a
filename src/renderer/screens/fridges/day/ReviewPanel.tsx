/** A span of a unit looked through and signed: its checks with what was corrected, and who reviewed what before. */
import { useEffect, useState } from 'react';
import { initialsOf } from '../../../../../drivers/model/initials.ts';
import type { Day, FridgeCheck, FridgeReview, Person, StorageUnit } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { useEscape } from '../../rooming/useEscape.ts';
import { dayWords, weekdayWords } from '../day-words.ts';
import { degreesNumber } from '../degrees.ts';
import styles from '../fridges.module.css';

interface ReviewPanelProps {
  unit: StorageUnit;
  today: Day;
  person: Person;
  onClose: () => void;
}

function daysBefore(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

export function ReviewPanel({ unit, today, person, onClose }: ReviewPanelProps) {
  const [from, setFrom] = useState(daysBefore(today, 13));
  const [to, setTo] = useState(today);
  const [remark, setRemark] = useState('');
  const [checks, setChecks] = useState<readonly FridgeCheck[] | null>(null);
  const [reviews, setReviews] = useState<readonly FridgeReview[]>([]);
  const { act, busy, refusal } = useAct();
  useEscape(onClose);
  const isSpan = from !== '' && to !== '' && from <= to;
  useEffect(() => {
    call('fridge.reviews', { unitId: unit.id }).then(setReviews, () => undefined);
  }, [unit.id]);
  useEffect(() => {
    if (isSpan) call('fridge.checks', { unitId: unit.id, from, to }).then(setChecks, () => undefined);
  }, [unit.id, from, to, isSpan]);
  const sign = async () => {
    if (await act(async () => setReviews([await call('fridge.review', { unitId: unit.id, from, to, remark }), ...reviews]))) setRemark('');
  };
  return (
    <section className={styles.panel} aria-label={`Review of ${unit.name}`}>
      <header>
        <h2>{`Review of ${unit.name}`}</h2>
      </header>
      <div className={styles.fields}>
        <TextField label="From" type="date" value={from} onChange={setFrom} autoFocus />
        <TextField label="To" type="date" value={to} onChange={setTo} problem={isSpan ? null : 'A day not before the first'} />
        <TextField label="Remark" value={remark} onChange={setRemark} />
      </div>
      {refusal}
      <footer>
        <Button variant="solid" size="big" isDisabled={busy || !isSpan} onPress={() => void sign()}>
          {`Sign review as ${initialsOf(person.name)}`}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          Close
        </Button>
      </footer>
      <h3>Checks of these days</h3>
      {checks !== null && <CheckTable checks={checks} unit={unit} />}
      <h3>Reviews</h3>
      {reviews.length === 0 ? (
        <p className={styles.caption}>Nobody has reviewed this unit yet.</p>
      ) : (
        <ul className={styles.events}>
          {reviews.map((review) => (
            <li key={review.id}>
              <b>{`${dayWords(review.from)} to ${dayWords(review.to)}`}</b>
              <small>{`${review.by}, ${new Date(review.at).toLocaleString('en-US')}${review.remark === '' ? '' : `: ${review.remark}`}`}</small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function CheckTable({ checks, unit }: { checks: readonly FridgeCheck[]; unit: StorageUnit }) {
  if (checks.length === 0) return <p className={styles.caption}>No check was made on these days.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label="Checks">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Half</th>
            <th scope="col">{`Now °${unit.basis}`}</th>
            <th scope="col">Lowest</th>
            <th scope="col">Highest</th>
            <th scope="col">By</th>
            <th scope="col">Remark</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.id}>
              <th scope="row">{weekdayWords(check.date)}</th>
              <td>{check.half}</td>
              <td>
                {degreesNumber(check.current)}
                {check.corrections.map(({ at, was }) => (
                  <s key={at}>{` ${degreesNumber(was.current)}`}</s>
                ))}
              </td>
              <td>{degreesNumber(check.lowest)}</td>
              <td>{degreesNumber(check.highest)}</td>
              <td>{`${check.initials}${check.source === 'logger' ? ', from the logger' : ''}`}</td>
              <td>
                {[check.comment, ...check.corrections.map(({ by, reason }) => `Corrected by ${by}: ${reason}`)].filter(Boolean).join('. ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
