/** Logger files are dropped or chosen here; each says what became of it, and asks what it leaves open. Nothing is stored before it is answered. */
import { FileUp, X } from 'lucide-react';
import type { FileOutcome } from '../../../../preload/contract.ts';
import { Button } from '../../../ui/Button.tsx';
import { FilesButton } from '../../../ui/FilesButton.tsx';
import { useFileDrop } from '../../../ui/useFileDrop.ts';
import { useEscape } from '../../rooming/useEscape.ts';
import { FileLine } from './FileLine.tsx';
import styles from './files.module.css';
import { LoggerAtPort } from './LoggerAtPort.tsx';
import { LoggerDrives } from './LoggerDrives.tsx';
import { useLoggerFiles } from './useLoggerFiles.ts';

export interface ReadFilesProps {
  /** The units a logger can hang in. */
  units: readonly { id: string; name: string }[];
  /** The unit on the screen, for a logger that is new here; null: none is chosen. */
  unitId: string | null;
  /** What a logger's drive brought by itself, last. */
  taken: readonly FileOutcome[];
  onIncident: (id: string) => void;
  onClose: () => void;
}

export function ReadFiles({ units, unitId, taken, onIncident, onClose }: ReadFilesProps) {
  const { files, take, answer, leave, busy, refusal } = useLoggerFiles(null);
  useEscape(onClose);
  const drop = useFileDrop((dropped) => void take(dropped));
  return (
    <section className={styles.panel} aria-label="Read logger files" {...drop}>
      <header className={styles.head}>
        <h2>Read logger files</h2>
        <Button variant="quiet" aria-label="Close" onPress={onClose}>
          <X aria-hidden="true" />
        </Button>
      </header>
      <div className={styles.drop}>
        <FileUp aria-hidden="true" />
        <p>
          Drop the logger’s file here, or choose it. A Fridge-tag plugged into this computer is found by itself.
          <small>Its PDF may come along; it is kept beside the file.</small>
        </p>
        <FilesButton label="Logger files" multiple isDisabled={busy} onFiles={(chosen) => void take(chosen)}>
          Choose files
        </FilesButton>
      </div>
      {refusal}
      <LoggerAtPort units={units} onIncident={onIncident} />
      <LoggerDrives taken={taken} onIncident={onIncident} />
      <ul className={styles.files} aria-live="polite">
        {files.map((file) => (
          <FileLine
            key={file.key}
            file={file}
            units={units}
            proposed={unitId}
            busy={busy}
            onAnswer={(change) => void answer(file, change)}
            onLeave={() => leave(file)}
            onIncident={onIncident}
          />
        ))}
      </ul>
    </section>
  );
}
