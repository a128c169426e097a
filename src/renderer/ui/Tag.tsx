import type { ReactNode } from 'react';
import styles from './ui.module.css';

interface TagProps {
  children: ReactNode;
  /** 'ask': a person is asked. */
  kind?: 'plain' | 'ask';
}

export function Tag({ children, kind = 'plain' }: TagProps) {
  return <span className={`${styles.tag} ${kind === 'ask' ? styles.tagAsk : ''}`}>{children}</span>;
}
