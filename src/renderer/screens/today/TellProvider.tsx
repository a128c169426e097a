/** One "not yet told" of signing, answered now: whom, how, whether it was read back. Also after the visit was closed. */
import { MessageSquareWarning } from 'lucide-react';
import { useState } from 'react';
import type { NotTold, TodayRow } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { clockTime } from '../rooming/age.ts';
import { useAct } from '../rooming/useAct.tsx';
import { useEscape } from '../rooming/useEscape.ts';
import styles from './today.module.css';

interface TellProviderProps {
  question: NotTold;
  /** Null when the patient is not on today's list. */
  row: TodayRow | null;
}

export function TellProvider({ question, row }: TellProviderProps) {
  const [isOpen, setOpen] = useState(false);
  const whom = question.clinician === '' ? 'the provider' : question.clinician;
  const about = /^\d+\/\d+$/.test(question.about) ? `BP ${question.about}` : question.about;
  const patient = row === null ? 'not on today’s list' : `${row.family.toUpperCase()}, ${row.given}, MRN ends ${row.mrnEnd}`;
  return (
    <li data-open={isOpen ? '' : undefined}>
      <MessageSquareWarning aria-hidden="true" />
      <span>
        <b>
          Tell {whom}: {about}
        </b>
        <small>
          {question.level === 'now' && <b className={styles.now}>Now, in person. </b>}
          {patient} · not told since {clockTime(question.since)}
        </small>
      </span>
      {!isOpen && (
        <Button aria-label={`Told ${whom} about ${about}`} onPress={() => setOpen(true)}>
          Told…
        </Button>
      )}
      {isOpen && <Answer question={question} onDone={() => setOpen(false)} />}
    </li>
  );
}

function Answer({ question, onDone }: { question: NotTold; onDone: () => void }) {
  const [whom, setWhom] = useState<'clinician' | 'other'>(question.clinician === '' ? 'other' : 'clinician');
  const [other, setOther] = useState('');
  const [how, setHow] = useState<'in-person' | 'phone' | null>(null);
  const [readBack, setReadBack] = useState(false);
  const { act, busy, refusal } = useAct();
  useEscape(onDone);
  const name = whom === 'clinician' ? question.clinician : other.trim();
  const save = () => act(() => call('today.tell', { id: question.id, whom: name, how: how!, readBack })).then((done) => done && onDone());
  return (
    <div className={styles.tell} role="group" aria-label={question.words}>
      <p>{question.limitWords}</p>
      <div className={styles.tellChoices}>
        {question.clinician !== '' && (
          <Segmented
            label="Whom"
            value={whom}
            options={[
              { id: 'clinician', label: question.clinician },
              { id: 'other', label: 'Other…' },
            ]}
            onChange={(next) => setWhom(next === 'other' ? 'other' : 'clinician')}
          />
        )}
        <Segmented
          label="How"
          value={how ?? ''}
          options={[
            { id: 'in-person', label: 'In person' },
            { id: 'phone', label: 'Phone' },
          ]}
          onChange={(next) => setHow(next === 'phone' ? 'phone' : 'in-person')}
        />
      </div>
      {whom === 'other' && <TextField label="Who was told" value={other} onChange={setOther} autoFocus />}
      <Tick isSelected={readBack} onChange={setReadBack}>
        They read it back
      </Tick>
      {refusal}
      <div className={styles.match}>
        <Button variant="solid" isDisabled={busy || name === '' || how === null} onPress={() => void save()}>
          {name === '' ? 'Told' : `${name} was told`}
        </Button>
        <Button autoFocus={whom === 'clinician'} onPress={onDone}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
