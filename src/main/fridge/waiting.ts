/** What waits for a person at the vaccine fridges: checks of today, open incidents, certificates that have ended. */
import type { FridgeSettings, FridgesWaiting } from '../../preload/contract.ts';
import { checksBetween } from '../storage/fridge-checks.ts';
import { openIncidentCount } from '../storage/fridge-incidents.ts';
import { listStorageUnits } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { dueCheck } from './checks/due.ts';
import { momentOf } from './checks/moment.ts';
import { noticesOf } from './register/notices.ts';

export function fridgesWaiting(db: Db, now: Date, settings: FridgeSettings): FridgesWaiting {
  const { date, time } = momentOf(now);
  const units = listStorageUnits(db);
  const due = units.flatMap((unit) => {
    const made = checksBetween(db, unit.id, date, date);
    return dueCheck({ date, time, since: momentOf(unit.added_at).date }, made, settings) ?? [];
  });
  // In the afternoon no unit waits for its morning any more, so those that wait, wait for the same half.
  const first = due[0];
  return {
    check: first === undefined ? null : { ...first, units: due.length },
    incidents: openIncidentCount(db),
    endedCertificates: units.flatMap((unit) => noticesOf(db, unit, now, settings)).filter(({ code }) => code === 'certificate-ended')
      .length,
  };
}

/** One number for the rail. */
export function needsPerson({ check, incidents, endedCertificates }: FridgesWaiting): number {
  return (check?.overdue ? check.units : 0) + incidents + endedCertificates;
}
