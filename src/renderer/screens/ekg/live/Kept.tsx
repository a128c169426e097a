/** A recording that is kept: what Isoline measured in it, unconfirmed, and where it goes from here. */
import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Ekg, Person, Settings } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { clockTime } from '../../rooming/age.ts';
import roomingStyles from '../../rooming/rooming.module.css';
import { SavedAndSent } from '../../rooming/SavedAndSent.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { formulaNames, missingWords, valueRows, valueWords } from '../review/values.ts';
import styles from './coach.module.css';

interface KeptProps {
  ekg: Ekg;
  person: Person;
  settings: Settings;
  /** Whom it is for. */
  clinician: string | null;
  onSigned: (ekg: Ekg) => void;
  onOpen: (id: string) => void;
  onAgain: () => void;
  onDone: () => void;
}

export function Kept({ ekg, person, settings, clinician, onSigned, onOpen, onAgain, onDone }: KeptProps) {
  const { computed, taken, patient, signed } = ekg;
  const { act, busy, refusal } = useAct();
  const canSign = signed === null && ekg.state === 'waiting' && ekg.endsEarly === null && patient !== null;
  const sign = () =>
    act(async () => {
      if (patient === null) return;
      const shown = { computed: computed?.values ?? null, cart: ekg.cart.values };
      onSigned(await call('ekg.sign', { id: ekg.id, patientId: patient.id, shown, clinician, orderNumber: null }));
    });
  const current = useRef(sign);
  current.current = sign;
  useEffect(() => {
    if (!canSign) return;
    const hear = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void current.current();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [canSign]);
  return (
    <section className={styles.after} aria-label="The recording" data-region="sheet">
      <div role="status">
        <h2>
          <Check aria-hidden="true" /> Kept
        </h2>
        <p className={styles.quietWords}>
          {taken === null
            ? ''
            : `${taken.seconds.toFixed(taken.seconds === Math.round(taken.seconds) ? 0 : 1)} s, taken by ${ekg.takenBy ?? taken.by}, ${clockTime(taken.at, true)}. Saved on this station.`}
        </p>
      </div>
      {computed === null ? (
        <p>Analysis is switched off: nothing was measured.</p>
      ) : (
        <>
          <table className={styles.measured}>
            <caption>Unconfirmed, computed by Isoline</caption>
            <tbody>
              {valueRows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">
                    {row.label}{' '}
                    <small>{row.key === 'qtc' ? `ms, ${formulaNames[settings.ekg.qtcFormula]}` : row.unit === '°' ? '' : row.unit}</small>
                  </th>
                  <td>{valueWords(computed.values[row.key], row)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {missingWords(computed.values, computed.isIrregular).map((words) => (
            <p key={words} className={styles.quietWords}>
              {words}
            </p>
          ))}
        </>
      )}
      {signed !== null && (
        <ol className={roomingStyles.progress} aria-label="What has happened to it">
          <li>
            <Check aria-hidden="true" />
            <div>
              <b>
                Signed by {signed.by}, {clockTime(signed.at, true)}
              </b>
              <small>Unconfirmed: it waits for {clinician ?? 'a clinician'}</small>
            </div>
          </li>
          <SavedAndSent delivery={ekg.delivery} />
        </ol>
      )}
      <div className={styles.acts}>
        {refusal}
        {canSign && (
          <Button variant="solid" size="big" isDisabled={busy} onPress={() => void sign()}>
            Sign as {person.name} <Kbd>Ctrl Enter</Kbd>
          </Button>
        )}
        {ekg.endsEarly !== null && <p className={styles.quietWords}>It ends early: it can be looked at and printed, not signed.</p>}
        <Button isDisabled={busy} onPress={() => onOpen(ekg.id)}>
          Look at it, compare, print
        </Button>
        <div className={styles.two}>
          <Button isDisabled={busy} onPress={onAgain}>
            Record again
          </Button>
          <Button onPress={onDone}>Back to live</Button>
        </div>
      </div>
    </section>
  );
}
