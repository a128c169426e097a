/** The outbox: did it arrive? Every row a patient, a state in plain words, attempts and receipt. */
import { Search } from 'lucide-react';
import { useState } from 'react';
import type { Outbox, OutboxRow, Person } from '../../../preload/contract.ts';
import { showMoreOutbox } from '../../client/live-store.ts';
import { Button } from '../../ui/Button.tsx';
import { ListScreen } from '../../ui/ListScreen.tsx';
import { RowList } from '../../ui/RowList.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { LeftOutBar } from './LeftOutBar.tsx';
import { OutboxDetail } from './OutboxDetail.tsx';
import { OutboxLine } from './OutboxLine.tsx';
import styles from './outbox.module.css';
import { houseWords } from './words.ts';

interface OutboxScreenProps {
  outbox: Outbox | null;
  person: Person;
  now: number;
}

export function OutboxScreen({ outbox, person, now }: OutboxScreenProps) {
  const [whose, setWhose] = useState<'all' | 'mine'>('all');
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = (outbox?.rows ?? []).filter((row) => (whose === 'all' || row.signedBy === person.name) && fits(row, search));
  const groups = [
    { title: 'Needs a person', kind: 'ask', about: '', rows: rows.filter((row) => row.needsPerson) },
    { title: 'On its way', kind: 'plain', about: 'nothing to do', rows: rows.filter((row) => !row.needsPerson && !isDone(row)) },
    { title: 'In the chart', kind: 'plain', about: 'newest first', rows: rows.filter((row) => !row.needsPerson && isDone(row)) },
  ] as const;
  const total = outbox === null ? 0 : outbox.counts.needsPerson + outbox.counts.onItsWay + outbox.counts.done;
  const current = rows.find(({ id }) => id === chosen) ?? groups[0]!.rows[0] ?? null;
  return (
    <ListScreen
      title="Outbox"
      about={outbox === null ? '' : houseWords(outbox, now)}
      className={`${styles.columns} ${chosen === null ? '' : styles.opened}`}
      acts={
        <span className={styles.finding}>
          <Segmented
            label="Whose"
            value={whose}
            options={[
              { id: 'all', label: 'All' },
              { id: 'mine', label: 'Mine' },
            ]}
            onChange={(next) => setWhose(next === 'mine' ? 'mine' : 'all')}
          />
          <label className={styles.search}>
            <Search aria-hidden="true" />
            <input
              type="search"
              placeholder="Find a result"
              aria-label="Find a result by patient"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </label>
        </span>
      }
    >
      <div className={styles.list} data-region="list">
        {outbox?.leftOut.map((one) => (
          <LeftOutBar key={one.destination} leftOut={one} person={person} />
        ))}
        {outbox !== null && rows.length === 0 && <p className={styles.empty}>{emptyWords(outbox, search)}</p>}
        {groups
          .filter((group) => group.rows.length > 0)
          .map((group) => (
            <RowList
              key={group.title}
              title={group.title}
              about={group.about}
              kind={group.kind}
              rows={group.rows.map((row) => (
                <OutboxLine key={row.id} row={row} isChosen={row.id === current?.id} now={now} onChoose={() => setChosen(row.id)} />
              ))}
            />
          ))}
        {outbox !== null && outbox.rows.length < total && (
          <p className={styles.foot}>
            {total - outbox.rows.length} older {total - outbox.rows.length === 1 ? 'one is' : 'ones are'} not shown.
            <Button onPress={() => void showMoreOutbox()}>Show more</Button>
          </p>
        )}
      </div>
      {current !== null && <OutboxDetail key={current.id} row={current} now={now} onBack={() => setChosen(null)} />}
    </ListScreen>
  );
}

function emptyWords(outbox: Outbox, search: string): string {
  if (search !== '') return 'No result has this name or number.';
  if (outbox.destinations.length === 0) return 'Nothing is sent until an administrator sets up a chart in Settings.';
  return 'Nothing was signed yet. What is signed goes to the chart from here.';
}

function isDone(row: OutboxRow): boolean {
  return row.state === 'delivered' || row.state === 'accepted-pending' || row.state === 'given-up';
}

function fits(row: OutboxRow, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return wanted === '' || `${row.patient.family} ${row.patient.given} ${row.patient.mrn}`.toLowerCase().includes(wanted);
}
