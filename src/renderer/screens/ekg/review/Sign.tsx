/** Whoever took or matched a tracing signs it; from then on it is on its way to the chart, unconfirmed. */
import { useCallback, useEffect } from 'react';
import type { Ekg, Person } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import styles from './measured.module.css';

interface SignProps {
  ekg: Ekg;
  person: Person;
  onChanged: (ekg: Ekg) => void;
}

/** Whether it is there to be signed, and not by the clinician: she confirms it. */
export function canSign({ state, signed, endsEarly }: Ekg, { role }: Person): boolean {
  return state === 'waiting' && signed === null && endsEarly === null && role !== 'clinician';
}

export function Sign({ ekg, person, onChanged }: SignProps) {
  const { act, busy, refusal } = useAct();
  const { id, patient, computed, cart } = ekg;
  const sign = useCallback(
    () =>
      act(async () => {
        const shown = { computed: computed?.values ?? null, cart: cart.values };
        onChanged(await call('ekg.sign', { id, patientId: patient?.id ?? '', shown, clinician: null, orderNumber: null }));
      }),
    [act, id, patient, computed, cart, onChanged],
  );
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      // Before the button that has the focus takes the key for its own.
      event.stopPropagation();
      void sign();
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, [sign]);
  return (
    <>
      {refusal}
      <Button variant="solid" size="big" isDisabled={busy} onPress={() => void sign()}>
        Sign as {person.name} <Kbd>Ctrl Enter</Kbd>
      </Button>
      <p className={styles.promise}>Signed, it goes out as unconfirmed. A clinician confirms the values.</p>
    </>
  );
}
