/** A logger whose memory is asked for over a serial port. */
import { type FormEvent, useEffect, useState } from 'react';
import type { FileOutcome } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { onFridgeFact } from '../../../client/fridge-facts.ts';
import { useLive } from '../../../client/live-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { importedDetails, outcomeTitle } from './file-words.ts';
import styles from './files.module.css';

interface LoggerAtPortProps {
  units: readonly { id: string; name: string }[];
  onIncident: (id: string) => void;
}

export function LoggerAtPort({ units, onIncident }: LoggerAtPortProps) {
  const { ports } = useLive();
  const [isOpen, setOpen] = useState(false);
  const [port, setPort] = useState('');
  const [unitId, setUnitId] = useState('');
  const [serial, setSerial] = useState('');
  const [done, setDone] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<FileOutcome | null>(null);
  const { act, busy, refusal } = useAct();
  useEffect(() => onFridgeFact('fridge.importing', (is) => is.fileName === port.trim() && setDone(is.done)), [port]);
  const read = (event: FormEvent) => {
    event.preventDefault();
    setDone(null);
    setOutcome(null);
    const answers = serial.trim() === '' ? {} : { serial: serial.trim() };
    void act(async () => setOutcome(await call('fridge.readPort', { port: port.trim(), unitId: unitId === '' ? null : unitId, answers })));
  };
  if (!isOpen)
    return (
      <div className={styles.quietRow}>
        <Button variant="quiet" onPress={() => setOpen(true)}>
          Read a logger over its cable (Elitech RC-4, RC-5, UT330)…
        </Button>
      </div>
    );
  const serialPorts = ports.filter(({ kind }) => kind === 'serial').map(({ path }) => path);
  return (
    <form className={styles.file} onSubmit={read} aria-label="Read a logger over its cable">
      <div className={styles.fields}>
        <TextField
          label="Port"
          value={port}
          onChange={setPort}
          autoFocus
          hint={serialPorts.length === 0 ? 'COM4, /dev/ttyUSB0' : `Plugged in: ${serialPorts.join(', ')}`}
        />
        <Select
          label="It hangs in"
          value={unitId}
          options={[{ id: '', label: 'Where it is known to hang' }, ...units.map(({ id, name }) => ({ id, label: name }))]}
          onChange={setUnitId}
        />
        <TextField label="Serial number, where it tells none" value={serial} onChange={setSerial} />
        <Button type="submit" variant="solid" isDisabled={busy || port.trim() === ''}>
          {busy ? (done === null ? 'Being read…' : `${done} readings…`) : 'Read it'}
        </Button>
      </div>
      {refusal}
      {outcome !== null && (
        <div role="status">
          <p>
            <b>{outcomeTitle(outcome)}</b>
          </p>
          {outcome.state === 'unreadable' && <p className={styles.small}>{`${outcome.what}.`}</p>}
          {outcome.state === 'whose' && <p className={styles.small}>Choose its unit above and read it again.</p>}
          {(outcome.state === 'imported' || outcome.state === 'nothing-new') && (
            <>
              {importedDetails(outcome).map((sentence) => (
                <p key={sentence} className={styles.small}>
                  {sentence}
                </p>
              ))}
              {outcome.incidents.map(({ id }) => (
                <Button key={id} onPress={() => onIncident(id)}>
                  Work the incident
                </Button>
              ))}
            </>
          )}
        </div>
      )}
    </form>
  );
}
