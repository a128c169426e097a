/** The very first start: real devices, or a look around with simulated ones. Asked once. */
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Wordmark } from '../../ui/Mark.tsx';
import { useAct } from '../rooming/useAct.tsx';
import styles from './signin.module.css';

export function ChooseStart() {
  const { act, busy, refusal } = useAct();
  return (
    <main className={styles.single}>
      <div className={styles.brand}>
        <Wordmark />
        <span />
      </div>
      <h1>How would you like to begin?</h1>
      <p className={styles.place}>The two never mix: made-up patients live in a place of their own, and every screen there says DEMO.</p>
      <div className={styles.choices}>
        <div>
          <h2>Look around first</h2>
          <p>Simulated devices and six made-up patients. Nothing to install, nothing to plug in.</p>
          <Button variant="solid" size="big" isDisabled={busy} onPress={() => void act(() => call('station.choose', { begin: 'demo' }))}>
            Begin with simulated devices
          </Button>
        </div>
        <div>
          <h2>Set up this station</h2>
          <p>Your clinic, your people, your devices. It starts with your name and a PIN.</p>
          <Button size="big" isDisabled={busy} onPress={() => void act(() => call('station.choose', { begin: 'real' }))}>
            Set up for real
          </Button>
        </div>
      </div>
      {refusal}
    </main>
  );
}
