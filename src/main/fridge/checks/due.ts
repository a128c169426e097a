/** Which check a unit wants now, by the clinic's own calendar. Cold-chain notes 2.4. Pure. */
import type { CheckHalf, Day, FridgeCard, FridgeCheck } from '../../../preload/contract.ts';
import { type Calendar, isClosed } from '../wanted-checks.ts';

/** A check made from noon on is one of the afternoon, unless the clinic looks once a day. */
const noon = '12:00';

/** `time` as "07:52" by the station's clock; `since` the unit's first day here. */
export function dueCheck(
  { date, time, since }: { date: Day; time: string; since: Day },
  made: readonly Pick<FridgeCheck, 'half'>[],
  calendar: Calendar,
): FridgeCard['due'] {
  if (isClosed(date, calendar) || date < since) return null;
  const { morningBy, afternoonBy } = calendar;
  const isMade = (half: CheckHalf) => made.some((check) => check.half === half);
  const due = (half: CheckHalf, by: string) => ({ half, by, overdue: time > by });
  if (!isMade('AM') && (afternoonBy === null || time < noon)) return due('AM', morningBy);
  if (afternoonBy === null || isMade('PM')) return null;
  return time < noon ? null : due('PM', afternoonBy);
}
