/** What goes on paper or into a file: the month for the binder, the pack for the inspector, readings for anybody else's program. */
import { useEffect, useState } from 'react';
import type { Person, SavedFile } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { onFridgeFact } from '../../../client/fridge-facts.ts';
import { saveFiles } from '../../../client/save-file.ts';
import { Button } from '../../../ui/Button.tsx';
import { ScreenHead } from '../../../ui/ScreenHead.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import styles from '../fridges.module.css';
import { Outliving } from './Outliving.tsx';
import { Transports } from './Transports.tsx';

interface PapersProps {
  units: readonly { id: string; name: string }[];
  person: Person;
  onBack: () => void;
}

type Paper = 'letter' | 'a4';
type Format = 'csv' | 'xlsx' | 'fhir';

const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

export function Papers({ units, person, onBack }: PapersProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const unitId = chosen ?? units[0]?.id ?? '';
  const [month, setMonth] = useState(today().slice(0, 7));
  const [from, setFrom] = useState(`${today().slice(0, 7)}-01`);
  const [to, setTo] = useState(today());
  const [paper, setPaper] = useState<Paper>('letter');
  const [format, setFormat] = useState<Format>('xlsx');
  const [done, setDone] = useState<string | null>(null);
  const progress = useExporting();
  const { act, busy, refusal } = useAct();
  const isSpan = from !== '' && to !== '' && from <= to;
  const give = async (order: () => Promise<SavedFile>) => {
    setDone(null);
    await act(async () => {
      const file = await order();
      saveFiles([file]);
      setDone(file.name);
    });
  };
  const unit = <Select label="Unit" value={unitId} options={units.map(({ id, name }) => ({ id, label: name }))} onChange={setChosen} />;
  return (
    <div className={styles.screen}>
      <ScreenHead
        title="Papers"
        about="Month log, inspection pack, exports, transports"
        aboutSize="body"
        acts={<Button onPress={onBack}>Back to the fridges</Button>}
      />
      <div className={styles.register}>
        {refusal}
        <p role="status" className={styles.caption}>
          {busy ? `Being written…${progress}` : done === null ? '' : `Saved as ${done}`}
        </p>
        <section className={styles.part} aria-label="Month log">
          <h2>Month log</h2>
          <p className={styles.caption}>
            Two landscape pages a unit and month for the binder, with graph, excursions and file hashes behind them.
          </p>
          <div className={styles.fields}>
            {unit}
            <TextField label="Month" type="month" value={month} onChange={setMonth} />
          </div>
          <div className={styles.line}>
            <Segmented
              label="Paper"
              value={paper}
              options={[
                { id: 'letter', label: 'Letter' },
                { id: 'a4', label: 'A4' },
              ]}
              onChange={(next) => setPaper(next === 'a4' ? 'a4' : 'letter')}
            />
            <Button
              variant="solid"
              isDisabled={busy || unitId === '' || month === ''}
              onPress={() => void give(() => call('fridge.monthLog', { unitId, month, paper }))}
            >
              Print the month
            </Button>
          </div>
        </section>
        <section className={styles.part} aria-label="Inspection pack and exports">
          <h2>Inspection pack</h2>
          <p className={styles.caption}>
            One PDF about all units: is each device compliant, are the logs complete, who reviewed them, what was done about each excursion.
          </p>
          <div className={styles.fields}>
            <TextField label="From" type="date" value={from} onChange={setFrom} />
            <TextField label="To" type="date" value={to} onChange={setTo} problem={isSpan ? null : 'A day not before the first'} />
          </div>
          <div className={styles.line}>
            <Button
              variant="solid"
              isDisabled={busy || !isSpan}
              onPress={() => void give(() => call('fridge.inspectionPack', { from, to, paper }))}
            >
              Print the inspection pack
            </Button>
          </div>
          <h2>Readings as a file</h2>
          <div className={styles.line}>
            <Segmented
              label="Format"
              value={format}
              options={[
                { id: 'xlsx', label: 'XLSX' },
                { id: 'csv', label: 'CSV' },
                { id: 'fhir', label: 'FHIR' },
              ]}
              onChange={(next) => setFormat(next as Format)}
            />
            <Button
              isDisabled={busy || !isSpan || unitId === ''}
              onPress={() => void give(() => call('fridge.export', { unitId, from, to, format }))}
            >
              Export these days
            </Button>
          </div>
        </section>
        <Transports units={units} />
        {(person.role === 'administrator' || person.role === 'coordinator') && <Outliving person={person} />}
      </div>
    </div>
  );
}

/** " 40,000 of 315,000 readings" */
function useExporting(): string {
  const [words, setWords] = useState('');
  useEffect(
    () =>
      onFridgeFact('fridge.exporting', ({ done, total }) =>
        setWords(` ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} readings`),
      ),
    [],
  );
  return words;
}
