/** One unit on the day's screen: what it is now, what a check would take over, and the one thing to do. */
import { Check, Flag, Pencil } from 'lucide-react';
import { useState } from 'react';
import { initialsOf } from '../../../../../drivers/model/initials.ts';
import type { FridgeCard, FridgeCheck, Person } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { Tick } from '../../../ui/Tick.tsx';
import { clockTime } from '../../rooming/age.ts';
import { useAct } from '../../rooming/useAct.tsx';
import { degreesNumber, degreesWords, inOtherUnit } from '../degrees.ts';
import shared from '../fridges.module.css';
import { noticeWords } from '../notice-words.ts';
import { ageWords, catchUpOf, checkOrder, incidentWords, isOut, isPresent, sinceWords } from './check-order.ts';
import styles from './unit-card.module.css';

interface UnitCardProps {
  card: FridgeCard;
  person: Person;
  isChosen: boolean;
  onChoose: () => void;
  onType: () => void;
  onCorrect: (check: FridgeCheck) => void;
  onIncident: (id: string) => void;
  onChanged: () => void;
}

export function UnitCard({ card, person, isChosen, onChoose, onType, onCorrect, onIncident, onChanged }: UnitCardProps) {
  const { unit, now, since, incident } = card;
  const isFresh = isPresent(now);
  return (
    <article
      className={styles.unit}
      data-chosen={isChosen ? '' : undefined}
      data-incident={incident === null ? undefined : ''}
      aria-label={unit.name}
    >
      <header>
        <h2>
          <button type="button" aria-pressed={isChosen} onClick={onChoose}>
            {unit.name}
          </button>
        </h2>
        {incident === null ? <small>{unit.place}</small> : <Tag kind="ask">Incident open</Tag>}
      </header>
      <p className={styles.now} data-old={isFresh ? undefined : ''}>
        {now === null || now.value === null ? '—' : degreesNumber(now.value)}
        <small>°{unit.basis}</small>
      </p>
      <p className={shared.caption}>
        {now === null ? (
          'No reading yet. Read the logger’s file.'
        ) : (
          <>
            <b>{ageWords(now)}</b>
            {` · ${now.live ? 'live probe' : now.logger}`}
            {now.value !== null && `, ${inOtherUnit(now.value, unit.basis)}`}
          </>
        )}
      </p>
      <div className={styles.extremes}>
        <Extreme label="Lowest" value={since.lowest?.value ?? null} card={card} />
        <Extreme label="Highest" value={since.highest?.value ?? null} card={card} />
      </div>
      <p className={shared.caption}>
        {sinceWords(card)}
        {card.due !== null && (
          <b>{` ${card.due.half === 'AM' ? 'Morning' : 'Afternoon'} check ${card.due.overdue ? 'was due' : 'due'} by ${card.due.by}.`}</b>
        )}
      </p>
      {incident !== null && <p className={styles.stop}>{incidentWords(incident, unit.basis)}</p>}
      <Notices card={card} />
      <Acts card={card} person={person} onType={onType} onCorrect={onCorrect} onIncident={onIncident} onChanged={onChanged} />
    </article>
  );
}

function Extreme({ label, value, card }: { label: string; value: number | null; card: FridgeCard }) {
  const { unit } = card;
  return (
    <span data-out={isOut(value, unit) ? '' : undefined}>
      <small>{label}</small>
      <b>{degreesWords(value, unit.basis)}</b>
    </span>
  );
}

function Notices({ card }: { card: FridgeCard }) {
  const words = card.notices.map(noticeWords).filter(({ asks }) => asks);
  if (words.length === 0) return null;
  return (
    <ul className={styles.notices} aria-label="Notices">
      {words.slice(0, 2).map(({ text }) => (
        <li key={text}>
          <Flag aria-hidden="true" />
          {text}
        </li>
      ))}
      {words.length > 2 && <li>{`${words.length - 2} more under Units and loggers`}</li>}
    </ul>
  );
}

type ActsProps = Pick<UnitCardProps, 'card' | 'person' | 'onType' | 'onCorrect' | 'onIncident' | 'onChanged'>;

function Acts({ card, person, onType, onCorrect, onIncident, onChanged }: ActsProps) {
  const { incident, due, checks } = card;
  const [reset, setReset] = useState(false);
  const { act, busy, refusal } = useAct();
  const order = checkOrder(card, { reset });
  const last = checks.at(-1);
  const confirm = async () => {
    await act(() => call('fridge.check', { ...order!, catchUp: catchUpOf(card) }));
    onChanged();
  };
  const isMade = due === null && last !== undefined;
  return (
    <div className={styles.acts}>
      {refusal}
      {isMade ? (
        <>
          <p className={styles.checked}>
            <Check aria-hidden="true" />
            {`Checked ${clockTime(last.at)} by ${last.initials}`}
          </p>
          <Button onPress={() => onCorrect(last)}>Correct…</Button>
        </>
      ) : order === null ? (
        <Button size="big" onPress={onType}>
          <Pencil aria-hidden="true" />
          Type from the display
        </Button>
      ) : (
        <>
          <Tick isSelected={reset} onChange={setReset}>
            Min/max reset on the logger
          </Tick>
          <span className={styles.confirm}>
            <Button
              variant={incident === null ? 'solid' : 'plain'}
              size={incident === null ? 'big' : 'touch'}
              isDisabled={busy}
              onPress={() => void confirm()}
            >
              {`Confirm as ${initialsOf(person.name)}`}
            </Button>
            <Button size={incident === null ? 'big' : 'touch'} aria-label="Type from the display instead" onPress={onType}>
              <Pencil aria-hidden="true" />
            </Button>
          </span>
        </>
      )}
      {incident !== null && (
        <Button variant="solid" size="big" onPress={() => onIncident(incident.id)}>
          Work the incident
        </Button>
      )}
    </div>
  );
}
