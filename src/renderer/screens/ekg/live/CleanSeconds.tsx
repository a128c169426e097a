import styles from './coach.module.css';

/** How long the tracing has been clean: the isoelectric line fills from the left, a dot for each second to come. */
export function CleanSeconds({ seconds }: { seconds: number }) {
  const filled = (Math.min(Math.max(seconds, 0), 10) / 10) * 312;
  return (
    <section className={styles.clean} aria-label="Clean seconds">
      <p>
        <b>Clean seconds</b>
        <span>
          <b>{seconds}</b> of 10
        </span>
      </p>
      <svg viewBox="0 0 320 16" preserveAspectRatio="xMinYMid" aria-hidden="true">
        <path d="M4 8H316" className={styles.toCome} />
        <path d={`M4 8H${4 + filled}`} className={styles.filled} />
        <circle cx={4 + filled} cy={8} r={4} />
      </svg>
    </section>
  );
}
