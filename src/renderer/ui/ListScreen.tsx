import type { ReactNode } from 'react';
import { ScreenHead } from './ScreenHead.tsx';
import styles from './screen.module.css';

interface ListScreenProps {
  title: string;
  about: ReactNode;
  acts: ReactNode;
  /** Says how the columns share the width. */
  className: string;
  /** A list, and beside it what was chosen from it. */
  children: ReactNode;
}

/** A place with a list at one side and what was chosen at the other, each scrolling by itself. */
export function ListScreen({ title, about, acts, className, children }: ListScreenProps) {
  return (
    <div className={styles.screen}>
      <ScreenHead title={title} about={about} acts={acts} />
      <div className={`${styles.columns} ${className}`}>{children}</div>
    </div>
  );
}
