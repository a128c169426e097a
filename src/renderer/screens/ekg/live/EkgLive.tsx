/** The live twelve-lead: glass at the left, the coach on paper at the right, the patient's banner above both. */
import type { EkgScreenProps } from '../EkgScreen.tsx';
import { EkgTabs } from '../EkgTabs.tsx';
import styles from '../ekg.module.css';
import { NoEkgDevice } from './NoEkgDevice.tsx';

interface EkgLiveProps extends Omit<EkgScreenProps, 'part'> {
  /** Looks at one EKG. */
  onOpen: (id: string) => void;
}

export function EkgLive({ live, onGo }: EkgLiveProps) {
  return (
    <div className={styles.place}>
      <EkgTabs part="live" ekgs={live.ekgs} onGo={onGo} />
      <NoEkgDevice onGo={onGo} />
    </div>
  );
}
