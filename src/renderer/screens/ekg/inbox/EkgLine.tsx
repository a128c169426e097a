import { Check, CircleDashed, CircleHelp, Clock, FileX, History, RotateCcw } from 'lucide-react';
import { instantWords } from '../../../../../drivers/model/paper/date-words.ts';
import type { EkgCard } from '../../../../preload/contract.ts';
import { Row } from '../../../ui/RowList.tsx';
import { dateOfBirthWords } from '../../rooming/identity.ts';
import { stateWords } from '../review/words.ts';
import styles from './inbox.module.css';
import { nameOnFile } from './words.ts';

const pictures = {
  unmatched: CircleHelp,
  recorded: CircleDashed,
  waiting: Clock,
  confirmed: Check,
  retake: RotateCcw,
  superseded: History,
  dismissed: FileX,
} as const;

const needsPerson: ReadonlySet<EkgCard['state']> = new Set(['unmatched', 'recorded', 'waiting']);

interface EkgLineProps {
  card: EkgCard;
  isChosen: boolean;
  now: number;
  onChoose: () => void;
}

export function EkgLine({ card, isChosen, now, onChoose }: EkgLineProps) {
  const { problem, format, takenAt } = card;
  const Picture = problem === null ? pictures[card.state] : FileX;
  const [title, beneath] = whose(card);
  return (
    <li>
      <Row isChosen={isChosen} className={styles.line} onClick={onChoose}>
        <span>
          <b className={styles.name}>{title}</b>
          <small>{beneath}</small>
        </span>
        <span>
          {takenAt === null ? 'Time not known' : instantWords(takenAt)}
          <small>{format ?? 'No format that is known'}</small>
        </span>
        <span className={`${styles.state} ${needsPerson.has(card.state) ? styles.ask : ''}`}>
          <Picture aria-hidden="true" />
          <b>{stateWords(card, now)}</b>
        </span>
      </Row>
    </li>
  );
}

/** A name, and what it rests on; where there is none, the file's own tells one of these from another. */
function whose({ patient, filePatient, fileName }: EkgCard): [string, string] {
  if (patient !== null) return [`${patient.family.toUpperCase()}, ${patient.given}`, `Born ${dateOfBirthWords(patient.dateOfBirth)}`];
  if (filePatient === null) return [fileName, 'Nothing on it could be read'];
  if ((filePatient.family ?? '') === '' && (filePatient.given ?? '') === '') return [fileName, 'No name is on it'];
  return [nameOnFile(filePatient), 'As the file says; nobody has checked it'];
}
