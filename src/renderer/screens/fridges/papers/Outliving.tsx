/** What is older than the clinic keeps it: counted, and put away for good only by an administrator who writes the unit's name. */
import { useEffect, useState } from 'react';
import type { Outlived, Person } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { dayWords } from '../day-words.ts';
import styles from '../fridges.module.css';

export function Outliving({ person }: { person: Person }) {
  const [rows, setRows] = useState<readonly Outlived[]>([]);
  const [chosen, setChosen] = useState<Outlived | null>(null);
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const { act, busy, refusal } = useAct();
  useEffect(() => {
    call('fridge.outlived', null).then(setRows, () => undefined);
  }, []);
  const purge = async () => {
    const { unitId, before } = chosen!;
    if (await act(async () => setRows(await call('fridge.purge', { unitId, before, typedName: name, reason })))) {
      setChosen(null);
      setName('');
      setReason('');
    }
  };
  return (
    <section className={styles.part} aria-label="Older than it is kept">
      <h2>Older than it is kept</h2>
      {rows.length === 0 && <p className={styles.caption}>Nothing is older than the clinic keeps it.</p>}
      <ul className={styles.rows}>
        {rows.map((row) => (
          <li key={row.unitId}>
            <span>
              <b>{row.unitName}</b>
              <small>{`${row.readings.toLocaleString('en-US')} readings in ${row.files} files before ${dayWords(row.before)}`}</small>
            </span>
            {person.role === 'administrator' && <Button onPress={() => setChosen(row)}>Put away for good…</Button>}
          </li>
        ))}
      </ul>
      {chosen !== null && (
        <div className={styles.ask}>
          <p>
            <b>{`The readings and files of ${chosen.unitName} before ${dayWords(chosen.before)} will be gone.`}</b>
            <small>Checks, reviews and incidents stay. This cannot be undone.</small>
          </p>
          <TextField label={`Write ${chosen.unitName} to say so`} value={name} onChange={setName} autoFocus />
          <TextField label="Reason" value={reason} onChange={setReason} />
          <Button isDisabled={busy || name.trim() === '' || reason.trim() === ''} onPress={() => void purge()}>
            Put away for good
          </Button>
          <Button variant="quiet" onPress={() => setChosen(null)}>
            Keep them
          </Button>
        </div>
      )}
      {refusal}
    </section>
  );
}
