import { Delete } from 'lucide-react';
import styles from './signin.module.css';

/** Six dots and keys for a gloved thumb. */
export function PinPad({ digits, onChange }: { digits: string; onChange: (digits: string) => void }) {
  return (
    <>
      <p className={styles.dots} role="img" aria-label={`${digits.length} of 6 digits entered`}>
        {[0, 1, 2, 3, 4, 5].map((place) => (
          <span key={place} data-full={place < digits.length ? '' : undefined} />
        ))}
      </p>
      <div className={styles.keys}>
        {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((digit) => (
          <button key={digit} type="button" onClick={() => digits.length < 6 && onChange(digits + digit)}>
            {digit}
          </button>
        ))}
        <button type="button" className={styles.plainKey} onClick={() => onChange('')}>
          Clear
        </button>
        <button type="button" onClick={() => digits.length < 6 && onChange(`${digits}0`)}>
          0
        </button>
        <button type="button" className={styles.plainKey} aria-label="Delete the last digit" onClick={() => onChange(digits.slice(0, -1))}>
          <Delete aria-hidden="true" />
        </button>
      </div>
    </>
  );
}
