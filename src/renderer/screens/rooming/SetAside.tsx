/** Readings of this visit that were set aside: struck out, with the reason and by whom. They can be brought back. */
import type { Measurement } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { clockTime } from './age.ts';
import styles from './rooming.module.css';
import { shownName, shownNumber, shownUnit } from './shown.ts';
import { useAct } from './useAct.tsx';

export function SetAside({ visitId, readings }: { visitId: string; readings: readonly Measurement[] }) {
  const { act, busy, refusal } = useAct();
  return (
    <ul className={styles.aside} aria-label="Set aside">
      {readings.map((reading) => (
        <li key={reading.id}>
          <span>
            <s>
              {shownName(reading)} {shownNumber(reading)} {shownUnit(reading)}
            </s>
            <small>
              {clockTime(reading.measuredAt)} · Discarded: {reading.setAside?.why.toLowerCase()} · {reading.setAside?.by}
            </small>
          </span>
          <Button isDisabled={busy} onPress={() => void act(() => call('vitals.bringBack', { visitId, measurementId: reading.id }))}>
            Bring back
          </Button>
        </li>
      ))}
      {refusal}
    </ul>
  );
}
