/** A recording that is kept: what Isoline measured in it, unconfirmed, and where it goes from here. */
import { Check } from 'lucide-react';
import type { Ekg, Person, Settings } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { clockTime } from '../../rooming/age.ts';
import { formulaNames, missingWords, valueRows, valueWords } from '../review/values.ts';
import styles from './coach.module.css';

interface KeptProps {
  ekg: Ekg;
  person: Person;
  settings: Settings;
  busy: boolean;
  onOpen: (id: string) => void;
  onAgain: () => void;
  onDone: () => void;
}

export function Kept({ ekg, person, settings, busy, onOpen, onAgain, onDone }: KeptProps) {
  const { computed, taken } = ekg;
  return (
    <section className={styles.after} aria-label="The recording" data-region="sheet">
      <div role="status">
        <h2>
          <Check aria-hidden="true" /> Kept
        </h2>
        <p className={styles.quietWords}>
          {taken === null
            ? ''
            : `${taken.seconds.toFixed(taken.seconds === Math.round(taken.seconds) ? 0 : 1)} s, taken by ${person.name}, ${clockTime(taken.at, true)}. Saved on this station.`}
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
      <div className={styles.acts}>
        <Button variant="solid" size="big" onPress={() => onOpen(ekg.id)}>
          Check, sign or print
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
