import type { ReactNode } from 'react';
import type { EkgCard } from '../../../preload/contract.ts';
import type { Place } from '../../client/usePlace.ts';
import styles from './ekg.module.css';

interface EkgTabsProps {
  part: 'live' | 'inbox';
  ekgs: readonly EkgCard[] | null;
  onGo: (place: Place, part?: string) => void;
  /** What can be done with the part that is shown, at the far side. */
  children?: ReactNode;
}

/** The two parts of the place: what a device sends now, and what lies there to be looked at. */
export function EkgTabs({ part, ekgs, onGo, children }: EkgTabsProps) {
  const waiting = ekgs?.filter(({ state }) => state === 'unmatched' || state === 'waiting').length ?? 0;
  return (
    <nav className={styles.tabs} aria-label="EKG" data-region="tabs">
      <button type="button" aria-current={part === 'live' ? 'page' : undefined} onClick={() => onGo('ekg')}>
        Live
      </button>
      <button type="button" aria-current={part === 'inbox' ? 'page' : undefined} onClick={() => onGo('ekg', 'inbox')}>
        Inbox{waiting > 0 && <small>{waiting} to look at</small>}
      </button>
      {children !== undefined && <span className={styles.tabActs}>{children}</span>}
    </nav>
  );
}
