/** Dates and times as loggers' programs write them, in any order of words; which number is the day is somebody else's question. */
import { deviceClock } from '../framing/device-clock.ts';
import type { DateOrder } from '../model/log-mapping.ts';
import type { DeviceTime } from '../model/logger-log.ts';

export interface WrittenDate {
  /** The three numbers in the order they stand; a month's name is its number. */
  parts: readonly [number, number, number];
  /** What the writing itself says of the order: a year of four digits first, a month's name; null: it says nothing. */
  order: DateOrder | null;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const numbers = /(?<!\d)(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)/;
const dayFirst = /(?<!\d)(\d{1,2})[-/. ]{1,2}([a-z]{3,9})[-/.,]?[-/. ]?(\d{2,4})(?!\d)/i;
const monthFirst = /\b([a-z]{3,9})[-/. ]+(\d{1,2}),?(?:[-/ ]+|\s.*?\s)(\d{4})(?!\d)/i;
const clock = /(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?![\d:])(?:\s*([ap])\.?m\b\.?)?/i;
const offset = /(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/** Longer texts are no date and time. */
const longest = 80;

export function dateIn(text: string): WrittenDate | null {
  if (text.length > longest) return null;
  const found = numbers.exec(text);
  if (found !== null) {
    const [first, , last] = [found[1]!, found[3]!, found[4]!];
    if (first.length === 3 || last.length === 3 || (first.length === 4 && last.length > 2)) return null;
    return { parts: [Number(first), Number(found[3]), Number(last)], order: first.length === 4 ? 'year-month-day' : null };
  }
  const named = dayFirst.exec(text);
  const month = named === null ? 0 : monthOf(named[2]!);
  if (named !== null && month > 0 && named[3]!.length !== 3)
    return { parts: [Number(named[1]), month, Number(named[3])], order: 'day-month-year' };
  const american = monthFirst.exec(text);
  const itsMonth = american === null ? 0 : monthOf(american[1]!);
  return itsMonth === 0 ? null : { parts: [itsMonth, Number(american![2]), Number(american![3])], order: 'month-day-year' };
}

/** 1 to 12; 0 for any other word. */
function monthOf(word: string): number {
  return months.indexOf(word.slice(0, 3).toLowerCase()) + 1;
}

/** Seconds of the day; null where there is no time, or one that is none. */
export function clockIn(text: string): number | null {
  const found = text.length > longest ? null : clock.exec(text);
  if (found === null) return null;
  const [hour, minute, second] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  const half = found[4]?.toLowerCase();
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  return hours > 23 || minute > 59 || second > 59 ? null : hours * 3600 + minute * 60 + second;
}

/** The offset a time carries at its end ("Z", "+01:00"), in minutes east of UTC; null where it carries none. */
export function offsetIn(text: string): number | null {
  const found = /\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? offset.exec(text) : null;
  if (found === null) return null;
  return found[1] === undefined ? 0 : (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]));
}

/** Null where the numbers are no date under that order. Years of two digits are of this century. */
export function momentOf(date: WrittenDate, seconds: number, order: DateOrder): DeviceTime | null {
  const [a, b, c] = date.parts;
  const [year, month, day] = {
    'year-month-day': [a, b, c],
    'day-month-year': [c, b, a],
    'month-day-year': [c, a, b],
  }[date.order ?? order] as [number, number, number];
  const whole = year < 100 ? 2000 + year : year;
  if (whole < 1990 || whole > 2099) return null;
  return deviceClock(whole, month, day, Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60);
}
