/** What a file leaves open and only a person knows: which logger, which unit, since when, and why one that was changed is taken all the same. */
import { useState } from 'react';
import type { ClockTime, FileAnswers, FileOutcome } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { momentWords } from '../day-words.ts';
import styles from './files.module.css';

interface AskUnitProps {
  outcome: Extract<FileOutcome, { state: 'whose' }>;
  units: readonly { id: string; name: string }[];
  proposed: string | null;
  busy: boolean;
  onAnswer: (unitId: string) => void;
}

export function AskUnit({ outcome, units, proposed, busy, onAnswer }: AskUnitProps) {
  const [unitId, setUnitId] = useState(proposed ?? '');
  const span = outcome.first === null || outcome.last === null ? '' : `, ${momentWords(outcome.first)} to ${momentWords(outcome.last)}`;
  return (
    <div className={styles.ask}>
      <p className={styles.small}>
        {outcome.logger}
        {span}. Isoline remembers the answer.
      </p>
      <div className={styles.fields}>
        <Select
          label="It hangs in"
          value={unitId}
          options={[
            { id: '', label: units.length === 0 ? 'Register a unit first' : 'Choose…' },
            ...units.map(({ id, name }) => ({ id, label: name })),
          ]}
          onChange={setUnitId}
        />
        <Button variant="solid" isDisabled={busy || unitId === ''} onPress={() => onAnswer(unitId)}>
          Read it in
        </Button>
      </div>
    </div>
  );
}

export function AskMoved({ busy, onAnswer }: { busy: boolean; onAnswer: (movedAt: ClockTime) => void }) {
  const [at, setAt] = useState('');
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at);
  return (
    <div className={styles.ask}>
      <p className={styles.small}>If it was moved, say since when it hangs in this unit: what it logged before stays with the other one.</p>
      <div className={styles.fields}>
        <TextField label="In this unit since (by the logger’s clock)" type="datetime-local" value={at} onChange={setAt} />
        <Button variant="solid" isDisabled={busy || !isWhole} onPress={() => onAnswer(`${at}:00`)}>
          Read it in
        </Button>
      </div>
    </div>
  );
}

export function AskSerial({ what, busy, onAnswer }: { what: string; busy: boolean; onAnswer: (answers: FileAnswers) => void }) {
  const [serial, setSerial] = useState('');
  return (
    <div className={styles.ask}>
      <p className={styles.small}>{what}</p>
      <div className={styles.fields}>
        <TextField label="Serial number on the logger" value={serial} onChange={setSerial} />
        <Button variant="solid" isDisabled={busy || serial.trim() === ''} onPress={() => onAnswer({ serial: serial.trim() })}>
          Read it in
        </Button>
      </div>
    </div>
  );
}

export function AskAltered({ busy, onAnswer }: { busy: boolean; onAnswer: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  return (
    <div className={styles.ask}>
      <p className={styles.small}>
        Read the logger again: its own file fits. If that cannot be done, say why this one is taken. The reason stands in the inspection
        pack.
      </p>
      <div className={styles.fields}>
        <TextField label="Why it is taken all the same" value={reason} onChange={setReason} />
        <Button isDisabled={busy || reason.trim() === ''} onPress={() => onAnswer(reason.trim())}>
          Read it in, marked
        </Button>
      </div>
    </div>
  );
}
