import { useState } from 'react';
import type { EkgSettings, QtcFormula } from '../../../preload/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { formulaNames } from '../ekg/review/values.ts';
import styles from './settings.module.css';

interface EkgPolicyProps {
  ekg: EkgSettings;
  canChange: boolean;
  onSave: (ekg: EkgSettings) => Promise<boolean>;
}

const papers = [
  { id: 'letter', label: 'Letter' },
  { id: 'a4', label: 'A4' },
];
const schemes = [
  { id: 'aha', label: 'AHA: RA white, LL red' },
  { id: 'iec', label: 'IEC: R red, F green' },
];

/** What is computed on an EKG, how it is printed, and where carts put their files. */
export function EkgPolicy({ ekg, canChange, onSave }: EkgPolicyProps) {
  const [folder, setFolder] = useState(ekg.inboxFolder ?? '');
  const set = (changes: Partial<EkgSettings>) => void onSave({ ...ekg, ...changes });
  if (!canChange) {
    return (
      <section className={styles.group}>
        <h2>EKG</h2>
        <p className={styles.note}>
          {ekg.analysis ? `Measured by Isoline, QTc by ${formulaNames[ekg.qtcFormula]}.` : 'Analysis is off: nothing is computed.'} Printed
          on {ekg.paper === 'letter' ? 'letter' : 'A4'}. Electrode colors: {ekg.electrodeColors === 'aha' ? 'AHA' : 'IEC'}.{' '}
          {ekg.inboxFolder === null ? 'No folder is watched for carts’ files.' : `Files of carts come from ${ekg.inboxFolder}.`}
        </p>
      </section>
    );
  }
  return (
    <section className={styles.group}>
      <h2>EKG</h2>
      <Tick isSelected={ekg.analysis} onChange={(analysis) => set({ analysis })}>
        Isoline measures tracings and judges their quality
      </Tick>
      <p className={styles.note}>
        Off: samples are only shown, kept, converted and sent; the coach says what the device reports and nothing more. Analyzing samples is
        where a medical-device function begins.
      </p>
      <Select
        label="QTc by"
        value={ekg.qtcFormula}
        options={Object.entries(formulaNames).map(([id, label]) => ({ id, label }))}
        onChange={(formula) => set({ qtcFormula: formula as QtcFormula })}
      />
      <div className={styles.row}>
        <span>Paper</span>
        <Segmented label="Paper" value={ekg.paper} options={papers} onChange={(paper) => set({ paper: paper as EkgSettings['paper'] })} />
      </div>
      <div className={styles.row}>
        <span>Electrode colors</span>
        <Segmented
          label="Electrode colors"
          value={ekg.electrodeColors}
          options={schemes}
          onChange={(colors) => set({ electrodeColors: colors as EkgSettings['electrodeColors'] })}
        />
      </div>
      <TextField
        label="Folder for carts’ files"
        value={folder}
        onChange={setFolder}
        hint="A whole path on this computer: new files in it come into the inbox. Nothing is moved or deleted. Empty: none."
      />
      <Button onPress={() => set({ inboxFolder: folder.trim() === '' ? null : folder.trim() })}>Save the folder</Button>
    </section>
  );
}
