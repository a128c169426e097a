/** A live probe in a unit: added once it has answered. It never takes the place of a programme's logger. */
import { useEffect, useState } from 'react';
import type { ProbeDriver, RegisteredUnit } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { useLive } from '../../../client/live-store.ts';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import styles from '../fridges.module.css';
import { RegisterForm } from './RegisterForm.tsx';

interface ProbeFormProps {
  units: readonly RegisteredUnit[];
  onDone: () => void;
  onClose: () => void;
}

export function ProbeForm({ units, onDone, onClose }: ProbeFormProps) {
  const { ports } = useLive();
  const [drivers, setDrivers] = useState<readonly ProbeDriver[]>([]);
  const [driverId, setDriverId] = useState('');
  const [chosenPort, setPort] = useState('');
  const [unitId, setUnitId] = useState(units[0]?.id ?? '');
  const [minutes, setMinutes] = useState('1');
  const { act, busy, refusal } = useAct();
  useEffect(() => {
    call('fridge.probeDrivers', null).then(
      (found) => {
        setDrivers(found);
        setDriverId(found[0]?.id ?? '');
      },
      () => undefined,
    );
  }, []);
  const isOnBus = drivers.find(({ id }) => id === driverId)?.link === 'hid';
  const port = isOnBus ? 'usb' : chosenPort;
  const every = /^\d{1,2}$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= 30 ? Number(minutes) * 60 : null;
  const canAdd = driverId !== '' && port.trim() !== '' && unitId !== '' && every !== null;
  const add = async () => {
    if (every === null) return;
    if (await act(() => call('fridge.addProbe', { driverId, port: port.trim(), unitId, everySeconds: every }))) onDone();
  };
  const serial = ports.filter(({ kind }) => kind === 'serial');
  return (
    <RegisterForm
      label="Add a live probe"
      refusal={refusal}
      saveWords={busy ? 'Waiting for its answer…' : 'Add the probe'}
      canSave={canAdd && !busy}
      onSave={() => void add()}
      onClose={onClose}
    >
      <p className={styles.caption}>
        It shows and keeps the temperature while this station runs, and opens an incident when it is out of range. It has no certificate and
        no memory: a program’s logger stays in the unit beside it.
      </p>
      <div className={styles.fields}>
        <Select label="Kind" value={driverId} options={drivers.map(({ id, label }) => ({ id, label }))} onChange={setDriverId} />
        {!isOnBus && (
          <TextField
            label="Port"
            value={chosenPort}
            onChange={setPort}
            hint={serial.length === 0 ? 'COM4, /dev/ttyUSB0' : `Plugged in: ${serial.map(({ path }) => path).join(', ')}`}
          />
        )}
        <Select label="Hangs in" value={unitId} options={units.map(({ id, name }) => ({ id, label: name }))} onChange={setUnitId} />
        <TextField
          label="Stored every so many minutes"
          inputMode="numeric"
          value={minutes}
          problem={every === null ? '1 to 30 minutes' : null}
          onChange={setMinutes}
        />
      </div>
    </RegisterForm>
  );
}
