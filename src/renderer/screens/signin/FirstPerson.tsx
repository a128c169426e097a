/** The first person of a new station: a name and a PIN, and they become its administrator. */
import { useState } from 'react';
import type { StationFacts } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Wordmark } from '../../ui/Mark.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAct } from '../rooming/useAct.tsx';
import styles from './signin.module.css';

export function FirstPerson({ station }: { station: StationFacts }) {
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const { act, busy, refusal } = useAct();
  const isReady = name.trim() !== '' && /^\d{6}$/.test(pin) && pin === again;
  const save = () =>
    act(async () => {
      const person = await call('people.add', { name: name.trim(), role: 'administrator', pin });
      await call('people.signIn', { personId: person.id, pin });
    });
  return (
    <main className={styles.single}>
      <div className={styles.brand}>
        <Wordmark />
        <span />
      </div>
      <h1>Who sets up this station?</h1>
      <p className={styles.place}>{station.demo ? 'Demo' : 'You become its administrator. Everyone else can be added in Settings.'}</p>
      <div className={styles.form}>
        <TextField label="Your name" value={name} onChange={setName} autoFocus autoComplete="name" />
        <TextField
          label="PIN, six digits"
          type="password"
          inputMode="numeric"
          value={pin}
          onChange={setPin}
          hint="No row like 123456 and no repetition."
        />
        <TextField
          label="The same PIN again"
          type="password"
          inputMode="numeric"
          value={again}
          onChange={setAgain}
          problem={again.length >= 6 && again !== pin ? 'The two are not the same yet.' : null}
        />
        {refusal}
        <Button variant="solid" size="big" isDisabled={busy || !isReady} onPress={() => void save()}>
          Begin
        </Button>
      </div>
    </main>
  );
}
