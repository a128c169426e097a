/** A span of a unit: its curve, its checks with what was corrected, who reviewed what; corrected by anybody, signed by whoever answers for it. */
import { useEffect, useState } from 'react';
import { clockSeconds } from '../../../../../drivers/framing/local-time.ts';
import { initialsOf } from '../../../../../drivers/model/initials.ts';
import type { Day, Failure, FridgeCheck, FridgeCurve, FridgeReview, Person, StorageUnit } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Refusal } from '../../../ui/Refusal.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { useEscape } from '../../rooming/useEscape.ts';
import { dayWords, weekdayWords } from '../day-words.ts';
import { degreesNumber } from '../degrees.ts';
import shared from '../fridges.module.css';
import styles from './history.module.css';
import { UnitChart } from './UnitChart.tsx';

interface ReviewPanelProps {
  unit: StorageUnit;
  today: Day;
  person: Person;
  onCorrect: (check: FridgeCheck) => void;
  onClose: () => void;
}

function daysBefore(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

export const reviewers: readonly Person['role'][] = ['coordinator', 'nurse', 'clinician', 'administrator'];

export function ReviewPanel({ unit, today, person, onCorrect, onClose }: ReviewPanelProps) {
  const [chosenFrom, setFrom] = useState<Day | null>(null);
  const [to, setTo] = useState(today);
  const [remark, setRemark] = useState('');
  const [checks, setChecks] = useState<readonly FridgeCheck[] | null>(null);
  const [reviews, setReviews] = useState<readonly FridgeReview[] | null>(null);
  const [curve, setCurve] = useState<FridgeCurve | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { act, busy, refusal } = useAct();
  useEscape(onClose);
  const mayReview = reviewers.includes(person.role);
  // From the day after the last review on.
  const from = chosenFrom ?? afterLast(reviews, today);
  const isSpan = from !== '' && to !== '' && from <= to;
  useEffect(() => {
    call('fridge.reviews', { unitId: unit.id }).then(setReviews, setFailure);
  }, [unit.id]);
  useEffect(() => {
    if (!isSpan) return;
    call('fridge.checks', { unitId: unit.id, from, to }).then(setChecks, setFailure);
    const end = clockSeconds(`${to}T00:00:00`) + 86_400;
    const seconds = end - clockSeconds(`${from}T00:00:00`);
    call('fridge.curve', { unitId: unit.id, seconds, to: end, points: 1200 }).then(setCurve, setFailure);
  }, [unit.id, from, to, isSpan]);
  const sign = async () => {
    if (await act(async () => setReviews([await call('fridge.review', { unitId: unit.id, from, to, remark }), ...(reviews ?? [])])))
      setRemark('');
  };
  return (
    <section className={shared.panel} aria-label={`Checks of ${unit.name}`}>
      <header>
        <h2>{`${mayReview ? 'Review' : 'Checks'} of ${unit.name}`}</h2>
      </header>
      <div className={shared.fields}>
        <TextField label="From" type="date" value={from} onChange={setFrom} autoFocus />
        <TextField label="To" type="date" value={to} onChange={setTo} problem={isSpan ? null : 'A day not before the first'} />
        {mayReview && <TextField label="Remark" value={remark} onChange={setRemark} />}
      </div>
      {refusal}
      {failure !== null && <Refusal failure={failure} />}
      <footer>
        {mayReview && (
          <Button variant="solid" size="big" isDisabled={busy || !isSpan || checks === null} onPress={() => void sign()}>
            {`Sign review as ${initialsOf(person.name)}`}
          </Button>
        )}
        <Button variant="quiet" onPress={onClose}>
          Close
        </Button>
      </footer>
      {curve !== null && (
        <div className={shared.smallChart}>
          <UnitChart curve={curve} cursor={cursor} onCursor={setCursor} />
        </div>
      )}
      <h3>Checks of these days</h3>
      {checks !== null && <CheckTable checks={checks} unit={unit} onCorrect={onCorrect} />}
      <h3>Reviews</h3>
      {reviews === null ? null : reviews.length === 0 ? (
        <p className={shared.caption}>Nobody has reviewed this unit yet.</p>
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

/** Two weeks where nobody has reviewed anything. */
function afterLast(reviews: readonly FridgeReview[] | null, today: Day): Day {
  const last = (reviews ?? [])
    .map(({ to }) => to)
    .sort()
    .at(-1);
  if (last === undefined) return daysBefore(today, 13);
  const next = daysBefore(last, -1);
  return next > today ? today : next;
}

interface CheckTableProps {
  checks: readonly FridgeCheck[];
  unit: StorageUnit;
  onCorrect: (check: FridgeCheck) => void;
}

function CheckTable({ checks, unit, onCorrect }: CheckTableProps) {
  if (checks.length === 0) return <p className={shared.caption}>No check was made on these days.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={shared.scroll} tabIndex={0} aria-label="Checks">
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Half</th>
            <th scope="col">{`Now °${unit.basis}`}</th>
            <th scope="col">Lowest</th>
            <th scope="col">Highest</th>
            <th scope="col">By</th>
            <th scope="col">Remark</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.id}>
              <th scope="row">{weekdayWords(check.date)}</th>
              <td>{check.half}</td>
              {(['current', 'lowest', 'highest'] as const).map((name) => (
                <td key={name}>
                  {degreesNumber(check[name])}
                  {check.corrections.map(({ at, was }, index) =>
                    was[name] === (index === 0 ? check : check.corrections[index - 1]!.was)[name] ? null : (
                      <s key={at}>{` ${degreesNumber(was[name])}`}</s>
                    ),
                  )}
                </td>
              ))}
              <td>{`${check.initials}${check.source === 'logger' ? ', from the logger' : ''}`}</td>
              <td>
                {[check.comment, ...check.corrections.map(({ by, reason }) => `Corrected by ${by}: ${reason}`)].filter(Boolean).join('. ')}
              </td>
              <td>
                <Button variant="quiet" aria-label={`Correct ${weekdayWords(check.date)} ${check.half}`} onPress={() => onCorrect(check)}>
                  Correct…
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
