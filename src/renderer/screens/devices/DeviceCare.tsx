/** What is done with a device rarely: its name, and taking it away from this station. Its stored readings stay. */
import { useState } from 'react';
import type { DeviceCard } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAct } from '../rooming/useAct.tsx';
import { useEscape } from '../rooming/useEscape.ts';
import styles from './devices.module.css';

export function DeviceCare({ device }: { device: DeviceCard }) {
  const [asked, setAsked] = useState<'name' | 'remove' | null>(null);
  const close = () => setAsked(null);
  if (asked === 'name') return <Rename device={device} onDone={close} />;
  if (asked === 'remove') return <Remove device={device} onDone={close} />;
  return (
    <div className={styles.care}>
      <Button variant="quiet" onPress={() => setAsked('name')}>
        Rename…
      </Button>
      <Button variant="quiet" onPress={() => setAsked('remove')}>
        Remove…
      </Button>
    </div>
  );
}

function Rename({ device, onDone }: { device: DeviceCard; onDone: () => void }) {
  const [label, setLabel] = useState(device.label);
  const { act, busy, refusal } = useAct();
  useEscape(onDone);
  const save = () => act(() => call('devices.rename', { deviceId: device.id, label: label.trim() })).then((done) => done && onDone());
  return (
    <form className={styles.care} aria-label="Rename this device" onSubmit={(event) => event.preventDefault()}>
      <TextField label="Name, as you call it here" value={label} onChange={setLabel} autoFocus />
      <Button type="submit" isDisabled={busy || label.trim() === ''} onPress={() => void save()}>
        Save the name
      </Button>
      <Button onPress={onDone}>Cancel</Button>
      {refusal}
    </form>
  );
}

function Remove({ device, onDone }: { device: DeviceCard; onDone: () => void }) {
  const { act, busy, refusal } = useAct();
  useEscape(onDone);
  return (
    <div className={styles.care} role="group" aria-label="Remove this device">
      <p>
        <b>Remove {device.label} from this station?</b> What it measured stays. It can be added again.
      </p>
      <Button isDisabled={busy} onPress={() => void act(() => call('devices.forget', { deviceId: device.id }))}>
        Remove it
      </Button>
      <Button autoFocus onPress={onDone}>
        Keep it
      </Button>
      {refusal}
    </div>
  );
}
