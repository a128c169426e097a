/** The place for EKGs: the live twelve-lead with the coach, what carts sent, and one tracing to look at. The address says which. */
import type { ReactNode } from 'react';
import type { Person, Settings } from '../../../preload/contract.ts';
import type { LiveState } from '../../client/live-store.ts';
import type { Place } from '../../client/usePlace.ts';
import { EkgTabs } from './EkgTabs.tsx';
import styles from './ekg.module.css';
import { EkgInbox } from './inbox/EkgInbox.tsx';
import { EkgLive } from './live/EkgLive.tsx';
import { EkgReview } from './review/EkgReview.tsx';

export interface EkgScreenProps {
  live: LiveState;
  settings: Settings;
  person: Person;
  /** What is wrong with the station, under the banner of a visit. */
  faults: ReactNode;
  /** '' for the live screen, 'inbox', else the id of the EKG to look at. */
  part: string;
  /** Milliseconds since 1970, moved on once a second. */
  now: number;
  onGo: (place: Place, part?: string) => void;
  onWhy: (deviceId: string) => void;
}

export function EkgScreen({ part, ...props }: EkgScreenProps) {
  const { live, settings, person, now, onGo } = props;
  const open = (id: string) => onGo('ekg', id);
  if (part === '') return <EkgLive {...props} onOpen={open} />;
  if (part === 'inbox')
    return (
      <div className={styles.place}>
        <EkgTabs part="inbox" ekgs={live.ekgs} onGo={onGo} />
        <EkgInbox drives={live.ekgDrives} ekgs={live.ekgs} today={live.today} person={person} settings={settings} now={now} onOpen={open} />
      </div>
    );
  const card = live.ekgs?.find(({ id }) => id === part) ?? null;
  return (
    <EkgReview
      key={part}
      id={part}
      card={card}
      person={person}
      settings={settings}
      now={now}
      onBack={() => onGo('ekg', 'inbox')}
      onOpen={open}
    />
  );
}
