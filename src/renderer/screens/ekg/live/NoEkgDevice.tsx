import type { Place } from '../../../client/usePlace.ts';
import { Button } from '../../../ui/Button.tsx';
import styles from './live.module.css';

/** Nothing to watch: what can be connected, and the other way in. */
export function NoEkgDevice({ onGo }: { onGo: (place: Place, part?: string) => void }) {
  return (
    <section className={styles.none}>
      <h2>No EKG device is set up.</h2>
      <p>Plug one in, or choose it in Devices. A cart that writes files needs no cable: its tracings arrive in the inbox.</p>
      <div className={styles.noneActs}>
        <Button variant="solid" onPress={() => onGo('devices')}>
          Go to Devices
        </Button>
        <Button onPress={() => onGo('ekg', 'inbox')}>Open the inbox</Button>
      </div>
    </section>
  );
}
