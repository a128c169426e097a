import { useCallback, useEffect, useState } from 'react';
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

type Asking = { personId: string; what: 'pin' | 'leave' | 'back' } | null;

/** Who may work here. */
export function People({ me, canChange }: { me: string; canChange: boolean }) {
  const [asking, setAsking] = useState<Asking>(null);
  const [people, setPeople] = useState<Person[]>([]);
  const [former, setFormer] = useState<Pick<Person, 'id' | 'name' | 'role'>[]>([]);
  const { act, busy, refusal } = useAct();
  const reload = useCallback(async () => {
    setPeople(await call('people.list', null));
    if (canChange) setFormer(await call('people.former', null));
  }, [canChange]);
  useEffect(() => void reload().catch(() => undefined), [reload]);
  const done = () => {
    setAsking(null);
    void reload().catch(() => undefined);
  };
  const isAsking = (personId: string, what: NonNullable<Asking>['what']) => asking?.personId === personId && asking.what === what;
  return (
    <section className={styles.group} aria-label="People">
      <h2>People</h2>
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.id}>
            <b>{person.name}</b> <span>{roleWords(person.role)}</span>
            {canChange && person.id !== me && asking?.personId !== person.id && (
              <div className={styles.acts}>
                <Button onPress={() => setAsking({ personId: person.id, what: 'pin' })} aria-label={`New PIN for ${person.name}`}>
                  New PIN…
                </Button>
                <Button
                  variant="quiet"
                  onPress={() => setAsking({ personId: person.id, what: 'leave' })}
                  aria-label={`${person.name} leaves`}
                >
                  Leaves…
                </Button>
              </div>
            )}
            {isAsking(person.id, 'pin') && <NewPin personId={person.id} onDone={done} />}
            {isAsking(person.id, 'leave') && (
              <Leaves
                person={person}
                busy={busy}
                onLeave={() => void act(() => call('people.retire', { personId: person.id })).then((left) => left && done())}
                onStay={() => setAsking(null)}
              />
            )}
          </li>
        ))}
      </ul>
      {refusal}
      {canChange && <AddPerson onAdded={done} />}
      {former.length > 0 && (
        <>
          <h3>Left</h3>
          <ul className={styles.people}>
            {former.map(({ id, name, role }) => (
              <li key={id}>
                <b>{name}</b> <span>{roleWords(role)}</span>
                {isAsking(id, 'back') ? (
                  <NewPin personId={id} comesBack onDone={done} />
                ) : (
                  <Button onPress={() => setAsking({ personId: id, what: 'back' })} aria-label={`Take ${name} back`}>
                    Take back…
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function roleWords(role: Role): string | undefined {
  return roles.find(({ id }) => id === role)?.label;
}

interface LeavesProps {
  person: Person;
  busy: boolean;
  onLeave: () => void;
  onStay: () => void;
}

function Leaves({ person, busy, onLeave, onStay }: LeavesProps) {
  const visit =
    person.visitOpenIn === null ? '' : ` The visit that is open in ${person.visitOpenIn || 'their room'} can be taken over on Today.`;
  return (
    <div className={styles.newPin} role="group" aria-label={`${person.name} leaves`}>
      <p className={styles.note}>{`They sign in no more. What they signed stays theirs, and so does the name.${visit}`}</p>
      <div className={styles.acts}>
        <Button isDisabled={busy} onPress={onLeave}>
          Take off the list
        </Button>
        <Button onPress={onStay}>Cancel</Button>
      </div>
    </div>
  );
}

function AddPerson({ onAdded }: { onAdded: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('assistant');
  const [pin, setPin] = useState('');
  const { act, busy, refusal } = useAct();
  const add = () =>
    act(async () => {
      await call('people.add', { name: name.trim(), role, pin });
      setName('');
      setPin('');
      onAdded();
    });
  return (
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
  );
}
