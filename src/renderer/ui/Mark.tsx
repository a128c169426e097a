import styles from './ui.module.css';

/** The isoelectric line with its calibration pulse. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 40 40" role="img" aria-label="Isoline" className={styles.mark}>
      <rect width="40" height="40" rx="9" />
      <path d="M0 26H10V14H19V26H40" />
    </svg>
  );
}

export function Wordmark() {
  return (
    <p className={styles.wordmark}>
      <svg viewBox="0 0 44 28" aria-hidden="true">
        <path d="M0 26H11V3H26V26H44" />
      </svg>
      Isoline
    </p>
  );
}
