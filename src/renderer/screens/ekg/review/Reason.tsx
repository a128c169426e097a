import { useCallback, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useEscape } from '../../rooming/useEscape.ts';
import styles from './measured.module.css';

interface ReasonProps {
  question: string;
  /** What is often said, one press each. */
  examples: readonly string[];
  act: string;
  busy: boolean;
  onGive: (reason: string) => void;
  onCancel: () => void;
}

/** A reason, in the page, before something is done. */
export function Reason({ question, examples, act, busy, onGive, onCancel }: ReasonProps) {
  const [reason, setReason] = useState('');
  useEscape(useCallback(() => onCancel(), [onCancel]));
  return (
    <div className={styles.reason}>
      <TextField label={question} value={reason} onChange={setReason} autoFocus />
      <div className={styles.examples}>
        {examples.map((example) => (
          <Button key={example} onPress={() => setReason(example)}>
            {example}
          </Button>
        ))}
      </div>
      <div className={styles.two}>
        <Button onPress={onCancel}>Cancel</Button>
        <Button variant="solid" isDisabled={busy || reason.trim() === ''} onPress={() => onGive(reason.trim())}>
          {act}
        </Button>
      </div>
    </div>
  );
}
