/** Whether an arm is one the chart says not to use. Workflow notes, section 2. */
import type { Patient, Qualifiers } from '../../preload/contract.ts';

export function isRestrictedSite(patient: Patient, { site }: Qualifiers): boolean {
  if (patient.limbRestriction === null || site === undefined || !/arm/.test(site)) return false;
  if (patient.limbRestriction === 'both-arms') return true;
  return site.startsWith(patient.limbRestriction === 'left-arm' ? 'left' : 'right');
}
