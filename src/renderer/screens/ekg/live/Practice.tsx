/** Simulated devices only: what can go wrong, one press each. Nothing of it is there with a real device. */
import { X } from 'lucide-react';
import type { DeviceCard } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { Button } from '../../../ui/Button.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { useEscape } from '../../rooming/useEscape.ts';
import styles from './live.module.css';

export function Practice({ device, onClose }: { device: DeviceCard; onClose: () => void }) {
  const { act, busy, refusal } = useAct();
  useEscape(onClose);
  return (
    <section className={styles.practice} aria-label="Practice" data-region="practice">
      <p>
        <b>Practice.</b> {device.label} is simulated: let something go wrong, then put it right.
      </p>
      <div className={styles.practiceActs}>
        {(device.simulated?.controls ?? []).map(({ id, label }) => (
          <Button key={id} isDisabled={busy} onPress={() => void act(() => call('devices.press', { deviceId: device.id, control: id }))}>
            {label}
          </Button>
        ))}
        <Button variant="quiet" onPress={onClose} aria-label="Close practice">
          <X aria-hidden="true" />
        </Button>
      </div>
      {refusal}
    </section>
  );
}
