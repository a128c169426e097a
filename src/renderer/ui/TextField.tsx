import { type HTMLInputTypeAttribute, useId } from 'react';
import styles from './ui.module.css';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What to do about what was typed; shown under the field. */
  problem?: string | null;
  hint?: string;
  inputMode?: 'text' | 'decimal' | 'numeric';
  type?: HTMLInputTypeAttribute;
  autoFocus?: boolean;
  autoComplete?: string;
}

export function TextField({
  label,
  value,
  onChange,
  problem = null,
  hint,
  inputMode = 'text',
  type = 'text',
  autoFocus = false,
  autoComplete = 'off',
}: TextFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        inputMode={inputMode}
        autoComplete={autoComplete}
        // biome-ignore lint/a11y/noAutofocus: set only where a person has just asked for this field.
        autoFocus={autoFocus}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={problem === null ? undefined : true}
        aria-describedby={problem === null && hint === undefined ? undefined : `${id}-words`}
      />
      {(problem !== null || hint !== undefined) && (
        <p id={`${id}-words`} className={problem === null ? styles.hint : styles.problem}>
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}
