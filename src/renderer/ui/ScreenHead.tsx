import type { ReactNode } from 'react';
import styles from './screen.module.css';

interface ScreenHeadProps {
  title: string;
  /** One line beside the title: the day, how many answer. */
  about: ReactNode;
  aboutSize?: 'large' | 'body';
  /** What can be done with the whole screen, at the far side. */
  acts?: ReactNode;
}

/** The head of a place: its name, one line about it, and its acts. */
export function ScreenHead({ title, about, aboutSize = 'large', acts }: ScreenHeadProps) {
  return (
    <header className={styles.head} data-region="head">
      <h1>{title}</h1>
      <p data-size={aboutSize}>{about}</p>
      {acts !== undefined && <span className={styles.acts}>{acts}</span>}
    </header>
  );
}
