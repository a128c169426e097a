/** A check read off the device's display, and the correction of one: what differs from the logger is asked about, the old value stays. */
import { type FormEvent, useEffect, useState } from 'react';
import { initialsOf } from '../../../../../drivers/model/initials.ts';
import type { CheckValues, FridgeCard, FridgeCheck, Person } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { Tick } from '../../../ui/Tick.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { useEscape } from '../../rooming/useEscape.ts';
import { weekdayWords } from '../day-words.ts';
import { degreesWords } from '../degrees.ts';
import shared from '../fridges.module.css';
import { catchUpOf, halfOf, isPresent, shownOf } from './check-order.ts';
import styles from './day.module.css';
import { fieldOf, typedDegrees } from './numbers.ts';

interface CheckPanelProps {
  card: FridgeCard;
  person: Person;
  /** null: a new check. */
  correcting?: FridgeCheck | null;
  onDone: () => void;
  onClose: () => void;
  /** What the logger says is another by now. */
  onChanged: () => void;
}

type Degrees = 'current' | 'lowest' | 'highest' | 'roomTemperature';

const labels: Readonly<Record<Degrees, string>> = {
  current: 'Now on the display',
  lowest: 'Lowest since the last reset',
  highest: 'Highest since the last reset',
  roomTemperature: 'Room temperature, if you know it',
};
const fields = Object.keys(labels) as Degrees[];
const compared = ['current', 'lowest', 'highest'] as const;

function startOf(card: FridgeCard, check: FridgeCheck | null): Record<Degrees, string> {
  if (check !== null) return Object.fromEntries(fields.map((name) => [name, fieldOf(check[name])])) as Record<Degrees, string>;
  const { lowest, highest } = shownOf(card);
  return {
    current: isPresent(card.now) ? fieldOf(card.now!.value) : '',
    lowest: fieldOf(lowest),
    highest: fieldOf(highest),
    roomTemperature: '',
  };
}

