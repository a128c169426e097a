/** Devices and the connection doctor: which device, what is wrong in one sentence, what to do, where the line breaks. */
import { Plus, Printer } from 'lucide-react';
import { useState } from 'react';
import type { DeviceCard, StationFacts, UnclaimedPort } from '../../../preload/contract.ts';
import { BackButton } from '../../ui/BackButton.tsx';
import { Button } from '../../ui/Button.tsx';
import { ListScreen } from '../../ui/ListScreen.tsx';
import { AddDevice } from './AddDevice.tsx';
import { DeviceList } from './DeviceList.tsx';
import { DoctorPanel } from './DoctorPanel.tsx';
import styles from './devices.module.css';

interface DevicesScreenProps {
  station: StationFacts;
  devices: readonly DeviceCard[];
  ports: readonly UnclaimedPort[];
  now: number;
  /** The device to look at first, e.g. the one whose "Why?" was pressed. */
  first: string | null;
}

export function DevicesScreen({ station, devices, ports, now, first }: DevicesScreenProps) {
  const [chosen, setChosen] = useState<string | null>(first);
  const [adding, setAdding] = useState<{ path: string | null } | null>(null);
  const device = devices.find(({ id }) => id === chosen) ?? devices.find(needsSomeone) ?? devices[0] ?? null;
  const answering = devices.filter(({ state }) => state === 'answering' || state === 'waiting').length;
  return (
    <ListScreen
      title="Devices"
      about={devices.length === 0 ? `${station.room}, none yet` : `${station.room}, ${answering} of ${devices.length} answering`}
      className={`${styles.columns} ${chosen === null && adding === null ? '' : styles.opened}`}
      acts={
        <>
          <Button onPress={() => window.print()}>
            <Printer aria-hidden="true" /> Print self-test
          </Button>
          <Button onPress={() => setAdding({ path: null })}>
            <Plus aria-hidden="true" /> Add a device
          </Button>
        </>
      }
    >
      <DeviceList
        devices={devices}
        ports={ports}
        chosen={adding === null ? (device?.id ?? null) : null}
        now={now}
        onChoose={(id) => {
          setAdding(null);
          setChosen(id);
        }}
        onIdentify={(path) => setAdding({ path })}
      />
      <div className={styles.doctor} data-region="doctor">
        <BackButton
          onPress={() => {
            setChosen(null);
            setAdding(null);
          }}
        />
        {adding !== null ? (
          <AddDevice
            key={adding.path ?? 'any'}
            ports={ports}
            startWith={adding.path}
            onDone={(id) => {
              setAdding(null);
              if (id !== null) setChosen(id);
            }}
          />
        ) : device === null ? (
          <NoDevice onAdd={() => setAdding({ path: null })} />
        ) : (
          <DoctorPanel key={device.id} device={device} now={now} />
        )}
      </div>
    </ListScreen>
  );
}

function needsSomeone({ state }: DeviceCard): boolean {
  return state !== 'answering' && state !== 'waiting' && state !== 'connecting';
}

function NoDevice({ onAdd }: { onAdd: () => void }) {
  return (
    <section className={styles.panel}>
      <h2 className={styles.sentence}>No device is set up at this station.</h2>
      <p className={styles.nextStep}>Plug one in: Isoline notices it and asks which it is. Or add it yourself.</p>
      <Button variant="solid" onPress={onAdd}>
        Add a device
      </Button>
    </section>
  );
}
