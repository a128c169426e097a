/** From bad leads to the electrodes behind them, and from both to the map of the ten. EKG notes 4. */
import { type Electrode, electrodes, electrodesOf } from '../../../../../drivers/model/leads.ts';
import { type StandardLead, standardLeads } from '../../../../../drivers/model/tracing.ts';
import type { EkgElectrode, EkgFault } from '../../../../preload/contract.ts';
import { commonElectrode } from '../../../ekg/quality.ts';
import type { Contact } from './held-leads.ts';

export type ElectrodeMap = Record<Electrode, EkgElectrode>;

export const limbElectrodes: readonly Electrode[] = ['RA', 'LA', 'RL', 'LL'];

const isStandard = (lead: string): lead is StandardLead => (standardLeads as readonly string[]).includes(lead);

/**
 * Two of I, II and III share one limb, all three the reference; Wilson's terminal carries a limb's fault into every chest lead,
 * so those say nothing of their own electrodes then. A single limb lead points at nobody.
 */
export function electrodesBehind(leads: readonly string[]): Electrode[] {
  const limb = limbBehind(leads);
  return limb === null ? leads.filter((lead): lead is 'V1' => /^V[1-6]$/.test(lead)) : [limb];
}

export function limbBehind(leads: readonly string[]): Electrode | null {
  return commonElectrode(leads.filter((lead) => ['I', 'II', 'III'].includes(lead)));
}

/** What the device itself says; unknown where it says nothing. */
export function saidByDevice(contact: Contact): ElectrodeMap {
  return mapOf((electrode) => {
    if (contact[electrode] === 'off') return { state: 'off', why: 'no-contact', by: 'device' };
    return contact[electrode] === 'good' ? { state: 'good', why: null, by: 'device' } : { state: 'unknown', why: null, by: null };
  });
}

/** The same with what a fault in the samples says of these electrodes; the device's own "off" stands. */
export function withFault(map: ElectrodeMap, which: readonly Electrode[], fault: EkgFault): ElectrodeMap {
  return mapOf((electrode) => {
    const is = map[electrode];
    if (!which.includes(electrode) || is.state === 'off' || is.why !== null) return is;
    return { state: fault === 'no-contact' ? 'off' : 'weak', why: fault, by: 'samples' };
  });
}

/** An electrode nobody spoke of is good when a lead made of it shows a heart. */
export function withGoodLeads(map: ElectrodeMap, good: readonly string[]): ElectrodeMap {
  const used = new Set(good.filter(isStandard).flatMap((lead) => [...electrodesOf[lead], 'RL' as const]));
  return mapOf((electrode) =>
    map[electrode].state === 'unknown' && used.has(electrode) ? { state: 'good', why: null, by: 'samples' } : map[electrode],
  );
}

export function inState(map: ElectrodeMap, state: EkgElectrode['state']): Electrode[] {
  return electrodes.filter((electrode) => map[electrode].state === state);
}

function mapOf(of: (electrode: Electrode) => EkgElectrode): ElectrodeMap {
  return Object.fromEntries(electrodes.map((electrode) => [electrode, of(electrode)])) as ElectrodeMap;
}
