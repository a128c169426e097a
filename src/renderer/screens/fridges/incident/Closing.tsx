/** Signing and closing: dashed until nothing is missing, and saying what is. */
import { useState } from 'react';
import { initialsOf } from '../../../../../drivers/model/initials.ts';
import type { Incident, Person } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import shared from '../fridges.module.css';
import type { Change } from './IncidentScreen.tsx';
import styles from './incident.module.css';
import { missingWords } from './incident-words.ts';

interface ClosingProps {
  incident: Incident;
  person: Person;
  busy: boolean;
  change: Change;
  /** The record above holds words that are not saved. */
  isUnsaved: boolean;
}

export function Closing({ incident, person, busy, change, isUnsaved }: ClosingProps) {
  const { id, missing, minutes, closedAt } = incident;
  const [words, setWords] = useState('');
  if (closedAt !== null)
    return (
      <section id="part-close" aria-label="Sign and close" className={shared.part}>
        <h2>Signed and closed</h2>
        <p>{`${new Date(closedAt).toLocaleString('en-US')}, ${incident.closedBy ?? ''}`}</p>
        <div className={shared.line}>
          <TextField label="Why it is opened again" value={words} onChange={setWords} />
          <Button
            isDisabled={busy || words.trim() === ''}
            onPress={() => void change(() => call('fridge.reopenIncident', { id, reason: words })).then((done) => done && setWords(''))}
          >
            Open again
          </Button>
        </div>
      </section>
    );
  return (
    <section id="part-close" aria-label="Sign and close" className={shared.part}>
      <h2>Sign and close</h2>
      {(missing.length > 0 || isUnsaved) && (
        <ul className={styles.missing}>
          {isUnsaved && <li>What happened is written, not saved: save the record first</li>}
          {missing.map((part) => (
            <li key={part}>{missingWords[part]}</li>
          ))}
        </ul>
      )}
      <TextField label="Closing remark" value={words} onChange={setWords} />
      <div className={shared.line}>
        <Button
          variant="solid"
          size="big"
          isDisabled={busy || isUnsaved || missing.length > 0}
          onPress={() =>
            void change(() => call('fridge.closeIncident', { id, comment: words, shownMinutes: minutes })).then(
              (done) => done && setWords(''),
            )
          }
        >
          {`Sign and close as ${initialsOf(person.name)}`}
        </Button>
      </div>
    </section>
  );
}
