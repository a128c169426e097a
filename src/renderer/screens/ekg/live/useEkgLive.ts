/** What the station says of EKGs being taken: devices, the coach of each, recordings, and what this visit has already. */
import { useCallback, useEffect, useState } from 'react';
import type { EkgCard, EkgCoach, EkgLive, EkgRecording } from '../../../../preload/contract.ts';
import { call } from '../../../client/call.ts';
import { subscribeCoach, subscribeRecording } from '../../../client/live-store.ts';

export interface KnownOfEkgs extends Omit<EkgLive, 'coaches'> {
  coaches: Readonly<Record<string, EkgCoach>>;
  /** An answer to an order says how a recording stands before the fact does. */
  hear: (recording: EkgRecording) => void;
}

/** null until the station has answered. Asked anew when the visit, the devices, the settings or the EKGs change. */
export function useEkgLive(visitId: string | null, askAgain: readonly unknown[]): KnownOfEkgs | null {
  const [known, setKnown] = useState<Omit<KnownOfEkgs, 'hear'> | null>(null);
  useEffect(() => {
    let wanted = true;
    void call('ekg.live', { visitId }).then(
      (found) => {
        if (wanted) setKnown({ ...found, coaches: Object.fromEntries(found.coaches.map((coach) => [coach.deviceId, coach])) });
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [visitId, ...askAgain]);
  const hear = useCallback(
    (recording: EkgRecording) =>
      setKnown((now) =>
        now === null ? now : { ...now, recordings: [recording, ...now.recordings.filter(({ id }) => id !== recording.id)] },
      ),
    [],
  );
  useEffect(() => {
    const stopCoach = subscribeCoach((coach) =>
      setKnown((now) => (now === null ? now : { ...now, coaches: { ...now.coaches, [coach.deviceId]: coach } })),
    );
    const stopRecording = subscribeRecording(hear);
    return () => {
      stopCoach();
      stopRecording();
    };
  }, [hear]);
  return known === null ? null : { ...known, hear };
}

/** The newest EKG of this visit which a retake would take the place of. */
export function newestOf(cards: readonly EkgCard[]): EkgCard | null {
  return cards.find(({ state }) => state === 'waiting' || state === 'retake') ?? null;
}
