/** The state of an EKG, and what may be wrong with it, as a person says it. */
import { dayWords } from '../../../../../drivers/model/paper/date-words.ts';
import type { Ekg, EkgCard, EkgComputed } from '../../../../preload/contract.ts';
import { clockTime } from '../../rooming/age.ts';

/** 10:03 today, with the day before it otherwise. */
export function whenWords(at: string, now: number): string {
  const isToday = dayWords(at) === dayWords(new Date(now).toISOString());
  return isToday ? clockTime(at) : `${dayWords(at)}, ${clockTime(at)}`;
}

export function waitedWords(at: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min`;
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `since ${dayWords(at)}`;
}

/** "Waiting for a clinician, 4 min". */
export function stateWords(ekg: Pick<EkgCard, 'state' | 'receivedAt' | 'confirmed' | 'problem'>, now: number): string {
  switch (ekg.state) {
    case 'unmatched':
      return ekg.problem === null ? 'Whose is this?' : 'Could not be read';
    case 'recorded':
      return 'Recorded, not clean: keep it or put it away';
    case 'waiting':
      return `Waiting for a clinician, ${waitedWords(ekg.receivedAt, now)}`;
    case 'confirmed':
      return ekg.confirmed === null ? 'Confirmed' : `Confirmed by ${ekg.confirmed.by}, ${whenWords(ekg.confirmed.at, now)}`;
    case 'retake':
      return 'Retake asked';
    case 'superseded':
      return 'Superseded by a retake';
    case 'dismissed':
      return 'Put away';
  }
}

export function retakeWords({ reason, by }: NonNullable<Ekg['retake']>): string {
  return `Retake asked by ${by}: ${reason}`;
}

export function endsEarlyWords({ heldSeconds, announcedSeconds }: NonNullable<Ekg['endsEarly']>): string {
  const short = (seconds: number) => String(Math.round(seconds * 10) / 10);
  return `This file ends early: ${short(heldSeconds)} of ${short(announcedSeconds)} s could be read. It can be viewed, not confirmed.`;
}

/** Of a record far longer than a resting EKG. */
export function beginningShownWords({
  heldSeconds,
  shownSeconds,
  computed,
}: Pick<Ekg, 'heldSeconds' | 'shownSeconds' | 'computed'>): string {
  const long = `This file holds ${Math.round(heldSeconds / 60)} minutes; the first ${shownSeconds} s are shown`;
  return computed === null ? `${long}.` : `${long}, the numbers are of all of it.`;
}

const others: Readonly<Record<string, string>> = {
  dextrocardia: 'Dextrocardia looks the same.',
  'right axis or lateral infarct': 'A right axis or a lateral infarct can look the same.',
  'ectopic atrial rhythm': 'An ectopic atrial rhythm can look the same.',
};

/** What a person should look at on the skin; the tracing alone does not tell. */
export function swapWords({ swap, instead }: NonNullable<EkgComputed['suspectedSwap']>): string {
  const [one, other] = swap.split('-');
  const said = other === undefined ? `${swap} may be on the wrong place.` : `${one} and ${other} look swapped.`;
  return [said, 'Check the electrodes.', instead === null ? '' : (others[instead] ?? '')].filter(Boolean).join(' ');
}
