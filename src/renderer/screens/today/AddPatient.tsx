import { useState } from 'react';
import type { Settings, Sex } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAct } from '../rooming/useAct.tsx';
import { useEscape } from '../rooming/useEscape.ts';
import styles from './today.module.css';

/** A patient added by hand counts as arrived now. What was typed stays until it is saved or given up. */
export function AddPatient({ settings, onDone }: { settings: Settings | null; onDone: (patientId: string | null) => void }) {
  const [family, setFamily] = useState('');
  const [given, setGiven] = useState('');
  const [born, setBorn] = useState('');
  const [mrn, setMrn] = useState('');
  const [sex, setSex] = useState<Sex>('unknown');
  const [clinician, setClinician] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { act, busy, refusal } = useAct();
  useEscape(() => onDone(null));
  const dateOfBirth = readDate(born);
  const missing = (value: string) => (tried && value.trim() === '' ? 'This is needed.' : null);
  const save = () => {
    setTried(true);
    if (family.trim() === '' || given.trim() === '' || mrn.trim() === '' || dateOfBirth === null) return;
    void act(async () => onDone((await call('patients.add', { family, given, dateOfBirth, mrn, sex, clinician, reason })).id));
  };
  return (
    <form className={styles.confirm} aria-label="Add a patient by hand" onSubmit={(event) => event.preventDefault()}>
      <h2>Add by hand</h2>
      <TextField label="Family name" value={family} onChange={setFamily} problem={missing(family)} autoFocus />
      <TextField label="Given name" value={given} onChange={setGiven} problem={missing(given)} />
      <TextField
        label="Date of birth, MM/DD/YYYY"
        inputMode="numeric"
        value={born}
        onChange={setBorn}
        problem={tried && dateOfBirth === null ? 'Write the date as 03/14/1958.' : null}
      />
      <TextField label="MRN" value={mrn} onChange={setMrn} problem={missing(mrn)} />
      <Segmented
        label="Sex"
        value={sex}
        options={[
          { id: 'female', label: 'Female' },
          { id: 'male', label: 'Male' },
          { id: 'other', label: 'Other' },
          { id: 'unknown', label: 'Not stated' },
        ]}
        onChange={(next) => setSex(next as Sex)}
      />
      {settings !== null && settings.clinicians.length > 0 && (
        <Select
          label="Clinician"
          value={clinician}
          options={[{ id: '', label: 'Not stated' }, ...settings.clinicians.map((name) => ({ id: name, label: name }))]}
          onChange={setClinician}
        />
      )}
      <TextField label="Reason, if known" value={reason} onChange={setReason} />
      {refusal}
      <div className={styles.match}>
        <Button variant="solid" type="submit" isDisabled={busy} onPress={save}>
          Add to today
        </Button>
        <Button onPress={() => onDone(null)}>Cancel</Button>
      </div>
    </form>
  );
}

/** 03/14/1958 as 1958-03-14; null when it is no date that has been. */
export function readDate(text: string): string | null {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  if (found === null) return null;
  const [month, day, year] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1900 && date.getTime() <= Date.now();
  return isReal ? date.toISOString().slice(0, 10) : null;
}
