import { useId } from 'react';
import styles from './ui.module.css';

interface SegmentedProps {
  label: string;
  value: string;
  options: readonly { id: string; label: string }[];
  onChange: (id: string) => void;
}

/** A few exclusive choices side by side. Nothing is chosen until `value` names one. */
export function Segmented({ label, value, options, onChange }: SegmentedProps) {
  const name = useId();
  return (
    <fieldset className={styles.segmented}>
      <legend className={styles.spoken}>{label}</legend>
      {options.map((option) => (
        <label key={option.id} data-chosen={option.id === value ? '' : undefined}>
          <input type="radio" name={name} value={option.id} checked={option.id === value} onChange={() => onChange(option.id)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
