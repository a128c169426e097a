/** Correct or withdraw a signed value, with a reason. The old one stays visible, here and in the chart. */
import { useState } from 'react';
import type { CorrectVitals, Rooming, SignedValue } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import entryStyles from './entry.module.css';
import { readNumber } from './QualifierFields.tsx';
import styles from './rooming.module.css';
import { keyWords, shownNumber, shownUnit } from './shown.ts';
import { useAct } from './useAct.tsx';
import { useEscape } from './useEscape.ts';

export function Correct({ rooming, value, onDone }: { rooming: Rooming; value: SignedValue; onDone: () => void }) {
  const [id, setId] = useState(value.id);
  const [change, setChange] = useState<CorrectVitals['change']>('correct');
  const [texts, setTexts] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const { act, busy, refusal } = useAct();
  useEscape(onDone);
  const choices = rooming.signed.flatMap((set) => set.values.filter((one) => one.replacedBy === null && one.status !== 'withdrawn'));
  const chosen = choices.find((one) => one.id === id) ?? value;
  const isPressure = chosen.measurement.kind === 'bloodPressure';
  const fields = isPressure ? ['Systolic', 'Diastolic'] : ['New value'];
  const numbers = fields.map((_, index) => readNumber(texts[index] ?? ''));
  const first = chosen.measurement.values[0];
  const unit = first?.sent?.unit ?? first?.unit ?? null;
  const ready = reason.trim() !== '' && (change !== 'correct' || numbers.every((number) => number !== null));
  const save = () =>
    act(() =>
      call('vitals.correct', {
        visitId: rooming.visit.id,
        signedValueId: chosen.id,
        change,
        numbers: change === 'correct' ? (numbers as number[]) : null,
        unit: change === 'correct' ? unit : null,
        reason: reason.trim(),
      }),
    ).then((done) => done && onDone());
  return (
    <section className={entryStyles.typeEntry} aria-label="Correct a signed value">
      <div className={entryStyles.typeHead}>
        <Select
          label="Value"
          value={chosen.id}
          options={choices.map((one) => ({
            id: one.id,
            label: `${keyWords[one.key]} ${shownNumber(one.measurement)} ${shownUnit(one.measurement)}`,
          }))}
          onChange={setId}
        />
        <Segmented
          label="What is wrong"
          value={change}
          options={[
            { id: 'correct', label: 'The number' },
            { id: 'withdraw', label: 'Withdraw it' },
            { id: 'wrong-patient', label: 'Wrong patient' },
          ]}
          onChange={(next) => setChange(next as CorrectVitals['change'])}
        />
      </div>
      {change === 'correct' && (
        <div className={entryStyles.typeFields}>
          {fields.map((label, index) => (
            <label key={label}>
              <span>
                {label}, {shownUnit(chosen.measurement)}
              </span>
              <input
                inputMode="decimal"
                autoComplete="off"
                value={texts[index] ?? ''}
                onChange={(event) => setTexts(fields.map((_, at) => (at === index ? event.target.value : (texts[at] ?? ''))))}
              />
            </label>
          ))}
        </div>
      )}
      <TextField label="Reason" value={reason} onChange={setReason} />
      <p className={styles.hint}>The old value stays visible with your name, the time and this reason.</p>
      {refusal}
      <div className={entryStyles.typeActs}>
        <Button variant="solid" isDisabled={busy || !ready} onPress={() => void save()}>
          {change === 'correct' ? 'Sign the correction' : 'Withdraw it'}
        </Button>
        <Button onPress={onDone}>Cancel</Button>
      </div>
    </section>
  );
}
