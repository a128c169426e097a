/** The frame of all screens: who is here decides what is shown; the rail, the place, and the bars above it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Session } from '../preload/contract.ts';
import { call } from './client/call.ts';
import { useLive } from './client/live-store.ts';
import { useIdleLock } from './client/useIdleLock.ts';
import { useNow } from './client/useNow.ts';
import { type Place, usePlace } from './client/usePlace.ts';
import { useRegions } from './client/useRegions.ts';
import { FaultBars } from './FaultBars.tsx';
import styles from './frame.module.css';
import { Rail } from './Rail.tsx';
import { DevicesScreen } from './screens/devices/DevicesScreen.tsx';
import { EkgScreen } from './screens/ekg/EkgScreen.tsx';
import { FridgesScreen } from './screens/fridges/FridgesScreen.tsx';
import { OutboxScreen } from './screens/outbox/OutboxScreen.tsx';
import { NoVisit } from './screens/rooming/NoVisit.tsx';
import { RoomingScreen } from './screens/rooming/RoomingScreen.tsx';
import { SettingsScreen } from './screens/settings/SettingsScreen.tsx';
import { ChooseStart } from './screens/signin/ChooseStart.tsx';
import { FirstPerson } from './screens/signin/FirstPerson.tsx';
import { SignIn } from './screens/signin/SignIn.tsx';
import { TodayScreen } from './screens/today/TodayScreen.tsx';

const waitingBeforeWords = 400;

export function App() {
  const live = useLive();
  const { station, session } = live;
  const now = useNow();
  useOwnStart(session);
  if (station === null) return <Waiting connected={live.connected} />;
  if (station.setup === 'choose') return <ChooseStart />;
  if (station.setup === 'first-person') return <FirstPerson station={station} />;
  if (session.person === null || session.locked !== null)
    return <SignIn station={station} session={session} now={now} connected={live.connected} />;
  return <Frame now={now} />;
}

/** Whoever takes over the station begins at Today; who unlocks it finds the place they left. */
function useOwnStart(session: Session): void {
  const before = useRef<string | null>(null);
  const here = session.locked === null ? (session.person?.id ?? null) : null;
  useEffect(() => {
    if (here === null) return;
    if (before.current !== null && before.current !== here) location.hash = '/today';
    before.current = here;
  }, [here]);
}

/** Says what it waits for only when it takes long enough to wonder. */
function Waiting({ connected }: { connected: boolean }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), waitingBeforeWords);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className={styles.waiting}>
      {isLong && (
        <p role="status">
          {connected ? 'Opening…' : 'Looking for the station. If this stays, open the address it printed when it started.'}
        </p>
      )}
    </main>
  );
}

function Frame({ now }: { now: number }) {
  const live = useLive();
  const [{ place, part }, go] = usePlace();
  const [first, setFirst] = useState<string | null>(null);
  const [search, setSearch] = useState<string | null>(null);
  const station = live.station!;
  const person = live.session.person!;
  useRegions();
  useIdleLock(station.idleLockMinutes, () => void call('people.lock', { because: 'idle' }).catch(() => undefined));
  useEffect(() => {
    document.title = `Isoline · ${titles[place]}`;
  }, [place]);
  const faults = <FaultBars faults={live.faults} />;
  const why = (deviceId: string) => {
    setFirst(deviceId);
    go('devices');
  };
  const find = useCallback(() => {
    setSearch('');
    go('today');
  }, [go]);
  return (
    <div className={styles.app}>
      <Rail place={place} now={now} onGo={go} onFind={find} />
      <div className={styles.body}>
        {!live.connected && (
          <p className={styles.bar} role="alert">
            <b>The screen lost the station.</b> Nothing is lost; reconnecting.
          </p>
        )}
        {(place === 'vitals' || place === 'ekg') && live.rooming !== null ? null : faults}
        <main className={styles.place}>
          {place === 'today' && (
            <TodayScreen
              today={live.today}
              station={station}
              settings={live.settings}
              person={person}
              now={now}
              search={search}
              onSearch={setSearch}
              onGo={go}
            />
          )}
          {place === 'vitals' &&
            (live.rooming === null || live.settings === null ? (
              <NoVisit unassigned={live.today?.waiting.unassigned ?? null} onGo={go} />
            ) : (
              <RoomingScreen
                key={live.rooming.visit.id}
                rooming={live.rooming}
                person={person}
                settings={live.settings}
                tiles={live.tiles}
                devices={live.devices}
                connected={live.connected}
                faults={faults}
                now={now}
                onWhy={why}
                onClosed={() => go('today')}
              />
            ))}
          {place === 'ekg' && live.settings !== null && (
            <EkgScreen live={live} settings={live.settings} person={person} faults={faults} part={part} now={now} onGo={go} onWhy={why} />
          )}
          {place === 'fridges' && <FridgesScreen person={person} part={part} onGo={go} />}
          {place === 'outbox' && <OutboxScreen outbox={live.outbox} person={person} now={now} />}
          {place === 'devices' && <DevicesScreen station={station} devices={live.devices} ports={live.ports} now={now} first={first} />}
          {place === 'settings' && <SettingsScreen settings={live.settings} person={person} station={station} />}
        </main>
      </div>
    </div>
  );
}

const titles: Readonly<Record<Place, string>> = {
  today: 'Today',
  vitals: 'Vitals',
  ekg: 'EKG',
  fridges: 'Fridges',
  outbox: 'Outbox',
  devices: 'Devices',
  settings: 'Settings',
};
