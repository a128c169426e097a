/** Days and the moments of a logger's own clock in words. A logger's time names no zone and is never moved into one. */
import { dayWords } from '../../../../drivers/model/paper/date-words.ts';
import type { ClockTime, Day } from '../../../preload/contract.ts';

export { dayWords };

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** "Sun" */
export function weekdayOf(day: Day): string {
  return weekdays[new Date(`${day.slice(0, 10)}T00:00:00Z`).getUTCDay()]!;
}

/** "Sun Nov 22" */
export function weekdayWords(day: Day): string {
  return `${weekdayOf(day)} ${dayWords(day.slice(0, 10)).replace(/,.*$/, '')}`;
}

/** "Sun 22:40" */
export function clockWords(at: ClockTime): string {
  return `${weekdayOf(at)} ${at.slice(11, 16)}`;
}

/** "Nov 22, 2026 22:40" */
export function momentWords(at: ClockTime): string {
  return `${dayWords(at.slice(0, 10))} ${at.slice(11, 16)}`;
}
