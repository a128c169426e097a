/** One file: what became of it in a line, what was skipped, and the question it leaves open. */
import { useEffect, useState } from 'react';
import type { FileAnswers, FileOutcome } from '../../../../preload/contract.ts';
import { onFridgeFact } from '../../../client/fridge-facts.ts';
import { Button } from '../../../ui/Button.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { count } from '../notice-words.ts';
import { AskAltered, AskMoved, AskSerial, AskUnit } from './FileQuestions.tsx';
import { importedDetails, outcomeTitle } from './file-words.ts';
import styles from './files.module.css';
import { MapColumns } from './MapColumns.tsx';
import type { TakenFile } from './useLoggerFiles.ts';

interface FileLineProps {
  file: TakenFile;
  units: readonly { id: string; name: string }[];
  proposed: string | null;
  busy: boolean;
  onAnswer: (change: { unitId?: string; answers?: FileAnswers }) => void;
  onLeave: () => void;
  onIncident: (id: string) => void;
}

/** A long file says how many of its readings are stored; a short one is there before anybody could read a number. */
function BeingRead({ fileName }: { fileName: string }) {
  const [done, setDone] = useState(0);
  useEffect(() => onFridgeFact('fridge.importing', (is) => is.fileName === fileName && setDone(is.done)), [fileName]);
  return (
    <li className={styles.file}>
      <b>{fileName}</b>
      <p role="status">{done === 0 ? 'Being read…' : 'Being stored…'}</p>
      {done > 0 && <p>{`${done.toLocaleString('en-US')} readings`}</p>}
    </li>
  );
}

export function FileLine({ file, onLeave, ...rest }: FileLineProps) {
  const { outcome, fileName } = file;
  if (outcome === null) return <BeingRead fileName={fileName} />;
  const isOpen =
    outcome.state === 'unanswered' || outcome.state === 'whose' || outcome.state === 'elsewhere' || outcome.state === 'altered';
  return (
    <li className={styles.file} data-asks={isOpen ? '' : undefined}>
      <div className={styles.fileHead}>
        <b>{fileName}</b>
        {isOpen && <Tag kind="ask">Not read in yet</Tag>}
        {(isOpen || outcome.state === 'unreadable') && (
          <Button variant="quiet" onPress={onLeave}>
            Leave it out
          </Button>
        )}
      </div>
      <h3>{outcomeTitle(outcome)}</h3>
      <Rest outcome={outcome} file={file} {...rest} />
    </li>
  );
}

function Rest({ outcome, file, units, proposed, busy, onAnswer, onIncident }: Omit<FileLineProps, 'onLeave'> & { outcome: FileOutcome }) {
  switch (outcome.state) {
    case 'imported':
    case 'nothing-new':
      return <Imported outcome={outcome} onIncident={onIncident} />;
    case 'unreadable':
      return (
        <p>
          {outcome.what}
          {outcome.where !== null && ` (${outcome.where})`} Nothing of it was stored. Read the logger again, or ask who made the file.
        </p>
      );
    case 'unanswered':
      return outcome.study === null ? (
        <AskSerial what={outcome.what} busy={busy} onAnswer={(answers) => onAnswer({ answers })} />
      ) : (
        <MapColumns
          file={file}
          study={outcome.study}
          questions={outcome.questions}
          busy={busy}
          onAnswer={(answers) => onAnswer({ answers })}
        />
      );
    case 'whose':
      return <AskUnit outcome={outcome} units={units} proposed={proposed} busy={busy} onAnswer={(unitId) => onAnswer({ unitId })} />;
    case 'elsewhere':
      return <AskMoved busy={busy} onAnswer={(movedAt) => onAnswer({ answers: { movedAt } })} />;
    case 'altered':
      return <AskAltered busy={busy} onAnswer={(alteredBecause) => onAnswer({ answers: { alteredBecause } })} />;
    case 'attached':
      return null;
  }
}

function Imported({
  outcome,
  onIncident,
}: {
  outcome: Extract<FileOutcome, { state: 'imported' | 'nothing-new' }>;
  onIncident: (id: string) => void;
}) {
  return (
    <>
      {outcome.skipped.length > 0 && (
        <ol className={styles.skipped} aria-label="Skipped rows">
          {outcome.skipped.map(({ line, reason }) => (
            <li key={line}>
              <b>Line {line}</b> {reason}
            </li>
          ))}
        </ol>
      )}
      {importedDetails(outcome).map((sentence) => (
        <p key={sentence} className={styles.small}>
          {sentence}
        </p>
      ))}
      {outcome.incidents.map(({ id, became }) => (
        <p key={id} className={styles.incident}>
          <Tag kind="ask">{became === 'opened' ? 'A temperature out of range' : 'An incident grew'}</Tag>
          <Button onPress={() => onIncident(id)}>Work the incident</Button>
        </p>
      ))}
      {outcome.incidents.length === 0 && outcome.excursions > 0 && (
        <p className={styles.small}>{count(outcome.excursions, 'excursion')} in it, known before.</p>
      )}
    </>
  );
}
