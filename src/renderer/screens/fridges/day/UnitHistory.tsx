/** A unit's curve over an hour to three years, and beside it what happened as text. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { clockAt } from '../../../../../drivers/framing/local-time.ts';
import type { Failure, FridgeCard, FridgeCurve, FridgeEvent, Person } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Refusal } from '../../../ui/Refusal.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { clockWords } from '../day-words.ts';
import { rangeWords } from '../degrees.ts';
import shared from '../fridges.module.css';
import { eventWords } from './event-words.ts';
import styles from './history.module.css';
import { reviewers } from './ReviewPanel.tsx';
import { pointWords, UnitChart } from './UnitChart.tsx';

interface UnitHistoryProps {
  card: FridgeCard;
  person: Person;
  onIncident: (id: string) => void;
  onReview: () => void;
}

const hour = 3600;
const ranges = [
  { id: '1h', label: '1 h', seconds: hour },
  { id: '32h', label: '32 h', seconds: 32 * hour },
  { id: '7d', label: '7 days', seconds: 7 * 24 * hour },
  { id: 'month', label: 'Month', seconds: 31 * 24 * hour },
  { id: '3y', label: '3 years', seconds: 3 * 366 * 24 * hour },
] as const;
const points = 1200;
/** Of what happened, so many are listed. */
const mostListed = 60;

export function UnitHistory({ card, person, onIncident, onReview }: UnitHistoryProps) {
  const { unit } = card;
  const [range, setRange] = useState<string>('32h');
  const [cursor, setCursor] = useState<number | null>(null);
  /** Up to when; null: the newest. */
  const [to, setTo] = useState<number | null>(null);
  const [count, setCount] = useState(0);
  const { curve, failure } = useCurve(card, { range, to }, count);
  const mayReview = reviewers.includes(person.role);
  return (
    <div className={styles.history}>
      <div className={styles.curveSide}>
        <header>
          <h2>{unit.name}</h2>
          <p className={shared.caption}>{`range ${rangeWords(unit)}`}</p>
          <Segmented
            label="Span"
            value={range}
            options={ranges.map(({ id, label }) => ({ id, label }))}
            onChange={(next) => {
              setRange(next);
              setCursor(null);
              if (next === '3y') setTo(null);
            }}
          />
          {curve !== null && (
            <span className={styles.turning}>
              <Button
                aria-label="Earlier"
                isDisabled={curve.first === null || curve.from <= curve.first}
                onPress={() => {
                  setCursor(null);
                  setTo(curve.from);
                }}
              >
                <ChevronLeft aria-hidden="true" />
              </Button>
              <Button
                aria-label="Later"
                isDisabled={to === null}
                onPress={() => {
                  setCursor(null);
                  const next = curve.to + (curve.to - curve.from);
                  setTo(curve.last === null || next > curve.last ? null : next);
                }}
              >
                <ChevronRight aria-hidden="true" />
              </Button>
            </span>
          )}
        </header>
        {failure !== null && <Refusal failure={failure} />}
        {curve !== null && <UnitChart curve={curve} cursor={cursor} onCursor={setCursor} />}
        <p className={styles.reading} role="status">
          {curve === null ? '' : cursor === null ? 'Arrow keys on the picture read it point by point.' : readingAt(curve, cursor)}
        </p>
      </div>
      <aside className={styles.happened} aria-label="What happened">
        <header>
          <h2>What happened</h2>
          <Button variant="quiet" onPress={onReview}>
            {mayReview ? 'Review…' : 'Checks…'}
          </Button>
        </header>
        {curve !== null && (
          <Happened
            curve={curve}
            onIncident={onIncident}
            onShow={(from) => {
              setRange('32h');
              setCursor(null);
              setTo(from + 20 * hour);
            }}
          />
        )}
        {curve !== null && <Remark curve={curve} cursor={cursor} onWritten={() => setCount(count + 1)} />}
      </aside>
    </div>
  );
}

/** Read anew when the unit's newest reading, its checks or its incident change. */
function useCurve(
  card: FridgeCard,
  { range, to }: { range: string; to: number | null },
  count: number,
): { curve: FridgeCurve | null; failure: Failure | null } {
  const [curve, setCurve] = useState<FridgeCurve | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { unit, now, checks, incident } = card;
  const state = JSON.stringify([unit, now?.at, checks, incident, count]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `state` stands for all that makes the curve another one.
  useEffect(() => {
    let isHere = true;
    const { seconds } = ranges.find(({ id }) => id === range)!;
    call('fridge.curve', { unitId: unit.id, seconds, to, points }).then(
      (is) => {
        if (!isHere) return;
        setCurve(is);
        setFailure(null);
      },
      (thrown: Failure) => isHere && setFailure(thrown),
    );
    return () => {
      isHere = false;
    };
  }, [unit.id, range, to, state]);
  return { curve, failure };
}

function readingAt(curve: FridgeCurve, cursor: number): string {
  for (const { at, low, high } of curve.runs) {
    const index = at.indexOf(cursor);
    if (index >= 0) return pointWords({ at: cursor, low: low[index]!, high: high[index]! }, curve);
  }
  return '';
}

interface HappenedProps {
  curve: FridgeCurve;
  onIncident: (id: string) => void;
  /** The curve around a moment. */
  onShow: (from: number) => void;
}

function Happened({ curve, onIncident, onShow }: HappenedProps) {
  if (curve.events.length === 0) return <p className={shared.caption}>Nothing in this span: no excursion, no gap, no check.</p>;
  return (
    <ul className={styles.events}>
      {curve.events.slice(0, mostListed).map((event, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two things may happen to a unit at once, and the list is only ever shown whole.
        <li key={index}>
          <Happening event={event} curve={curve} onIncident={onIncident} onShow={onShow} />
        </li>
      ))}
      {curve.events.length > mostListed && <li>{`${curve.events.length - mostListed} more: choose a shorter span.`}</li>}
    </ul>
  );
}

function Happening({ event, curve, onIncident, onShow }: HappenedProps & { event: FridgeEvent }) {
  const { title, line, asks } = eventWords(event, curve.unit);
  return (
    <>
      <b data-asks={asks ? '' : undefined}>{title}</b>
      <small>{line}</small>
      {event.what === 'excursion' && (
        <span className={shared.line}>
          <Button variant="quiet" onPress={() => onIncident(event.incident.id)}>
            {`Incident ${event.incident.number}${event.incident.open ? ', open' : ', closed'}`}
          </Button>
          {curve.to - curve.from > 48 * hour && (
            <Button variant="quiet" onPress={() => onShow(event.from)}>
              Show
            </Button>
          )}
        </span>
      )}
    </>
  );
}

/** A door left open, a defrost: at the cursor, or now. */
function Remark({ curve, cursor, onWritten }: { curve: FridgeCurve; cursor: number | null; onWritten: () => void }) {
  const [text, setText] = useState('');
  const { act, busy, refusal } = useAct();
  const at = cursor ?? curve.now ?? curve.last;
  if (at === null) return null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    if (await act(() => call('fridge.note', { unitId: curve.unit.id, at: clockAt(at)!, text }))) {
      setText('');
      onWritten();
    }
  };
  return (
    <form className={styles.remark} onSubmit={(event) => void save(event)}>
      <TextField label={`Remark at ${clockWords(clockAt(at)!)}`} value={text} onChange={setText} />
      <Button type="submit" isDisabled={busy || text.trim() === ''}>
        Write it down
      </Button>
      {refusal}
    </form>
  );
}
