/** One device at work: its traces and the coach, a recording as it runs, and what becomes of it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeviceCard, Ekg, EkgCard, EkgCoach, EkgPlacement, EkgRecording, Visit } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import type { LeadMemory } from '../../../waveform/lead-memory.ts';
import { useLeadMemory } from '../../../waveform/useLeadMemory.ts';
import { clockTime } from '../../rooming/age.ts';
import { useAct } from '../../rooming/useAct.tsx';
import { Coach } from './Coach.tsx';
import type { EkgLiveProps } from './EkgLive.tsx';
import { KeepQuestion } from './KeepQuestion.tsx';
import { Kept } from './Kept.tsx';
import { LiveGlass } from './LiveGlass.tsx';
import styles from './live.module.css';
import { RecordedPaper } from './RecordedPaper.tsx';
import type { KnownOfEkgs } from './useEkgLive.ts';
import { useLetterKeys } from './useLetterKeys.ts';
import { gains, speeds, stepped, useViewChoices } from './view-choices.ts';

interface LiveWorkProps extends EkgLiveProps {
  device: DeviceCard;
  known: KnownOfEkgs | null;
  visit: Visit | null;
}

/** The picture as it stood when it was frozen. */
export interface Frozen {
  memory: LeadMemory;
  /** What was known of the leads then: what comes loose later is not said over the traces of before. */
  coach: EkgCoach | null;
  at: string;
}

export function LiveWork({ live, settings, person, now, device, known, visit, onOpen, onWhy }: LiveWorkProps) {
  const memory = useLeadMemory(device.id);
  const [choices, change] = useViewChoices();
  const [frozen, setFrozen] = useState<Frozen | null>(null);
  const [calipers, setCalipers] = useState(false);
  const [placement, setPlacement] = useState<EkgPlacement>('standard');
  const [retakeOf, setRetakeOf] = useState<string | null>(null);
  const [stopped, setStopped] = useState<string | null>(null);
  const recordings = (known?.recordings ?? []).filter(({ visitId }) => visitId === visit?.id);
  const running = recordings.find(({ state, deviceId }) => state === 'recording' && deviceId === device.id) ?? null;
  const toDecide = recordings.find(({ state }) => state === 'to-decide') ?? null;
  const [keptId, setKeptId] = useKept(recordings);
  const recordedId = toDecide?.id ?? keptId;
  const card = live.ekgs?.find(({ id }) => id === recordedId) ?? null;
  const [recorded, setRecorded] = useRecorded(recordedId, card);
  const { act, busy, refusal } = useAct();
  const coach = known?.coaches[device.id] ?? null;
  const isSending = live.connected && coach !== null && coach.sentence.code !== 'not-sending';
  const hindrance = hindranceOf(visit, isSending);
  const record = (take: EkgRecording['take']) =>
    act(async () => {
      if (visit === null || known === null) return;
      known.hear(await call('ekg.record', { visitId: visit.id, deviceId: device.id, take, placement, retakeOf, orderNumber: null }));
      setRetakeOf(null);
    });
  const canRecord = hindrance === null && running === null && toDecide === null && keptId === null;
  const freeze = useCallback(
    () => setFrozen((is) => (is !== null || memory === null ? null : { memory: memory.copy(), coach, at: new Date().toISOString() })),
    [memory, coach],
  );
  useLetterKeys(settings.letterKeys, {
    r: () => void (canRecord && record('next-ten')),
    'Shift+r': () => void (canRecord && (coach?.heldSeconds ?? 0) >= 10 && record('last-ten')),
    ' ': freeze,
    '[': () => change({ gain: stepped(gains, choices.gain, -1) }),
    ']': () => change({ gain: stepped(gains, choices.gain, 1) }),
    ',': () => change({ speed: stepped(speeds, choices.speed, -1) }),
    '.': () => change({ speed: stepped(speeds, choices.speed, 1) }),
    c: () => setCalipers((is) => !is),
  });
  const decide = (order: () => Promise<EkgRecording>) => order().then((recording) => known?.hear(recording));
  const scheme = settings.ekg.electrodeColors;
  return (
    <div className={styles.work} data-after={toDecide !== null || keptId !== null ? '' : undefined}>
      {recorded !== null ? (
        <RecordedPaper ekg={recorded} />
      ) : (
        <LiveGlass
          device={device}
          memory={frozen?.memory ?? memory}
          frozen={frozen}
          onFreeze={freeze}
          choices={choices}
          onChange={change}
          calipers={calipers}
          onCalipers={setCalipers}
          coach={coach}
          analysis={settings.ekg.analysis}
          isSending={isSending}
          running={running}
          hindrance={hindrance}
          busy={busy}
          refusal={refusal}
          now={now}
          onWhy={onWhy}
          onRecord={(take) => void record(take)}
          onStop={() => {
            if (running === null) return;
            setStopped(running.id);
            void act(() => decide(() => call('ekg.stopRecording', { id: running.id })));
          }}
        />
      )}
      <aside className={styles.side} data-region="sheet" aria-label="Coach">
        {toDecide !== null ? (
          <KeepQuestion
            key={toDecide.id}
            recording={toDecide}
            wording={{ scheme, placement, device: device.label }}
            stoppedByPerson={stopped === toDecide.id}
            onKeep={(reason, note) => decide(() => call('ekg.keep', { id: toDecide.id, reason, note }))}
            onDiscard={() => decide(() => call('ekg.discardRecording', { id: toDecide.id }))}
          />
        ) : keptId !== null && recorded !== null ? (
          <Kept
            ekg={recorded}
            person={person}
            settings={settings}
            clinician={visit?.clinician || null}
            onSigned={setRecorded}
            onOpen={onOpen}
            onAgain={() => {
              setRetakeOf(keptId);
              setKeptId(null);
            }}
            onDone={() => setKeptId(null)}
          />
        ) : (
          <>
            {retakeOf !== null && <Retaking ofVisit={known?.ofVisit ?? []} id={retakeOf} onCancel={() => setRetakeOf(null)} />}
            <Coach
              coach={coach}
              device={device}
              scheme={scheme}
              placement={placement}
              onPlacement={setPlacement}
              isHindered={hindrance !== null}
            />
          </>
        )}
      </aside>
    </div>
  );
}

