import { useState } from 'react';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAct } from '../rooming/useAct.tsx';
import { useEscape } from '../rooming/useEscape.ts';
import styles from './settings.module.css';

interface NewPinProps {
  personId: string;
  /** They left, and come back with it. */
  comesBack?: boolean;
  onDone: (saved: boolean) => void;
}

/** A new PIN, typed twice: one's own, or as an administrator somebody else's. */
export function NewPin({ personId, comesBack = false, onDone }: NewPinProps) {
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const { act, busy, refusal } = useAct();
  useEscape(() => onDone(false));
  const isReady = /^\d{6}$/.test(pin) && pin === again;
  const save = () =>
    act(() => call(comesBack ? 'people.reinstate' : 'people.changePin', { personId, pin })).then((done) => done && onDone(true));
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
          {comesBack ? 'Take back with this PIN' : 'Save the PIN'}
        </Button>
        <Button onPress={() => onDone(false)}>Cancel</Button>
      </div>
    </form>
  );
}
