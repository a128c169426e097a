/** What people did at a unit, and the head of its papers. */
import type { Day, Settings } from '../../../preload/contract.ts';
import type { Clinic } from '../../report/fridge/facts.ts';
import type { Db } from '../../storage/open.ts';
import { usualCalendar } from '../wanted-checks.ts';
import type { PeopleAt } from './gather.ts';

/** Programs ask for three years at least. Cold-chain notes 2.6. */
const leastRetentionYears = 3;

export function peopleAt(
  _db: Db,
  _unitId: string,
  _days: { from: Day; to: Day },
  { clinicName }: Settings,
  now: string,
): { people: PeopleAt; clinic: Clinic } {
  return {
    people: { checks: [], reviews: [], calendar: usualCalendar, now },
    clinic: { facility: clinicName, programPin: '', retentionYears: leastRetentionYears, printedAt: now },
  };
}
