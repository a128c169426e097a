import { useEffect, useState } from 'react';
import type { Person, Role } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAct } from '../rooming/useAct.tsx';
import { NewPin } from './NewPin.tsx';
import styles from './settings.module.css';

const roles: readonly { id: Role; label: string }[] = [
  { id: 'assistant', label: 'Medical assistant' },
  { id: 'nurse', label: 'Registered nurse' },
  { id: 'clinician', label: 'Clinician' },
  { id: 'coordinator', label: 'Vaccine coordinator' },
  { id: 'administrator', label: 'Administrator' },
];

/** Who may work here. */
export function People({ me, canChange }: { me: string; canChange: boolean }) {
  const [renewing, setRenewing] = useState<string | null>(null);
  const [people, setPeople] = useState<Person[]>([]);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('assistant');
  const [pin, setPin] = useState('');
  const { act, busy, refusal } = useAct();
  useEffect(() => {
    call('people.list', null).then(setPeople, () => undefined);
  }, []);
  const add = () =>
    act(async () => {
      await call('people.add', { name: name.trim(), role, pin });
      setPeople(await call('people.list', null));
      setName('');
      setPin('');
    });
  return (
    <section className={styles.group}>
      <h2>People</h2>
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.id}>
            <b>{person.name}</b> <span>{roles.find(({ id }) => id === person.role)?.label}</span>
            {canChange && person.id !== me && renewing !== person.id && (
              <Button onPress={() => setRenewing(person.id)} aria-label={`New PIN for ${person.name}`}>
                New PIN…
              </Button>
            )}
            {renewing === person.id && <NewPin personId={person.id} onDone={() => setRenewing(null)} />}
          </li>
        ))}
      </ul>
      {canChange && (
        <>
          <div className={styles.fields}>
            <TextField label="Name" value={name} onChange={setName} />
            <Select label="Role" value={role} options={roles} onChange={(next) => setRole(next as Role)} />
            <TextField label="First PIN, six digits" type="password" inputMode="numeric" value={pin} onChange={setPin} />
          </div>
          {refusal}
          <Button isDisabled={busy || name.trim() === '' || !/^\d{6}$/.test(pin)} onPress={() => void add()}>
            Add
          </Button>
        </>
      )}
    </section>
  );
}
