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
  const red = reasons
    .filter(({ isRed }) => isRed)
    .map((reason) => (hum(reason.lead) > openHum ? { ...reason, fault: 'no-contact' as const } : reason));
  const isAllOff = red.length === names.length && red.every(({ fault }) => fault === 'no-contact');
  return {
    red: redSentences(red),
    yellow: grouped(reasons.filter(({ isRed }) => !isRed)),
    goodLeads: names.filter((name) => !red.some(({ lead }) => lead === name)),
    isAllOff,
  };
}

/** One limb behind it all is one sentence; else each kind of fault has its own. */
function redSentences(red: readonly Reason[]): CoachSentence[] {
  const limb = limbBehind(red.map(({ lead }) => lead));
  if (limb === null) return grouped(red);
  const own = red.filter(({ lead }) => /^(I|II|III)$/.test(lead));
  const fault = own.some((one) => one.fault === 'no-contact') ? 'no-contact' : own[0]!.fault;
  return [sentence(fault as EkgFault, { electrodes: [limb], leads: red.map(({ lead }) => lead) })];
}

const order: readonly EkgFault[] = ['no-contact', 'artifact', 'weak', 'mains', 'wander', 'muscle'];

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
