/** Which checks were wanted: by the clinic's own calendar, from the unit's first day to this hour. */
import { expect, test } from 'vitest';
import { missedChecks, wantedChecks } from '../../../src/main/fridge/wanted-checks.ts';

const calendar = { workdays: [1, 2, 3, 4, 5], closedDates: ['2026-05-25'], morningBy: '10:00', afternoonBy: '17:00' };
const span = { from: '2026-05-22', to: '2026-05-27', since: '2026-01-01', now: '2026-05-27T12:00' };
const texts = (checks: readonly { date: string; half: string }[]) => checks.map(({ date, half }) => `${date.slice(8)} ${half}`);

test('none on a weekend, a holiday, before the unit came or before its hour', () => {
  expect(texts(wantedChecks(span, calendar))).toEqual(['22 AM', '22 PM', '26 AM', '26 PM', '27 AM']);
  expect(texts(wantedChecks({ ...span, since: '2026-05-26' }, calendar))).toEqual(['26 AM', '26 PM', '27 AM']);
  expect(texts(wantedChecks({ ...span, now: '2026-05-27T09:59' }, calendar)).at(-1)).toBe('26 PM');
});

test('one a day where the clinic writes down no second temperature', () => {
  expect(texts(wantedChecks(span, { ...calendar, afternoonBy: null }))).toEqual(['22 AM', '26 AM', '27 AM']);
});

test('a check caught up for a day is a check of that day', () => {
  const made = [
    { date: '2026-05-22', half: 'AM' as const },
    { date: '2026-05-26', half: 'PM' as const },
  ];
  expect(texts(missedChecks(wantedChecks(span, calendar), made))).toEqual(['22 PM', '26 AM', '27 AM']);
});
