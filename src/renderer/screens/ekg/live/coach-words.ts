/** The coach's sentences: what is wrong, where, and what to do about it. Never a verdict on the patient. */
import { notableDrift } from '../../../../../drivers/model/clock-drift.ts';
import { electrodes } from '../../../../../drivers/model/leads.ts';
import type { CoachSentence, EkgElectrode, EkgFault, EkgPlacement, Electrode } from '../../../../preload/contract.ts';
import { type ColorScheme, clipOf, listWords, placeWords } from './electrode-words.ts';

export interface CoachWords {
  sentence: string;
  /** A second line, smaller; '' for none. */
  more: string;
}

export interface Wording {
  scheme: ColorScheme;
  placement: EkgPlacement;
  /** What the clinic calls the device. */
  device: string;
}

export function coachWords(said: CoachSentence, wording: Wording): CoachWords {
  const names = listWords(said.electrodes.map((electrode) => clipOf(electrode, wording.scheme).name));
  const where = listWords(said.leads);
  const press = names === '' ? 'press the electrodes down' : `press ${names} down`;
  switch (said.code) {
    case 'not-sending':
      return {
        sentence: `Nothing comes from the ${wording.device}.`,
        more: 'Check that it is on and its cable is plugged in. What came is kept.',
      };
    case 'wrong-rate':
      return {
        sentence: `The ${wording.device} sends at another speed than it is set up with. Choose its speed in Devices.`,
        more: 'Until then every time on the tracing is wrong.',
      };
    case 'electrodes-on':
      return { sentence: 'Put the electrodes on in any order. The map fills as they make contact.', more: '' };
    case 'no-contact':
      return noContact(said, names, wording);
    case 'artifact':
      return {
        sentence: `${startWith(names || where, 'The trace')} ${several(said, names) ? 'jump' : 'jumps'}. Keep the cable still, and ${press}.`,
        more: seenIn(where),
      };
    case 'clipped':
      return {
        sentence: `${startWith(names || where, 'The trace')} ${several(said, names) ? 'are' : 'is'} cut off at the edge of the device’s range. Wait until it settles, or ${press}.`,
        more: seenIn(where),
      };
    case 'wander':
      return { sentence: `The baseline wanders. Ask for quiet breathing, and ${press}.`, more: seenIn(where) };
    case 'mains':
      return said.electrodes.length === 1
        ? { sentence: `${names} carries mains hum. Press it down, and move its cable away from power lines.`, more: seenIn(where) }
        : {
            sentence: 'The traces carry mains hum. Unplug the bed or charger, and move the cable away from power lines.',
            more: seenIn(where),
          };
    case 'muscle':
      return { sentence: 'The muscles are tense. Relax the arms, cover the patient, wait a moment.', more: seenIn(where) };
    case 'weak':
      return {
        sentence: `${startWith(names || where, 'The signal')}: the signal is weak. Dry the skin, and ${press}.`,
        more: seenIn(where),
      };
    case 'no-beats':
      return { sentence: 'The traces are quiet, with no heartbeat in them. Look at the patient first, then at the electrodes.', more: '' };
    case 'swap':
      return swapped(said, wording);
    case 'lost':
      return { sentence: 'Too much was lost on the way. Bring the receiver nearer, or push both plugs in firmly.', more: '' };
    case 'looking':
      return { sentence: 'Looking at the traces.', more: 'It takes three seconds.' };
    case 'clean':
      return { sentence: 'Clean. Ask the patient to lie still.', more: '' };
    case 'contact':
      return {
        sentence: 'Every electrode the device watches has contact.',
        more: 'Analysis is switched off: look at the traces yourself.',
      };
    case 'no-word':
      return {
        sentence: 'This device says nothing of its electrodes.',
        more: 'Analysis is switched off: look at the traces yourself.',
      };
  }
}

function startWith(names: string, otherwise: string): string {
  return names === '' ? otherwise : names;
}

