import type { ComponentProps, ReactNode } from 'react';
import styles from './row-list.module.css';

interface RowListProps {
  title: string;
  /** How its rows are ordered, or what there is to do; '' for nothing. */
  about?: string;
  /** 'ask': its rows ask a person. */
  kind?: 'plain' | 'ask';
  rows: readonly ReactNode[];
}

/** Rows under one title which counts them. */
export function RowList({ title, about = '', kind = 'plain', rows }: RowListProps) {
  return (
    <section aria-label={title}>
      <h2 className={styles.title} data-kind={kind}>
        {title} <small>{[rows.length, about].filter(Boolean).join(', ')}</small>
      </h2>
      <ul className={styles.rows}>{rows}</ul>
    </section>
  );
}

interface RowProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-current'> {
  isChosen: boolean;
}

/** A whole row which can be chosen; its own style names its columns. */
export function Row({ isChosen, className, ...rest }: RowProps) {
  return <button type="button" aria-current={isChosen ? 'true' : undefined} className={`${styles.row} ${className}`} {...rest} />;
}
