/** Today: who is next, how long they have waited, and what waits for someone. */
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Settings, StationFacts, Today, TodayRow } from '../../../preload/contract.ts';
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
  now: number;
  onGo: (place: Place, part?: string) => void;
}

export function TodayScreen({ today, station, settings, now, onGo }: TodayScreenProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [search, setSearch] = useState<string | null>(null);
  const { act, refusal } = useAct();
  const rows = (today?.rows ?? []).filter((row) => search === null || fits(row, search));
  const row = rows.find(({ patientId }) => patientId === chosen) ?? rows.find(({ step }) => step === 'arrived') ?? rows[0] ?? null;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setSearch('');
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, []);
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
            <Button onPress={() => setSearch('')}>
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
              onChange={(event) => setSearch(event.target.value)}
              onKeyDown={(event) => event.key === 'Escape' && setSearch(null)}
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
            <ConfirmIdentity key={row.patientId} row={row} room={station.room} onOpened={() => onGo('vitals')} onResume={openVisit} />
          )
        )}
        {today !== null && <WaitingWork waiting={today.waiting} onGo={onGo} onOpen={openVisit} />}
      </div>
    </ListScreen>
  );
}

function fits(row: TodayRow, search: string): boolean {
  return `${row.family} ${row.given} ${row.given} ${row.family}`.toLowerCase().includes(search.trim().toLowerCase());
}
