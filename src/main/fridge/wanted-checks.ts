/** Which checks were wanted of a unit in a span, by the clinic's own calendar. Cold-chain notes 2.4. Pure. */
import type { CheckHalf, Day, FridgeCheck, FridgeSettings } from '../../preload/contract.ts';

export type Calendar = Pick<FridgeSettings, 'workdays' | 'closedDates' | 'morningBy' | 'afternoonBy'>;

/** Monday to Friday, twice a day. */
export const usualCalendar: Calendar = { workdays: [1, 2, 3, 4, 5], closedDates: [], morningBy: '10:00', afternoonBy: '17:00' };

export interface CheckSpan {
  from: Day;
  to: Day;
  /** The unit's first day here: none was wanted before. */
  since: Day;
  /** By the station's clock, "2026-05-04T09:12". */
  now: string;
}

export function daysBetween(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** The last day of "2026-05". */
export function lastDayOf(month: string): Day {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);
}

export function isClosed(day: Day, { workdays, closedDates }: Calendar): boolean {
  return closedDates.includes(day) || !workdays.includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

/** Those whose time has passed. */
export function wantedChecks({ from, to, since, now }: CheckSpan, calendar: Calendar): { date: Day; half: CheckHalf }[] {
  const first = since > from ? since : from;
  return daysBetween(first, to)
    .filter((day) => !isClosed(day, calendar))
    .flatMap((date) => [
      ...(`${date}T${calendar.morningBy}` < now ? [{ date, half: 'AM' as const }] : []),
      ...(calendar.afternoonBy !== null && `${date}T${calendar.afternoonBy}` < now ? [{ date, half: 'PM' as const }] : []),
    ]);
}

export function missedChecks(wanted: readonly { date: Day; half: CheckHalf }[], made: readonly Pick<FridgeCheck, 'date' | 'half'>[]) {
  const there = new Set(made.map(({ date, half }) => `${date} ${half}`));
  return wanted.filter(({ date, half }) => !there.has(`${date} ${half}`));
}