export function CheckPanel({ card, person, correcting = null, onDone, onClose, onChanged }: CheckPanelProps) {
  const { unit } = card;
  const [written, setWritten] = useState<Partial<Record<Degrees, string>>>({});
  // What nobody has typed over stands as the logger says it now: what is signed is what is seen.
  const typed = { ...startOf(card, correcting), ...written };
  const [alarm, setAlarm] = useState(correcting?.alarmSeen == null ? '' : correcting.alarmSeen ? 'yes' : 'no');
  const [reset, setReset] = useState(correcting?.resetDone ?? false);
  const [comment, setComment] = useState(correcting?.comment ?? '');
  const [reason, setReason] = useState('');
  const [takesOver, setTakesOver] = useState(true);
  /** What somebody has said they read, although the logger says otherwise. */
  const [said, setSaid] = useState<Partial<Record<Degrees, number | null>>>({});
  const [sent, setSent] = useState<Partial<Record<Degrees, number | null | undefined>>>({});
  const { act, busy, failure, refusal } = useAct();
  useEscape(onClose);
  const numbers = Object.fromEntries(fields.map((name) => [name, typedDegrees(typed[name])])) as Record<Degrees, number | null | undefined>;
  const isReadable = fields.every((name) => numbers[name] !== undefined);
  const hasSomething = [numbers.current, numbers.lowest, numbers.highest].some((value) => value !== null);
  const isInOrder = numbers.lowest == null || numbers.highest == null || numbers.lowest <= numbers.highest;
  const canSave = isReadable && hasSomething && isInOrder && (correcting === null || reason.trim() !== '');
  const disagrees = failure?.code === 'fridge-disagrees' ? (failure.about ?? '').split(', ') : [];
  // One that was typed anew since is for the station to hold against the logger again.
  const asked = compared.filter((name) => disagrees.includes(name) && numbers[name] === sent[name] && said[name] !== numbers[name]);
  useEffect(() => {
    if (failure?.code === 'fridge-changed') onChanged();
  }, [failure, onChanged]);
  const catchUp = catchUpOf(card);

  async function save(): Promise<void> {
    setSent(numbers);
    const readDifferently = compared.filter((name) => name in said && said[name] === numbers[name]);
    const { current, lowest, highest, roomTemperature } = numbers as Record<Degrees, number | null>;
    const values: CheckValues = {
      ...{ current, lowest, highest, roomTemperature, resetDone: reset, comment },
      alarmSeen: alarm === '' ? null : alarm === 'yes',
    };
    const order = () =>
      correcting === null
        ? call('fridge.check', {
            ...values,
            ...{ unitId: unit.id, half: halfOf(card), source: 'typed', shown: shownOf(card), readDifferently },
            catchUp: takesOver ? catchUp : [],
          })
        : call('fridge.correctCheck', { checkId: correcting.id, values, reason });
    if (await act(order)) onDone();
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave && asked.length === 0) void save();
  };
  const problem = (name: Degrees) => {
    if (numbers[name] === undefined) return 'A number like 4.6';
    return name === 'highest' && !isInOrder ? 'Higher than the lowest, or both the same' : null;
  };
  return (
    <form className={shared.panel} onSubmit={submit}>
      <header>
        <h2>{correcting === null ? `Check of ${unit.name}` : `Correct the check of ${unit.name}`}</h2>
        <p
          className={shared.caption}
        >{`In °${unit.basis}, as it stands on the display. Range ${degreesWords(unit.low, unit.basis)} to ${degreesWords(unit.high, unit.basis)}.`}</p>
      </header>
      <div className={shared.fields}>
        {fields.map((name) => (
          <TextField
            key={name}
            label={labels[name]}
            inputMode="decimal"
            autoFocus={name === 'current'}
            value={typed[name]}
            problem={problem(name)}
            onChange={(value) => setWritten({ ...written, [name]: value })}
          />
        ))}
      </div>
      <div className={shared.line}>
        <span>Alarm sign on the device</span>
        <Segmented
          label="Alarm sign on the device"
          value={alarm}
          options={[
            { id: 'no', label: 'No' },
            { id: 'yes', label: 'Yes' },
          ]}
          onChange={setAlarm}
        />
        <Tick isSelected={reset} onChange={setReset}>
          Min/max reset on the logger
        </Tick>
      </div>
      <TextField label="Remark" value={comment} onChange={setComment} />
      {correcting !== null && (
        <TextField
          label="Why it is corrected"
          value={reason}
          onChange={setReason}
          hint="The older value stays, with your name and the time."
        />
      )}
      {correcting === null && catchUp.length > 0 && (
        <div className={styles.catchUp}>
          <Tick isSelected={takesOver} onChange={setTakesOver}>
            Take over the days nobody was here from the logger
          </Tick>
          <ul>
            {catchUp.map(({ date, lowest, highest }) => (
              <li key={date}>{`${weekdayWords(date)}: ${degreesWords(lowest, unit.basis)} to ${degreesWords(highest, unit.basis)}`}</li>
            ))}
          </ul>
        </div>
      )}
      {failure?.code !== 'fridge-disagrees' && refusal}
      {asked.map((name) => (
        <Disagreement
          key={name}
          card={card}
          name={name}
          typed={numbers[name] ?? null}
          onKeep={() => setSaid({ ...said, [name]: numbers[name] })}
          onLogger={(value) => setWritten({ ...written, [name]: fieldOf(value) })}
        />
      ))}
      <footer>
        <Button type="submit" variant="solid" size="big" isDisabled={busy || !canSave || asked.length > 0}>
          {correcting === null ? `Sign as ${initialsOf(person.name)}` : 'Correct'}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          Cancel
        </Button>
      </footer>
      {!hasSomething && isReadable && <p className={shared.caption}>Read at least one temperature off the display.</p>}
    </form>
  );
}

interface DisagreementProps {
  card: FridgeCard;
  name: Degrees;
  typed: number | null;
  onKeep: () => void;
  onLogger: (value: number) => void;
}

/** "Typed 5.0, logger says 6.2. Which did you read?" */
function Disagreement({ card, name, typed, onKeep, onLogger }: DisagreementProps) {
  const { basis } = card.unit;
  const logged = name === 'current' ? (card.now?.value ?? null) : name === 'lowest' ? shownOf(card).lowest : shownOf(card).highest;
  return (
    <div className={shared.ask} role="alert">
      <p>
        <b>{`Typed ${degreesWords(typed, basis)}, logger says ${degreesWords(logged, basis)}. Which did you read?`}</b>
        <small>{`${labels[name]}. Look once more: both are kept.`}</small>
      </p>
      <Button onPress={onKeep}>{`I read ${degreesWords(typed, basis)}`}</Button>
      {logged !== null && <Button onPress={() => onLogger(logged)}>{`It is ${degreesWords(logged, basis)}`}</Button>}
    </div>
  );
}
