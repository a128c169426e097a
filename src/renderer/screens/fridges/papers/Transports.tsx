/** Vaccine that travelled: what, from where to where, how long and how cold. Cold-chain notes 2.10. */
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { initialsOf } from '../../../../../drivers/model/initials.ts';
import type { TransportOrder, TransportRecord } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { useLive } from '../../../client/live-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Select.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { minutesWords } from '../day/check-order.ts';
import { typedDegrees } from '../day/numbers.ts';
import { dayWords } from '../day-words.ts';
import styles from '../fridges.module.css';

type Text =
  | 'date'
  | 'sender'
  | 'receiver'
  | 'container'
  | 'loggerSerial'
  | 'departed'
  | 'arrived'
  | 'current'
  | 'lowest'
  | 'highest'
  | 'remark';

const labels: Readonly<Record<Text, string>> = {
  date: 'Day',
  sender: 'From',
  receiver: 'To',
  container: 'Container',
  loggerSerial: 'Logger in it',
  departed: 'Departed',
  arrived: 'Arrived',
  current: 'Temperature at the end',
  lowest: 'Lowest on the way',
  highest: 'Highest on the way',
  remark: 'Remark',
};
const types: Readonly<Partial<Record<Text, string>>> = { date: 'date', departed: 'datetime-local', arrived: 'datetime-local' };
const names = Object.keys(labels) as Text[];
const none = Object.fromEntries(names.map((name) => [name, ''])) as Record<Text, string>;

export function Transports({ units }: { units: readonly { id: string; name: string }[] }) {
  const [records, setRecords] = useState<readonly TransportRecord[]>([]);
  const [isWriting, setWriting] = useState(false);
  const reload = useCallback(() => {
    call('fridge.transports', { unitId: null }).then(setRecords, () => undefined);
  }, []);
  useEffect(reload, [reload]);
  const nameOf = (id: string) => units.find((unit) => unit.id === id)?.name ?? '';
  return (
    <section className={styles.part} aria-label="Transports">
      <h2>Transports</h2>
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
                  record.by,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            {record.isTooLong && <Tag kind="ask">Longer than 8 hours</Tag>}
          </li>
        ))}
      </ul>
      {isWriting ? (
        <TransportForm
          units={units}
          onDone={() => {
            setWriting(false);
            reload();
          }}
          onClose={() => setWriting(false)}
        />
      ) : (
        <div className={styles.line}>
          <Button isDisabled={units.length === 0} onPress={() => setWriting(true)}>
            Write down a transport
          </Button>
        </div>
      )}
    </section>
  );
}

interface TransportFormProps {
  units: readonly { id: string; name: string }[];
  onDone: () => void;
  onClose: () => void;
}

function TransportForm({ units, onDone, onClose }: TransportFormProps) {
  const live = useLive();
  const [unitId, setUnitId] = useState(units[0]!.id);
  const [text, setText] = useState<Record<Text, string>>(none);
  const { act, busy, refusal } = useAct();
  const degrees = { current: typedDegrees(text.current), lowest: typedDegrees(text.lowest), highest: typedDegrees(text.highest) };
  const isReadable = Object.values(degrees).every((value) => value !== undefined);
  const canSave = isReadable && text.date !== '' && text.sender.trim() !== '' && text.receiver.trim() !== '';
  const instant = (local: string) => (local === '' ? null : new Date(local).toISOString());
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!canSave) return;
    const { date, sender, receiver, container, loggerSerial, remark } = text;
    const { current, lowest, highest } = degrees as Record<keyof typeof degrees, number | null>;
    const hasLook = current !== null || lowest !== null || highest !== null;
    const at = instant(text.arrived) ?? new Date().toISOString();
    const order: TransportOrder = {
      ...{ id: null, date, unitId, sender, receiver, container, loggerSerial, remark },
      programPin: live.settings?.fridge.programPin ?? '',
      departedAt: instant(text.departed),
      arrivedAt: instant(text.arrived),
      looks: hasLook ? [{ at, current, lowest, highest, initials: initialsOf(live.session.person!.name) }] : [],
      lots: [],
    };
    if (await act(() => call('fridge.writeTransport', order))) onDone();
  };
  return (
    <form className={styles.panel} onSubmit={(event) => void save(event)} aria-label="A transport">
      <div className={styles.fields}>
        <Select
          label="Unit it came from or went to"
          value={unitId}
          options={units.map(({ id, name }) => ({ id, label: name }))}
          onChange={setUnitId}
        />
        {names.map((name) => (
          <TextField
            key={name}
            label={labels[name]}
            type={types[name] ?? 'text'}
            value={text[name]}
            problem={name in degrees && degrees[name as keyof typeof degrees] === undefined ? 'A number like 4.6' : null}
            onChange={(value) => setText({ ...text, [name]: value })}
          />
        ))}
      </div>
      {refusal}
      <footer>
        <Button type="submit" variant="solid" isDisabled={busy || !canSave}>
          Save the transport
        </Button>
        <Button variant="quiet" onPress={onClose}>
          Cancel
        </Button>
      </footer>
    </form>
  );
}
