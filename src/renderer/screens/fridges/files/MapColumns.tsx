/** How a table is to be read: its columns, unit, order of the date and zone, with what comes out of it as one changes them. */
import { useEffect, useRef, useState } from 'react';
import type { Failure, FileAnswers, LogMapping, LogQuestion, LogStudy } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { Refusal } from '../../../ui/Refusal.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { questionWords } from './file-words.ts';
import styles from './files.module.css';
import { MappedRows } from './MappedRows.tsx';
import type { TakenFile } from './useLoggerFiles.ts';

interface MapColumnsProps {
  file: TakenFile;
  study: LogStudy;
  questions: readonly (LogQuestion | 'serial')[];
  busy: boolean;
  onAnswer: (answers: FileAnswers) => void;
}

export function MapColumns({ file, study: first, questions, busy, onAnswer }: MapColumnsProps) {
  const [said, setSaid] = useState<Partial<LogMapping>>(file.answers.mapping ?? {});
  const { study, isStudying, ask, failure } = useStudy(file, first);
  const [serial, setSerial] = useState(file.answers.serial ?? '');
  const [name, setName] = useState('');
  const [saved, setSaved] = useState<{ name: string; mapping: LogMapping }[]>([]);
  const { act, refusal } = useAct();
  useEffect(() => {
    void call('fridge.mappings', null).then(setSaved, () => undefined);
  }, []);
  const say = (change: Partial<LogMapping>) => {
    const mapping = { ...said, ...change };
    setSaid(mapping);
    ask(mapping);
  };
  const wantsSerial = questions.includes('serial');
  // What is read in must be what stands there as coming out.
  const isReady = !isStudying && failure === null && study.questions.length === 0 && (!wantsSerial || serial.trim() !== '');
  const read = () =>
    act(async () => {
      if (name.trim() !== '') await call('fridge.saveMapping', { name: name.trim(), mapping: study.mapping });
      onAnswer({ mapping: said, ...(wantsSerial ? { serial: serial.trim() } : {}) });
    });
  return (
    <div className={styles.ask}>
      {study.questions.length > 0 && (
        <ul className={styles.questions}>
          {study.questions.map((question) => (
            <li key={question}>{questionWords[question]}</li>
          ))}
        </ul>
      )}
      <div className={styles.fields}>
        {saved.length > 0 && (
          <Select
            label="Like a file before"
            value=""
            options={[{ id: '', label: 'Choose…' }, ...saved.map((one) => ({ id: one.name, label: one.name }))]}
            onChange={(chosen) => say(saved.find((one) => one.name === chosen)?.mapping ?? {})}
          />
        )}
        <ColumnFields study={study} said={said} onSay={say} />
        {wantsSerial && <TextField label="Serial number on the logger" value={serial} onChange={setSerial} />}
      </div>
      <MappedRows study={study} />
      {failure !== null && <Refusal failure={failure} />}
      {refusal}
      <div className={styles.fields}>
        <TextField label="Remember these columns as" value={name} onChange={setName} hint="Left empty: only for this file" />
        <Button variant="solid" isDisabled={busy || !isReady} onPress={() => void read()}>
          Read it in
        </Button>
      </div>
    </div>
  );
}

/** What comes out of the file by the newest answers: two may be given before the first is worked out, and come back in any order. */
function useStudy({ fileName, base64 }: TakenFile, first: LogStudy) {
  const [study, setStudy] = useState(first);
  const [isStudying, setIsStudying] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const newest = useRef(0);
  function ask(mapping: Partial<LogMapping>): void {
    newest.current += 1;
    const asked = newest.current;
    const settle = (tell: () => void) => {
      if (asked !== newest.current) return;
      setIsStudying(false);
      tell();
    };
    setIsStudying(true);
    setFailure(null);
    call('fridge.study', { fileName, base64, mapping }).then(
      (answer) => settle(() => setStudy(answer)),
      (thrown: Failure) => settle(() => setFailure(thrown)),
    );
  }
  return { study, isStudying, ask, failure };
}

interface ColumnFieldsProps {
  study: LogStudy;
  said: Partial<LogMapping>;
  onSay: (change: Partial<LogMapping>) => void;
}

function ColumnFields({ study, said, onSay }: ColumnFieldsProps) {
  const { mapping, columns, sensors, questions } = study;
  const choices = columns.map(({ index, label, samples }) => ({
    id: String(index),
    label: `${label || `Column ${index + 1}`} (${samples[0] ?? 'empty'})`,
  }));
  const none = { id: '-1', label: 'Choose…' };
  const offset = mapping.offsetMinutes;
  return (
    <>
      <Select
        label="Date"
        value={String(mapping.dateColumn)}
        options={[none, ...choices]}
        onChange={(column) => onSay({ dateColumn: Number(column) })}
      />
      <Select
        label="Time"
        value={mapping.timeColumn === null ? '-1' : String(mapping.timeColumn)}
        options={[{ id: '-1', label: 'In the same column as the date' }, ...choices]}
        onChange={(column) => onSay({ timeColumn: column === '-1' ? null : Number(column) })}
      />
      <Select
        label="Temperature"
        value={String(mapping.temperatureColumn)}
        options={[none, ...choices]}
        onChange={(column) => onSay({ temperatureColumn: Number(column) })}
      />
      <Select
        label="Unit"
        value={questions.includes('unit') && said.unit === undefined ? '' : mapping.unit}
        options={[
          ...(questions.includes('unit') ? [{ id: '', label: 'Choose…' }] : []),
          { id: 'C', label: '°C' },
          { id: 'F', label: '°F' },
        ]}
        onChange={(unit) => unit !== '' && onSay({ unit: unit as LogMapping['unit'] })}
      />
      <Select
        label="Order of the date"
        value={questions.includes('date-order') && said.dateOrder === undefined ? '' : mapping.dateOrder}
        options={[
          ...(questions.includes('date-order') ? [{ id: '', label: 'Choose…' }] : []),
          { id: 'month-day-year', label: 'Month, day, year' },
          { id: 'day-month-year', label: 'Day, month, year' },
          { id: 'year-month-day', label: 'Year, month, day' },
        ]}
        onChange={(order) => order !== '' && onSay({ dateOrder: order as LogMapping['dateOrder'] })}
      />
      {sensors.length > 1 && (
        <Select
          label="Sensor"
          value={mapping.sensor ?? ''}
          options={[{ id: '', label: 'Choose…' }, ...sensors.map((sensor) => ({ id: sensor, label: sensor }))]}
          onChange={(sensor) => sensor !== '' && onSay({ sensor })}
        />
      )}
      <Select
        label="Its times are"
        value={offset === null ? '' : String(offset)}
        options={[{ id: '', label: 'By the clinic’s clock' }, ...offsets]}
        onChange={(minutes) => onSay({ offsetMinutes: minutes === '' ? null : Number(minutes) })}
      />
    </>
  );
}

/** Whole and half hours east of UTC in which anybody lives. */
const offsets = Array.from({ length: 53 }, (_, step) => (step - 24) * 30).map((minutes) => {
  const sign = minutes < 0 ? '−' : '+';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return { id: String(minutes), label: minutes === 0 ? 'UTC' : `UTC${sign}${hours}${rest === 0 ? '' : `:${rest}`}` };
});
