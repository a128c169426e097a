/** Loggers that are plugged in as drives: what was taken by itself, and what waits for a person's word. */
import { useEffect, useState } from 'react';
import type { FileOutcome, LoggerDrive } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { onFridgeFact } from '../../../client/fridge-facts.ts';
import { Button } from '../../../ui/Button.tsx';
import { useAct } from '../../rooming/useAct.tsx';
import { outcomeTitle } from './file-words.ts';
import styles from './files.module.css';

interface LoggerDrivesProps {
  taken: readonly FileOutcome[];
  onIncident: (id: string) => void;
}

export function LoggerDrives({ taken, onIncident }: LoggerDrivesProps) {
  const [drives, setDrives] = useState<readonly LoggerDrive[]>([]);
  const [asked, setOutcomes] = useState<readonly FileOutcome[] | null>(null);
  const outcomes = asked ?? taken;
  const { act, busy, refusal } = useAct();
  useEffect(() => {
    const reload = () => void call('fridge.drives', null).then(setDrives, () => undefined);
    reload();
    return onFridgeFact('fridge.drivesChanged', reload);
  }, []);
  const take = ({ path, files }: LoggerDrive) => {
    const fresh = files.filter(({ isHere }) => !isHere).map(({ name }) => name);
    void act(async () => setOutcomes(await call('fridge.takeFromDrive', { path, files: fresh, unitId: null })));
  };
  if (drives.length === 0 && outcomes.length === 0) return null;
  return (
    <ul className={styles.files} aria-label="Plugged in">
      {drives.map((drive) => {
        const fresh = drive.files.filter(({ isHere }) => !isHere).length;
        return (
          <li key={drive.path} className={styles.file}>
            <div className={styles.fileHead}>
              <b>{drive.name}</b>
              <span>{fresh === 0 ? 'All of its files are here.' : `${fresh} of ${drive.files.length} files are new.`}</span>
              {fresh > 0 && (
                <Button isDisabled={busy} onPress={() => take(drive)}>
                  Read them in
                </Button>
              )}
            </div>
          </li>
        );
      })}
      {outcomes.map((outcome) => (
        <li key={outcome.fileName} className={styles.file}>
          <b>{outcome.fileName}</b>
          <p>{outcomeTitle(outcome)}</p>
          {outcome.state === 'whose' && (
            <p className={styles.small}>Choose this file from the drive with “Choose files” and say in which unit its logger hangs.</p>
          )}
          {outcome.state === 'imported' &&
            outcome.incidents.map(({ id }) => (
              <Button key={id} onPress={() => onIncident(id)}>
                Work the incident
              </Button>
            ))}
        </li>
      ))}
      {refusal}
    </ul>
  );
}
