/** Adding a device: which one, on which port. Only what a person chose is remembered. */
import { useEffect, useState } from 'react';
import type { CatalogueEntry, PortChoice, UnclaimedPort } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAct } from '../rooming/useAct.tsx';
import { useEscape } from '../rooming/useEscape.ts';
import styles from './devices.module.css';

interface AddDeviceProps {
  ports: readonly UnclaimedPort[];
  startWith: string | null;
  onDone: (deviceId: string | null) => void;
}

export function AddDevice({ ports, startWith, onDone }: AddDeviceProps) {
  const [catalogue, setCatalogue] = useState<CatalogueEntry[]>([]);
  const [choices, setChoices] = useState<PortChoice[]>([]);
  const [driverId, setDriverId] = useState('');
  const [variant, setVariant] = useState('');
  const [path, setPath] = useState(startWith ?? '');
  const { act, busy, refusal } = useAct();
  useEscape(() => onDone(null));
  useEffect(() => {
    void call('devices.catalogue', null).then(setCatalogue);
    void call('devices.ports', null).then(setChoices);
  }, []);
  const candidates = ports.find((port) => port.path === startWith)?.candidates ?? [];
  const driver = catalogue.find(({ id }) => id === driverId) ?? null;
  const fitting = choices.filter(({ kind }) => driver === null || kind === driver.link || kind === 'sim');
  const typed = driver?.link === 'tcp';
  const kind = typed ? 'tcp' : (choices.find((choice) => choice.path === path)?.kind ?? 'serial');
  const choose = (id: string) => {
    setDriverId(id);
    setVariant('');
    if (catalogue.find((entry) => entry.id === id)?.link === 'tcp') setPath('0.0.0.0:2575');
    else if (startWith === null) setPath('');
  };
  const save = () =>
    act(async () => {
      const card = await call('devices.choose', { path, kind, driverId, variant: variant === '' ? null : variant });
      onDone(card.id);
    });
  return (
    <section className={styles.panel} aria-label="Add a device">
      <h2 className={styles.sentence}>{startWith === null ? 'Which device is it?' : `What is on ${startWith}?`}</h2>
      {candidates.length > 0 && (
        <>
          <p className={styles.nextStep}>
            {candidates.length === 1 ? 'This one’s frames were understood.' : 'More than one device fits. Choose the one in front of you.'}{' '}
            Isoline remembers it.
          </p>
          <div className={styles.candidates}>
            {candidates.map((candidate) => (
              <Button key={candidate.driverId} aria-pressed={candidate.driverId === driverId} onPress={() => choose(candidate.driverId)}>
                {candidate.label}
              </Button>
            ))}
          </div>
        </>
      )}
      <div className={styles.addFields}>
        <Select
          label="Device"
          value={driverId}
          options={[{ id: '', label: 'Choose…' }, ...catalogue.map(({ id, label }) => ({ id, label }))]}
          onChange={choose}
        />
        {driver !== null && driver.variants.length > 1 && (
          <Select
            label="Dialect"
            value={variant}
            options={driver.variants.map(({ id, label }, index) => ({ id: index === 0 ? '' : id, label }))}
            onChange={setVariant}
          />
        )}
        {typed ? (
          <TextField label="Listen on, address:port" value={path} onChange={setPath} />
        ) : (
          <Select
            label="Port"
            value={path}
            options={[
              { id: '', label: fitting.length === 0 ? 'No free port is there' : 'Choose…' },
              ...fitting.map((choice) => ({ id: choice.path, label: [choice.label, choice.chip].filter(Boolean).join(', ') })),
            ]}
            onChange={setPath}
          />
        )}
      </div>
      <p className={styles.note}>
        Welch Allyn, Mindray and other monitors without a public protocol connect over the network: choose “HL7 v2”, and let their gateway
        send to this computer.
      </p>
      {refusal}
      <div className={styles.addActs}>
        <Button variant="solid" isDisabled={busy || driverId === '' || path === ''} onPress={() => void save()}>
          Use this device
        </Button>
        <Button onPress={() => onDone(null)}>Cancel</Button>
      </div>
    </section>
  );
}
