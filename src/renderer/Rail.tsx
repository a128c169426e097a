/** The rail: places, what needs a person in each, the clock, who is working, and the lock. */
import { Cable, CalendarDays, HeartPulse, Lock, MonitorCheck, Send, Settings, ThermometerSnowflake } from 'lucide-react';
import { useEffect } from 'react';
import { initialsOf } from '../../drivers/model/initials.ts';
import type { FridgesWaiting } from '../preload/contract.ts';
import { call } from './client/call.ts';
import { useLive } from './client/live-store.ts';
import { type Place, places } from './client/usePlace.ts';
import styles from './frame.module.css';
import { clockTime, countdown } from './screens/rooming/age.ts';
import { Mark } from './ui/Mark.tsx';
import { Spoken } from './ui/Spoken.tsx';

const pictures = {
  today: CalendarDays,
  vitals: MonitorCheck,
  ekg: HeartPulse,
  fridges: ThermometerSnowflake,
  outbox: Send,
  devices: Cable,
  settings: Settings,
} as const;
const names: Readonly<Record<Place, string>> = {
  today: 'Today',
  vitals: 'Vitals',
  ekg: 'EKG',
  fridges: 'Fridges',
  outbox: 'Outbox',
  devices: 'Devices',
  settings: 'Settings',
};

interface RailProps {
  place: Place;
  now: number;
  onGo: (place: Place) => void;
  /** Somebody looks for a patient, wherever they are. */
  onFind: () => void;
}

export function Rail({ place, now, onGo, onFind }: RailProps) {
  const live = useLive();
  const person = live.session.person!;
  const counts: Partial<Record<Place, number>> = {
    today: live.today === null ? 0 : live.today.waiting.unassigned.count + live.today.waiting.notTold.length,
    ekg: live.ekgs?.filter(({ state }) => state === 'unmatched' || state === 'waiting').length ?? 0,
    fridges: live.today === null ? 0 : fridgesNeed(live.today.waiting.fridges),
    outbox: live.outbox?.counts.needsPerson ?? 0,
    devices: live.ports.length + live.devices.filter(({ state }) => !['answering', 'waiting', 'connecting'].includes(state)).length,
  };
  const timer = live.session.timerEndsAt;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const named = places.find(({ digit }) => String(digit) === event.key);
      if (event.altKey && !event.ctrlKey && named !== undefined) {
        event.preventDefault();
        onGo(named.place);
      }
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'l') {
        event.preventDefault();
        lock();
      }
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        onFind();
      }
    };
    window.addEventListener('keydown', hear, { capture: true });
    return () => window.removeEventListener('keydown', hear, { capture: true });
  }, [onGo, onFind]);
  return (
    <section className={styles.rail} data-region="rail" aria-label="Rail">
      <div className={styles.railMark}>
        <Mark size={40} />
      </div>
      <nav aria-label="Places">
        {places.map(({ place: one, digit }) => {
          const Picture = pictures[one];
          const count = counts[one] ?? 0;
          return (
            <button
              key={one}
              type="button"
              aria-current={one === place ? 'page' : undefined}
              aria-keyshortcuts={`Alt+${digit}`}
              onClick={() => onGo(one)}
            >
              <Picture aria-hidden="true" />
              <span>{names[one]}</span>
              {one === 'vitals' && timer !== null && <span className={styles.railTimer}>{countdown(timer, now)}</span>}
              {count > 0 && (
                <>
                  <span className={styles.count}>{count}</span>
                  <Spoken>{count === 1 ? 'needs someone' : 'need someone'}</Spoken>
                </>
              )}
            </button>
          );
        })}
      </nav>
      <div className={styles.railFoot}>
        <span className={styles.clock}>{clockTime(new Date(now).toISOString())}</span>
        {live.station?.demo && <span className={styles.demo}>DEMO</span>}
        <span className={styles.me}>
          <span className={styles.avatar} aria-hidden="true">
            {initialsOf(person.name)}
          </span>
          {shortName(person.name)}
        </span>
        <button type="button" aria-keyshortcuts="Control+L" onClick={lock}>
          <Lock aria-hidden="true" />
          <span>Lock</span>
        </button>
      </div>
    </section>
  );
}

/** What is late or open; a check that is only due waits for its time. */
function fridgesNeed({ check, incidents, endedCertificates }: FridgesWaiting): number {
  return (check?.overdue ? check.units : 0) + incidents + endedCertificates;
}

function lock(): void {
  void call('people.lock', { because: 'asked' }).catch(() => undefined);
}

/** "Maria R." */
function shortName(name: string): string {
  const parts = name.split(' ');
  return parts.length === 1 ? name : `${parts[0]} ${parts.at(-1)![0]}.`;
}
