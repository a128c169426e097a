import { Check, ChevronRight, MonitorCheck, User } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { TodayRow } from '../../../preload/contract.ts';
import { Row, RowList } from '../../ui/RowList.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { clockTime } from '../rooming/age.ts';
import styles from './today.module.css';

interface TodayListProps {
  rows: readonly TodayRow[];
  finished: number;
  isSearch: boolean;
  isLoading: boolean;
  chosen: string | null;
  now: number;
  onChoose: (patientId: string) => void;
  onOpen: (visitId: string) => void;
}

const groups: readonly { title: string; about: string; steps: readonly TodayRow['step'][] }[] = [
  { title: 'Arrived', about: 'longest wait first', steps: ['arrived'] },
  { title: 'In rooms', about: '', steps: ['rooming', 'signed', 'ready'] },
  { title: 'Next', about: 'not arrived yet', steps: ['not-arrived'] },
  { title: 'Left', about: '', steps: ['left'] },
];

export function TodayList({ rows, finished, isSearch, isLoading, chosen, now, onChoose, onOpen }: TodayListProps) {
  return (
    <section className={styles.list} data-region="list" aria-label="Today’s patients">
      {!isLoading && rows.length === 0 && (
        <p className={styles.empty}>
          {isSearch ? 'Nobody on today’s list has this name.' : 'Nobody is on today’s list yet. Add a patient by hand.'}
        </p>
      )}
      {groups.map((group) => {
        const members = rows.filter(({ step }) => group.steps.includes(step));
        if (members.length === 0) return null;
        return (
          <RowList
            key={group.title}
            title={group.title}
            about={group.about}
            rows={members.map((row) => (
              <li key={row.patientId}>
                <PatientRow row={row} isChosen={row.patientId === chosen} now={now} onChoose={onChoose} onOpen={onOpen} />
              </li>
            ))}
          />
        );
      })}
      <p className={styles.listFoot}>Finished today: {finished}</p>
    </section>
  );
}

interface PatientRowProps {
  row: TodayRow;
  isChosen: boolean;
  now: number;
  onChoose: (patientId: string) => void;
  onOpen: (visitId: string) => void;
}

function PatientRow({ row, isChosen, now, onChoose, onOpen }: PatientRowProps) {
  const later = row.step === 'not-arrived' || row.step === 'left';
  return (
    <Row
      isChosen={isChosen}
      className={`${styles.row} ${later ? styles.later : ''}`}
      data-today-row=""
      onFocus={() => onChoose(row.patientId)}
      onClick={() => onChoose(row.patientId)}
      onDoubleClick={() => row.visitId !== null && onOpen(row.visitId)}
      onKeyDown={moveOn}
    >
      <b className={styles.time}>{row.appointmentAt === null ? '' : clockTime(row.appointmentAt)}</b>
      <span className={styles.name}>
        <b>
          {row.family.toUpperCase()}, {row.given}
        </b>
        <small>
          {row.ageText} {row.sex[0]!.toUpperCase()} · MRN ends {row.mrnEnd}
        </small>
      </span>
      <span className={styles.about}>
        {row.room !== null && row.step !== 'arrived' ? `${row.room}, ${row.owner ?? ''}` : row.clinician}
        <br />
        {row.reason}
      </span>
      <Step row={row} now={now} />
      {row.similarTo !== null && <Tag>Similar name</Tag>}
      {!later && <ChevronRight aria-hidden="true" className={styles.chevron} />}
    </Row>
  );
}

function Step({ row, now }: { row: TodayRow; now: number }) {
  const Picture = { arrived: User, rooming: MonitorCheck, signed: MonitorCheck, ready: Check, 'not-arrived': null, left: null }[row.step];
  return (
    <span className={styles.step}>
      {Picture !== null && <Picture aria-hidden="true" />}
      {stepWords(row, now)}
    </span>
  );
}

function stepWords(row: TodayRow, now: number): string {
  if (row.step === 'arrived') {
    const minutes = row.arrivedAt === null ? 0 : Math.floor((now - Date.parse(row.arrivedAt)) / 60_000);
    return minutes < 2 ? 'Just arrived' : `Waiting ${minutes} min`;
  }
  return { rooming: 'Being roomed', signed: 'Signed', ready: 'Ready', 'not-arrived': 'Not arrived', left: 'Left' }[row.step];
}

/** Arrow keys move in the list; Enter goes to the confirm panel's first button. */
function moveOn(event: KeyboardEvent<HTMLButtonElement>): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-today-row]')];
  const here = rows.indexOf(event.currentTarget);
  if (event.key === 'ArrowDown') rows[here + 1]?.focus();
  else if (event.key === 'ArrowUp') rows[here - 1]?.focus();
  else if (event.key === 'Enter') setTimeout(() => document.querySelector<HTMLElement>('[data-confirm] button')?.focus(), 0);
  else return;
  event.preventDefault();
}
