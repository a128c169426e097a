/** A recording that is not clean, or was cut short: kept with a reason, or put away and taken again. */
import { useState } from 'react';
import type { EkgKeepReason, EkgRecording } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { type Act, useAct } from '../../rooming/useAct.tsx';
import styles from './coach.module.css';
import { coachWords, type Wording } from './coach-words.ts';
import { lostWords } from './GlassFoot.tsx';

interface KeepQuestionProps {
  recording: EkgRecording;
  wording: Wording;
  /** A person pressed Stop: the device did not. */
  stoppedByPerson: boolean;
  onKeep: (reason: EkgKeepReason, note: string) => Promise<unknown>;
  onDiscard: () => Promise<unknown>;
}

const reasons: readonly { id: EkgKeepReason; label: string }[] = [
  { id: 'cannot-lie-still', label: 'Patient cannot lie still' },
  { id: 'urgent', label: 'Urgent' },
  { id: 'best-possible', label: 'Best possible' },
  { id: 'electrodes-checked', label: 'Electrodes checked, they are right' },
  { id: 'other', label: 'Other' },
];

export function KeepQuestion({ recording, wording, stoppedByPerson, onKeep, onDiscard }: KeepQuestionProps) {
  const [reason, setReason] = useState<EkgKeepReason | ''>('');
  const [note, setNote] = useState('');
  const { act, busy, refusal }: Act = useAct();
  const isReady = reason !== '' && (reason !== 'other' || note.trim() !== '');
  return (
    <section className={styles.after} aria-label="Keep this recording?" data-region="sheet">
      <div role="status">
        <h2>{headingOf(recording, wording.device, stoppedByPerson)}</h2>
        {recording.stoppedEarly && <p>What came is kept. Record again, or keep it with a reason.</p>}
      </div>
      {recording.refusedFor.length > 0 && (
        <ul>
          {recording.refusedFor.map((said) => (
            <li key={`${said.code} ${said.electrodes.join()} ${said.leads.join()}`}>{coachWords(said, wording).sentence}</li>
          ))}
        </ul>
      )}
      {recording.lost > 0 && <p>{lostWords(recording.lost)}</p>}
      <div className={styles.reasons}>
        <p>
          <b>Say why:</b>
        </p>
        <Segmented
          label="Why it is kept"
          value={reason}
          options={reasons}
          onChange={(id) => setReason(reasons.find((one) => one.id === id)?.id ?? '')}
        />
        {reason === 'other' && <TextField label="The reason" value={note} onChange={setNote} autoFocus />}
      </div>
      <div className={styles.acts}>
        {refusal}
        <Button
          variant="solid"
          size="big"
          isDisabled={busy || !isReady}
          onPress={() => void act(() => onKeep(reason as EkgKeepReason, note.trim()))}
        >
          Keep it
        </Button>
        {!isReady && (
          <p className={styles.quietWords}>{reason === 'other' ? 'Write the reason first.' : 'Choose a reason, then it can be kept.'}</p>
        )}
        <Button isDisabled={busy} onPress={() => void act(onDiscard)}>
          Put it away and record again
        </Button>
      </div>
    </section>
  );
}

function headingOf({ stoppedEarly, seconds }: EkgRecording, device: string, stoppedByPerson: boolean): string {
  if (!stoppedEarly) return 'Keep it anyway?';
  return stoppedByPerson ? `Stopped at ${seconds.toFixed(1)} s.` : `The ${device} stopped sending at ${seconds.toFixed(1)} s.`;
}
