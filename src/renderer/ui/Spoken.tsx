import styles from './ui.module.css';

/** Words for who hears the screen; who sees it has the picture. */
export function Spoken({ children }: { children: string }) {
  return <span className={styles.spoken}>{children}</span>;
}
