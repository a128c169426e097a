/** A logger whose memory is asked for over its cable. */
import { type FormEvent, useEffect, useState } from 'react';
import type { FileOutcome, LoggerPort } from '../../../../preload/contract.ts';
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

const other = 'another';

export function LoggerAtPort({ units, onIncident }: LoggerAtPortProps) {
  const { ports } = useLive();
  const [isOpen, setOpen] = useState(false);
  const [found, setFound] = useState<readonly LoggerPort[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [unitId, setUnitId] = useState('');
  const [serial, setSerial] = useState('');
  const [done, setDone] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<FileOutcome | null>(null);
  const { act, busy, refusal } = useAct();
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked for again whenever something is plugged in or out.
  useEffect(() => {
    let wanted = isOpen;
    if (isOpen)
      call('fridge.loggerPorts', null).then(
        (now) => wanted && setFound(now),
        () => undefined,
      );
    return () => {
      wanted = false;
    };
  }, [isOpen, ports]);
  const free = found.filter(({ takenBy }) => takenBy === null);
  // What was chosen and is gone is not chosen any more; one that is plugged in alone need not be chosen.
  const isThere = chosen === other || free.some((one) => one.port === chosen);
  const place = chosen !== null && isThere ? chosen : (free[0]?.port ?? other);
  const port = place === other ? typed.trim() : place;
  useEffect(() => onFridgeFact('fridge.importing', (is) => is.fileName === port && setDone(is.done)), [port]);
  const read = (event: FormEvent) => {
    event.preventDefault();
    setDone(null);
    setOutcome(null);
    const answers = serial.trim() === '' ? {} : { serial: serial.trim() };
    void act(async () => setOutcome(await call('fridge.readPort', { port, unitId: unitId === '' ? null : unitId, answers })));
  };
  if (!isOpen)
    return (
      <div className={styles.quietRow}>
        <Button variant="quiet" onPress={() => setOpen(true)}>
          Read a logger over its cable (Elitech, UT330)…
        </Button>
      </div>
    );
  return (
    <form className={styles.file} onSubmit={read} aria-label="Read a logger over its cable">
      <div className={styles.fields}>
        <Select
          label="Plugged in"
          value={place}
          options={[...free.map(({ port: id, label }) => ({ id, label })), { id: other, label: 'Another port…' }]}
          onChange={setChosen}
        />
        {place === other && <TextField label="Port" value={typed} onChange={setTyped} hint="COM4, /dev/ttyUSB0" />}
        <Select
          label="It hangs in"
          value={unitId}
          options={[{ id: '', label: 'Where it is known to hang' }, ...units.map(({ id, name }) => ({ id, label: name }))]}
          onChange={setUnitId}
        />
        <TextField label="Serial number, where it tells none" value={serial} onChange={setSerial} />
        <Button type="submit" variant="solid" isDisabled={busy || port === ''}>
          {busy ? (done === null ? 'Being read…' : `${done} readings…`) : 'Read it'}
        </Button>
      </div>
      {found.length > free.length && (
        <p className={styles.small}>
          {found.flatMap(({ label, takenBy }) => (takenBy === null ? [] : [`${label} belongs to ${takenBy}.`])).join(' ')}
        </p>
      )}
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
