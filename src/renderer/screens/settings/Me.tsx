/** Whoever works here now: their own PIN, and leaving for good. */
import { useState } from 'react';
import type { Person } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { useAct } from '../rooming/useAct.tsx';
import { NewPin } from './NewPin.tsx';
import styles from './settings.module.css';

export function Me({ person }: { person: Person }) {
  const [changing, setChanging] = useState(false);
  const [changed, setChanged] = useState(false);
  const { act, busy, refusal } = useAct();
  return (
    <section className={styles.group}>
      <h2>{person.name}</h2>
      {changing ? (
        <NewPin
          personId={person.id}
          onDone={(saved) => {
            setChanging(false);
            setChanged(saved);
          }}
        />
      ) : (
        <div className={styles.acts}>
          <Button onPress={() => setChanging(true)}>Change my PIN…</Button>
          <Button isDisabled={busy} onPress={() => void act(() => call('people.signOut', null))}>
            Sign out
          </Button>
        </div>
      )}
      {changed && <p role="status">Your PIN was changed.</p>}
      <p className={styles.note}>Signing out leaves an open visit with you; it is on Today when you come back.</p>
      {refusal}
    </section>
  );
}
