import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** The key of a button, shown in it. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <span className={styles.kbd} aria-hidden="true">
      {children}
    </span>
  );
}
