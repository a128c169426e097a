import { useState } from 'react';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAct } from '../rooming/useAct.tsx';
import { useEscape } from '../rooming/useEscape.ts';
import styles from './settings.module.css';

/** A new PIN, typed twice: one's own, or as an administrator somebody else's. */
export function NewPin({ personId, onDone }: { personId: string; onDone: (saved: boolean) => void }) {
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const { act, busy, refusal } = useAct();
  useEscape(() => onDone(false));
  const isReady = /^\d{6}$/.test(pin) && pin === again;
  const save = () => act(() => call('people.changePin', { personId, pin })).then((done) => done && onDone(true));
  return (
    <form className={styles.newPin} aria-label="New PIN" onSubmit={(event) => event.preventDefault()}>
      <div className={styles.fields}>
        <TextField
          label="New PIN, six digits"
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          value={pin}
          onChange={setPin}
          autoFocus
        />
        <TextField
          label="The same PIN again"
          type="password"
          inputMode="numeric"
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
          problem={again.length >= 6 && again !== pin ? 'The two are not the same yet.' : null}
        />
      </div>
      {refusal}
      <div className={styles.acts}>
        <Button type="submit" isDisabled={busy || !isReady} onPress={() => void save()}>
          Save the PIN
        </Button>
        <Button onPress={() => onDone(false)}>Cancel</Button>
      </div>
    </form>
  );
}