/** Whether its subject is more than one thing. */
function several({ electrodes, leads }: CoachSentence, names: string): boolean {
  return electrodes.length > 1 || (names === '' && leads.length > 1);
}

function seenIn(leads: string): string {
  return leads === '' ? '' : `Seen in ${leads}.`;
}

function noContact({ electrodes, leads }: CoachSentence, names: string, { scheme, placement }: Wording): CoachWords {
  const [first] = electrodes;
  if (first === undefined)
    return { sentence: `No contact in ${listWords(leads)}. Press the electrodes down, or dry the skin and replace them.`, more: '' };
  if (electrodes.length > 1) return { sentence: `${names}: no contact. Press them down, or dry the skin and replace them.`, more: '' };
  const more = `${names} is the ${clipOf(first, scheme).words} clip, ${placeWords(first, scheme, placement)}.`;
  if (first === 'RL') return { sentence: `${names}: no contact, or the cable is loose. Press ${names} down and check the plug.`, more };
  return { sentence: `${names}: no contact. Press it down, or dry the skin and replace it.`, more };
}

const limbPlaces: Readonly<Partial<Record<Electrode, string>>> = { RA: 'right arm', LA: 'left arm', RL: 'right leg', LL: 'left leg' };

const likeness: Readonly<Record<string, string>> = {
  dextrocardia: 'a heart on the right side',
  'right axis or lateral infarct': 'a right axis or an old infarct',
  'ectopic atrial rhythm': 'a rhythm from low in the atrium',
};

function swapped({ swap }: CoachSentence, { scheme }: Wording): CoachWords {
  const found = electrodes.filter((electrode) => swap?.swap.split(/[ -]|and/).includes(electrode));
  const name = (electrode: Electrode) => clipOf(electrode, scheme).name;
  const check =
    found.length === 2 && found[0] === 'RA' && found[1] === 'LA'
      ? `Check ${clipOf('RA', scheme).words} right, ${clipOf('LA', scheme).words} left.`
      : `Check ${listWords(found.map((one) => `${clipOf(one, scheme).words} ${limbPlaces[one] ?? `at ${name(one)}`}`))}.`;
  const instead = swap?.instead ?? null;
  return {
    sentence: `${listWords(found.map(name))} look swapped. ${check}`,
    more:
      instead === null
        ? 'If the clips are right, keep the tracing and tell the clinician.'
        : `If the clips are right, keep the tracing and tell the clinician: ${likeness[instead] ?? instead} looks like this too.`,
  };
}

/** "The device's clock goes 0.05 % fast: so do the times on the tracing."; '' while it is not known or too little to tell. */
export function driftWords(partsPerMillion: number | null): string {
  if (partsPerMillion === null || Math.abs(partsPerMillion) < notableDrift) return '';
  const percent = (Math.abs(partsPerMillion) / 10_000).toFixed(2);
  return partsPerMillion > 0
    ? `The device's clock goes ${percent} % fast: times on the tracing are that much long.`
    : `The device's clock goes ${percent} % slow: times on the tracing are that much short.`;
}

const mildStates: Readonly<Partial<Record<EkgFault, string>>> = {
  mains: 'hum',
  wander: 'wanders',
  muscle: 'trembles',
  artifact: 'jumps',
  clipped: 'cut off',
};

/** How an electrode stands, in a word or two. */
export function electrodeState({ state, why }: EkgElectrode): string {
  if (state === 'good') return 'good';
  if (state === 'off') return 'no contact';
  if (state === 'unknown') return 'not known';
  return (why !== null && mildStates[why]) || 'weak';
}

/** "9 of 10 electrodes good"; what nobody can tell is not counted as good. */
export function countWords(all: Readonly<Record<Electrode, EkgElectrode>>): string {
  const states = electrodes.map((electrode) => all[electrode].state);
  const known = states.filter((state) => state !== 'unknown').length;
  if (known === 0) return 'Contact is not known';
  const good = states.filter((state) => state === 'good').length;
  return known === states.length ? `${good} of 10 electrodes good` : `${good} of 10 good, ${states.length - known} not known`;
}
