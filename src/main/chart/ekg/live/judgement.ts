/**
 * What can be said of an EKG at this moment: the device's own word first, then its samples. Contact, hum, wander and muscle are
 * judged on the last three seconds, so that what was put right shows at once; beats and exchanged electrodes on up to ten.
 */
import { electrodes } from '../../../../../drivers/model/leads.ts';
import type { CoachSentence, EkgSwap } from '../../../../preload/contract.ts';
import { measure } from '../../../ekg/measure.ts';
import { findReversal } from '../../../ekg/reversal.ts';
import { type ElectrodeMap, inState, saidByDevice, withFault, withGoodLeads } from './electrodes.ts';
import { type Faults, faultsIn, recordOf, sentence, swapSentence } from './faults.ts';
import type { Contact, HeldLeads, HeldSlice } from './held-leads.ts';

/** What was wrong at the last look, beats and exchanges apart, and since which instant nothing has changed in it. */
export interface Steady {
  wrong: string;
  since: number;
}

export interface Judgement {
  /** The worst first; never empty. */
  sentences: CoachSentence[];
  electrodes: ElectrodeMap;
  steady: Steady;
  heartRate: number | null;
  swap: EkgSwap | null;
}

/** All that is judged, as plain data: it may go to another thread. */
export interface JudgementNeeds {
  hz: number;
  contact: Contact;
  /** Count of the instant after the newest. */
  end: number;
  /** The newest three seconds, and ten, as far as they have no hole. */
  recent: HeldSlice;
  ten: HeldSlice;
  analysis: boolean;
  steady: Steady;
  /** Some electrode had contact since the stream began. */
  hadContact: boolean;
}

export function judgementNeeds(
  held: HeldLeads,
  { analysis, ...before }: Pick<JudgementNeeds, 'analysis' | 'steady' | 'hadContact'>,
): JudgementNeeds {
  // Without analysis nobody looks at a sample.
  const [recent, ten] = analysis ? [lookSeconds, 10].map((seconds) => lastWhole(held, seconds)) : [held.slice(0, 0), held.slice(0, 0)];
  return { hz: held.hz, contact: held.contact, end: held.end, recent: recent!, ten: ten!, analysis, ...before };
}

const lookSeconds = 3;
/** An exchange is looked for on this much, sound from end to end. */
const swapSeconds = 7;
const beatSeconds = 6;
/** A hole longer than this is no part of what is judged together. */
const longestHole = 0.25;

export function judgeNow(needs: JudgementNeeds): Judgement {
  return needs.analysis ? judgeSamples(needs) : judgeFlags(needs);
}

function judgeFlags({ contact, steady }: JudgementNeeds): Judgement {
  const map = saidByDevice(contact);
  const off = inState(map, 'off');
  const isNothingOn = off.length > 0 && inState(map, 'good').length === 0 && off.length > 1;
  const words = isNothingOn
    ? sentence('electrodes-on')
    : off.length > 0
      ? sentence('no-contact', { electrodes: off })
      : sentence(electrodes.some((electrode) => contact[electrode] !== undefined) ? 'contact' : 'no-word');
  return { sentences: [words], electrodes: map, steady, heartRate: null, swap: null };
}

function judgeSamples(needs: JudgementNeeds): Judgement {
  const { hz, contact, recent, hadContact } = needs;
  const isLongEnough = recent.to - recent.from >= lookSeconds * hz;
  const said = saidByDevice(contact);
  const offNow = inState(said, 'off');
  const faults = isLongEnough ? faultsIn(recent) : null;
  const map = mapWith(said, faults);
  // What was off within these seconds is not yet judged anew.
  const isLooking = faults === null || recent.off.some((electrode) => !offNow.includes(electrode));
  const isSound = !isLooking && offNow.length === 0 && faults.red.length === 0;
  const steady = steadyNow(needs, [isSound, offNow, faults?.red.map(({ code }) => code), faults?.yellow.map(({ code }) => code)]);
  const beats = isSound ? soundBeats(needs, steady.since) : { heartRate: roughRate(needs, faults), swap: null, hasNone: false };
  const nothingOn = !hadContact && (faults?.isAllOff === true || (offNow.length > 1 && inState(said, 'good').length === 0));
  const sentences = [
    ...(nothingOn ? [sentence('electrodes-on')] : offNow.length > 0 ? [sentence('no-contact', { electrodes: offNow })] : []),
    ...(nothingOn ? [] : (faults?.red ?? [])),
    ...(beats.hasNone ? [sentence('no-beats')] : []),
    ...(beats.swap === null ? [] : [swapSentence(beats.swap)]),
    ...(faults?.yellow ?? []),
  ];
  if (sentences.length === 0) sentences.push(sentence(isLooking ? 'looking' : 'clean'));
  return { sentences, electrodes: map, steady, heartRate: beats.heartRate, swap: beats.swap };
}

function mapWith(said: ElectrodeMap, faults: Faults | null): ElectrodeMap {
  if (faults === null) return said;
  let map = said;
  for (const { code, electrodes: which } of [...faults.red, ...faults.yellow]) map = withFault(map, which, code as 'no-contact');
  return withGoodLeads(map, faults.goodLeads);
}

/** The newest instants, up to so many seconds, without a hole in them. */
function lastWhole(held: HeldLeads, seconds: number): HeldSlice {
  const slice = held.slice(held.end - Math.round(seconds * held.hz), held.end);
  const hole = slice.lost.findLast(({ count }) => count > longestHole * held.hz);
  return hole === undefined ? slice : held.slice(slice.from + hole.at + hole.count, held.end);
}

function steadyNow({ end, steady }: JudgementNeeds, facts: unknown): Steady {
  const wrong = JSON.stringify(facts);
  return wrong === steady.wrong ? steady : { wrong, since: end };
}

/** The leads of a slice from an instant on. */
function leadsFrom({ leads, from }: HeldSlice, instant: number): HeldSlice['leads'] {
  return leads.map((lead) => ({ ...lead, samples: lead.samples.subarray(Math.max(0, instant - from)) }));
}

function soundBeats({ hz, end, ten }: JudgementNeeds, steadySince: number) {
  // What was judged when it became steady began three seconds earlier; their first still holds the end of what was before.
  const from = Math.max(ten.from, steadySince - (lookSeconds - 1) * hz);
  const leads = leadsFrom(ten, from);
  const seconds = (end - from) / hz;
  const record = recordOf(leads);
  const measured = measure(record);
  const perTenSeconds = (10 * measured.beats.length) / Math.max(1, seconds);
  const reversal = seconds < swapSeconds ? null : findReversal(record, measured);
  return {
    heartRate: seconds < lookSeconds - 0.1 ? null : measured.heartRate,
    swap:
      reversal === null || reversal.swap === null
        ? null
        : { swap: reversal.swap, certainty: reversal.certainty, instead: reversal.instead },
    hasNone: seconds >= beatSeconds && (perTenSeconds < 3 || perTenSeconds > 42),
  };
}

/** From the leads that are well, while others are not. */
function roughRate({ hz, end, ten }: JudgementNeeds, faults: Faults | null): number | null {
  if (faults === null || faults.goodLeads.length === 0) return null;
  const leads = leadsFrom(ten, end - 2 * lookSeconds * hz);
  return measure(recordOf(leads.filter(({ name }) => faults.goodLeads.includes(name)))).heartRate;
}
