/** Today: who is next, how long they have waited, and what waits for someone. */
import { Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Person, Settings, StationFacts, Today, TodayRow } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { showRooming } from '../../client/live-store.ts';
import type { Place } from '../../client/usePlace.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { ListScreen } from '../../ui/ListScreen.tsx';
import { useAct } from '../rooming/useAct.tsx';
import { AddPatient } from './AddPatient.tsx';
import { ConfirmIdentity } from './ConfirmIdentity.tsx';
import { TodayList } from './TodayList.tsx';
import styles from './today.module.css';
import { WaitingWork } from './WaitingWork.tsx';

interface TodayScreenProps {
  today: Today | null;
  station: StationFacts;
  settings: Settings | null;
  person: Person;
  now: number;
  /** What is looked for in the list; null while nobody looks. */
  search: string | null;
  onSearch: (search: string | null) => void;
  onGo: (place: Place, part?: string) => void;
}

export function TodayScreen({ today, station, settings, person, now, search, onSearch, onGo }: TodayScreenProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const { act, refusal } = useAct();
  // Who comes back finds the whole list.
  useEffect(() => () => onSearch(null), [onSearch]);
  const rows = (today?.rows ?? []).filter((row) => search === null || fits(row, search));
  const row = rows.find(({ patientId }) => patientId === chosen) ?? rows.find(({ step }) => step === 'arrived') ?? rows[0] ?? null;
  const openVisit = (visitId: string) =>
    act(() => call('visits.read', { visitId }).then(showRooming)).then((done) => done && onGo('vitals'));
  return (
    <ListScreen
      title="Today"
      about={new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'long', day: 'numeric' }).format(now)}
      className={styles.columns!}
      acts={
        <>
          {search === null ? (
            <Button onPress={() => onSearch('')}>
              Find <Kbd>Ctrl K</Kbd>
            </Button>
          ) : (
            <input
              type="search"
              className={styles.search}
              // biome-ignore lint/a11y/noAutofocus: the person has just asked to find somebody.
              autoFocus
              aria-label="Find a patient by name"
              placeholder="Name"
              value={search}
              onChange={(event) => onSearch(event.target.value)}
              onKeyDown={(event) => moveFromSearch(event, () => onSearch(null))}
            />
          )}
          <Button onPress={() => setAdding(true)}>
            <Plus aria-hidden="true" /> Add by hand
          </Button>
        </>
      }
    >
      <TodayList
        rows={rows}
        finished={today?.finished ?? 0}
        isSearch={search !== null}
        chosen={row?.patientId ?? null}
        now={now}
        isLoading={today === null}
        onChoose={setChosen}
        onOpen={openVisit}
      />
      <div className={styles.side}>
        {refusal}
        {adding ? (
          <AddPatient
            settings={settings}
            onDone={(patientId) => {
              setAdding(false);
              if (patientId !== null) setChosen(patientId);
            }}
          />
        ) : (
          row !== null && (
            <ConfirmIdentity
              key={row.patientId}
              row={row}
              room={station.room}
              me={person.name}
              onOpened={() => onGo('vitals')}
              onResume={openVisit}
            />
          )
        )}
        {today !== null && <WaitingWork waiting={today.waiting} rows={today.rows} onGo={onGo} />}
      </div>
    </ListScreen>
  );
}

function fits(row: TodayRow, search: string): boolean {
  return `${row.family} ${row.given} ${row.given} ${row.family}`.toLowerCase().includes(search.trim().toLowerCase());
}

/** From the name typed on to the list, or straight to the panel of the first found. */
function moveFromSearch(event: KeyboardEvent<HTMLInputElement>, close: () => void): void {
  if (event.key === 'Escape') close();
  else if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('[data-today-row]')?.focus();
  else if (event.key === 'Enter') document.querySelector<HTMLElement>('[data-confirm] button')?.focus();
  else return;
  event.preventDefault();
}