function hindranceOf(visit: Visit | null, isSending: boolean): string | null {
  if (visit === null) return 'Open a patient’s visit to record.';
  if (visit.closedAt !== null) return `This visit was closed at ${clockTime(visit.closedAt)}.`;
  return isSending ? null : 'Nothing comes that could be recorded.';
}

function Retaking({ ofVisit, id, onCancel }: { ofVisit: KnownOfEkgs['ofVisit']; id: string; onCancel: () => void }) {
  const taken = ofVisit.find((card) => card.id === id)?.taken ?? null;
  return (
    <p className={styles.retaking}>
      The next recording takes the place of the one{taken === null ? '' : ` of ${clockTime(taken.at)}`}. Both are kept.
      <button type="button" onClick={onCancel}>
        Keep them apart
      </button>
    </p>
  );
}

/** The recording that was just kept, until a person has looked at it. */
function useKept(recordings: readonly EkgRecording[]): [string | null, (id: string | null) => void] {
  const [id, setId] = useState<string | null>(null);
  const seen = useRef(new Set<string>());
  const fresh = recordings.find((recording) => recording.state === 'kept' && !seen.current.has(recording.id))?.id ?? null;
  useEffect(() => {
    if (fresh === null) return;
    seen.current.add(fresh);
    setId(fresh);
  }, [fresh]);
  return [id, setId];
}

/** The tracing of that id, with what was measured; null until it is read. Read again when its line in the list has moved on. */
function useRecorded(id: string | null, card: EkgCard | null): [Ekg | null, (ekg: Ekg) => void] {
  const [ekg, setEkg] = useState<Ekg | null>(null);
  const stand = card === null ? '' : JSON.stringify([card.state, card.signed, card.confirmed, card.delivery]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read again whenever its line in the list has moved on.
  useEffect(() => {
    if (id === null) {
      setEkg(null);
      return;
    }
    let wanted = true;
    void call('ekg.read', { id }).then(
      (read) => wanted && setEkg(read),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [id, stand]);
  return [ekg !== null && ekg.id === id ? ekg : null, setEkg];
}
