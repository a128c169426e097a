/** Rooming: glass at the left, paper at the right, the patient's banner above both, always. */
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { DeviceCard, LiveTile, Person, Rooming, Settings, SheetKey } from '../../../preload/contract.ts';
import { call } from '../../client/call.ts';
import { refresh } from '../../client/live-store.ts';
import { Button } from '../../ui/Button.tsx';
import bannerStyles from './banner.module.css';
import { Glass } from './Glass.tsx';
import { Inbox } from './Inbox.tsx';
import { LookedAtBar } from './LookedAtBar.tsx';
import { RespirationTimer } from './RespirationTimer.tsx';
import styles from './rooming.module.css';
import { Sheet } from './Sheet.tsx';
import { SignedSheet } from './SignedSheet.tsx';
import { Trends } from './Trends.tsx';
import { useAct } from './useAct.tsx';
import { useReturnFocus } from './useReturnFocus.ts';
import { isField } from './useRowKeys.ts';
import { VisitBanner } from './VisitBanner.tsx';

interface RoomingScreenProps {
  rooming: Rooming;
  person: Person;
  settings: Settings;
  tiles: readonly LiveTile[];
  devices: readonly DeviceCard[];
  connected: boolean;
  /** What is wrong with the station, under the banner. */
  faults: ReactNode;
  /** Milliseconds since 1970, moved on once a second. */
  now: number;
  onWhy: (deviceId: string) => void;
  /** The visit was closed: the room is clear. */
  onClosed: () => void;
}

export function RoomingScreen({ rooming, person, settings, tiles, devices, connected, faults, now, onWhy, onClosed }: RoomingScreenProps) {
  const [typing, setTyping] = useState<SheetKey | null>(null);
  const [counting, setCounting] = useState(false);
  const [inboxOpen, setInboxOpen] = useState(false);
  const [closing, setClosing] = useState(false);
  const [composing, setComposing] = useState(false);
  const [trends, setTrends] = useState(false);
  const latest = rooming.signed[0] ?? null;
  const isLookedAt = rooming.visit.closedAt !== null || rooming.visit.owner.id !== person.id;
  useReturnFocus(typing ?? (counting ? 'respiratoryRate' : null));
  const setsSigned = rooming.signed.length;
  useEffect(() => {
    // A newly signed set is shown; what was being composed is in it.
    if (setsSigned > 0) setComposing(false);
  }, [setsSigned]);
  const type = useCallback((key: SheetKey | null) => {
    setCounting(false);
    setTyping(key);
  }, []);
  useLetterKeys(settings.letterKeys, {
    i: () => setInboxOpen((open) => !open),
    t: () => type(rooming.sheet.find((row) => row.measurement === null && row.key !== 'bodyMassIndex')?.key ?? 'temperature'),
  });
  const countBreaths = () => {
    setTyping(null);
    setCounting(true);
  };
  const tools = (
    <>
      {composing && <Button onPress={() => setComposing(false)}>Signed set</Button>}
      {!isLookedAt && (
        <Button variant="quiet" onPress={() => setTrends(!trends)} aria-expanded={trends}>
          {trends ? 'Hide' : 'Earlier visits'}
        </Button>
      )}
    </>
  );
  return (
    <div className={styles.rooming}>
      <VisitBanner rooming={rooming} isLookedAt={isLookedAt} onClose={() => setClosing(true)} />
      {faults}
      {isLookedAt && <LookedAtBar rooming={rooming} onLeave={() => void refresh().then(onClosed)} />}
      {closing && <CloseQuestion rooming={rooming} onStay={() => setClosing(false)} onClosed={onClosed} />}
      <div className={styles.work}>
        <div className={styles.left}>
          {isLookedAt ? (
            <section className={styles.onlyLooked} aria-label="Nothing live">
              <p>
                Nothing is measured for {rooming.visit.patient.given} {rooming.visit.patient.family} while you look.
              </p>
              <Trends patientId={rooming.visit.patient.id} />
            </section>
          ) : (
            <>
              <Glass
                rooming={rooming}
                tiles={tiles}
                devices={devices}
                connected={connected}
                now={now}
                onType={type}
                onCountBreaths={countBreaths}
                onWhy={onWhy}
              />
              <Inbox rooming={rooming} isOpen={inboxOpen} onToggle={setInboxOpen} />
            </>
          )}
        </div>
        <div className={styles.right}>
          {counting && <RespirationTimer rooming={rooming} onDone={() => setCounting(false)} />}
          {latest !== null && !composing ? (
            <SignedSheet
              rooming={rooming}
              set={latest}
              isLookedAt={isLookedAt}
              onNewSet={() => setComposing(true)}
              onClosed={onClosed}
              tools={tools}
            />
          ) : (
            <Sheet
              rooming={rooming}
              person={person}
              settings={settings}
              typing={typing}
              onType={type}
              onCountBreaths={countBreaths}
              isLookedAt={isLookedAt}
              tools={tools}
            />
          )}
          {trends && <Trends patientId={rooming.visit.patient.id} onClose={() => setTrends(false)} />}
        </div>
      </div>
    </div>
  );
}

/** Closing with values that nobody signed asks once, in the page. */
export function CloseQuestion({ rooming, onStay, onClosed }: { rooming: Rooming; onStay: () => void; onClosed: () => void }) {
  const { act, busy, refusal } = useAct();
  const unsigned = rooming.sheet.filter(({ measurement }) => measurement !== null).length;
  const close = () =>
    act(() => call('visits.close', { visitId: rooming.visit.id, discardUnsigned: true })).then((done) => done && onClosed());
  return (
    <div className={bannerStyles.closeQuestion} role="alert">
      <p>
        <b>{unsigned === 0 ? 'Close this visit?' : `${unsigned} ${unsigned === 1 ? 'value is' : 'values are'} not signed.`}</b>{' '}
        {unsigned === 0 ? 'Nothing was measured.' : 'They stay in the station’s record, but do not go to the chart.'}
      </p>
      <Button isDisabled={busy} onPress={() => void close()}>
        Close and clear the room
      </Button>
      <Button variant="solid" autoFocus onPress={onStay}>
        Stay
      </Button>
      {refusal}
    </div>
  );
}

/** Single letters act only when no field has focus, and can be switched off. WCAG 2.1.4. */
function useLetterKeys(enabled: boolean, acts: Record<string, () => void>): void {
  useEffect(() => {
    if (!enabled) return;
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isField(event.target)) return;
      const act = acts[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  });
}
