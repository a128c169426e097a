/** What is wrong with some seconds of a tracing, as sentences for the person at the patient, the worst first. EKG notes 4 and 5. */
import type { Electrode } from '../../../../../drivers/model/leads.ts';
import { type Lead, tracingOf } from '../../../../../drivers/model/tracing.ts';
import type { CoachSentence, EkgFault, EkgSwap } from '../../../../preload/contract.ts';
import { analysisLeads } from '../../../ekg/analysis-leads.ts';
import { mainsHum } from '../../../ekg/mains.ts';
import { judgeLeads, type Reason } from '../../../ekg/quality.ts';
import { electrodesBehind, limbBehind, limbElectrodes } from './electrodes.ts';
import type { HeldSlice } from './held-leads.ts';

export interface Faults {
  red: CoachSentence[];
  yellow: CoachSentence[];
  /** Leads that were looked at and have no red fault. */
  goodLeads: string[];
  /** Every lead is without contact. */
  isAllOff: boolean;
}

/** Hum that drowns the heart, peak to peak in microvolts. */
const loudHum = 150;
/** Beyond this, peak to peak in microvolts, the mains come in through an open electrode. */
const openHum = 1000;

export function sentence(code: CoachSentence['code'], about: Partial<Omit<CoachSentence, 'code'>> = {}): CoachSentence {
  return { code, electrodes: [], leads: [], swap: null, ...about };
}

/**
 * Looks at the samples of a slice, some seconds long. Leads that an electrode without contact spoilt, by the device's word, are not
 * looked at: a limb electrode spoils all of them through Wilson's terminal. Says nothing of beats.
 */
export function faultsIn({ leads, off }: HeldSlice): Faults {
  const nothing: Faults = { red: [], yellow: [], goodLeads: [], isAllOff: false };
  if (off.some((electrode) => limbElectrodes.includes(electrode))) return nothing;
  const looked = leads.filter(({ name }) => !(off as string[]).includes(name));
  const usable = analysisLeads(tracingOf('live', looked));
  if (usable === null) return { ...nothing, red: [sentence('no-contact', { electrodes: ['RL'] })], isAllOff: true };
  const { names, raw, values, hz } = usable;
  const reasons = judgeLeads(names, raw, values, hz).reasons.filter(({ lead }) => lead !== 'all');
  const hum = (lead: string) => mainsHum(values[names.indexOf(lead)]!, hz);
  const red = reasons.filter(({ isRed }) => isRed).map((reason) => ({ ...reason, fault: explained(reason.fault, hum(reason.lead)) }));
  const isAllOff = red.length === names.length && red.every(({ fault }) => fault === 'no-contact');
  const alsoRed = reasons.filter((reason) => !reason.isRed && red.some(({ fault }) => fault === reason.fault));
  return {
    red: redSentences([...red, ...alsoRed]),
    // What is already said of a lead's red neighbours is said once.
    yellow: grouped(reasons.filter(({ isRed, fault }) => !isRed && !red.some((one) => one.fault === fault))),
    goodLeads: names.filter((name) => !red.some(({ lead }) => lead === name)),
    isAllOff,
  };
}

/** An open electrode brings the mains in; a heart lost in hum is told as hum. */
function explained(fault: Reason['fault'], hum: number): Reason['fault'] {
  if (hum > openHum) return 'no-contact';
  return fault === 'weak' && hum > loudHum ? 'mains' : fault;
}

/** One limb behind several leads is one sentence; else each kind of fault has its own. */
function redSentences(red: readonly Reason[]): CoachSentence[] {
  const ofContact = red.filter(({ fault }) => contactFaults.includes(fault));
  const limb = limbBehind(ofContact.map(({ lead }) => lead));
  if (limb === null) return grouped(red);
  const own = ofContact.filter(({ lead }) => /^(I|II|III)$/.test(lead));
  const fault = contactFaults.find((one) => own.some((reason) => reason.fault === one)) as EkgFault;
  const leads = ofContact.map(({ lead }) => lead);
  return [sentence(fault, { electrodes: [limb], leads }), ...grouped(red.filter(({ lead }) => !leads.includes(lead)))];
}

/** What an electrode does that touches badly, the worst first. */
const contactFaults: readonly Reason['fault'][] = ['no-contact', 'artifact', 'weak'];

const order: readonly EkgFault[] = ['no-contact', 'artifact', 'weak', 'clipped', 'mains', 'wander', 'muscle'];

function grouped(reasons: readonly Reason[]): CoachSentence[] {
  return order.flatMap((fault) => {
    const leads = reasons.filter((reason) => reason.fault === fault).map(({ lead }) => lead);
    return leads.length === 0 ? [] : [sentence(fault, { leads, electrodes: behindMild(leads) })];
  });
}

/** A fault of nearly every lead comes from no single electrode. */
function behindMild(leads: readonly string[]): Electrode[] {
  return leads.length >= 8 ? [] : electrodesBehind(leads);
}

export function swapSentence(swap: EkgSwap): CoachSentence {
  const named = swap.swap.split(/-| and /) as Electrode[];
  return sentence('swap', { swap, electrodes: [...new Set(named)] });
}

/** Only these leads of the slice, as a record that can be measured. */
export function recordOf(leads: readonly Lead[]) {
  return tracingOf('live', [...leads]);
}
