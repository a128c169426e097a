/** Which number of a date is the day. Never guessed: the numbers, the lines above the table or the steps between the rows say it, or a person does. */
import { clockSeconds } from '../framing/local-time.ts';
import type { DateOrder } from '../model/log-mapping.ts';
import { clockIn, dateIn, momentOf, type WrittenDate } from './moment.ts';

export interface DatedRow {
  date: WrittenDate;
  seconds: number;
}

export interface FoundOrder {
  order: DateOrder;
  /** Null where the writing itself left no doubt. */
  note: string | null;
}

/** One order must have this many times the rows that only it can explain. */
const outweighs = 20;
const open: readonly DateOrder[] = ['day-month-year', 'month-day-year'];

type Facts = readonly (readonly [key: string, value: string])[];

/** `facts`: what is said above the table. `usual`: of the program that wrote it, for dates that leave it open. */
export function findDateOrder(rows: readonly DatedRow[], facts: Facts, usual: FoundOrder | null): FoundOrder | null {
  const unsaid = rows.filter(({ date }) => date.order === null);
  if (unsaid.length === 0) return { order: rows[0]?.date.order ?? 'year-month-day', note: null };
  if (unsaid.every(isSameEitherWay)) return { order: 'day-month-year', note: null };
  const yearFirst = unsaid.filter(({ date: { parts } }) => parts[0] > 31).length;
  const dayFirst = unsaid.filter(({ date: { parts } }) => parts[0] > 12 && parts[0] <= 31 && parts[1] <= 12).length;
  const monthFirst = unsaid.filter(({ date: { parts } }) => parts[1] > 12 && parts[0] <= 12).length;
  if (yearFirst > outweighs * (dayFirst + monthFirst)) return { order: 'year-month-day', note: null };
  if (dayFirst > outweighs * monthFirst) return { order: 'day-month-year', note: null };
  if (monthFirst > outweighs * dayFirst) return { order: 'month-day-year', note: null };
  if (dayFirst + monthFirst + yearFirst > 0) return null;
  return byPattern(facts) ?? byFacts(unsaid, facts) ?? bySteps(unsaid) ?? usual;
}

const pattern = /(?<![a-z])(dd?|mm?)([-/.])(?:dd?|mm?)\2y{1,4}(?![a-z])/gi;

/** "dd/MM/yyyy HH:mm:ss", as some programs name it above the table or over its column; two that differ say nothing. */
function byPattern(facts: Facts): FoundOrder | null {
  const named = new Set<DateOrder>();
  for (const [, text] of facts)
    for (const [, first] of text.matchAll(pattern)) named.add(/d/i.test(first!) ? 'day-month-year' : 'month-day-year');
  return named.size === 1 ? { order: [...named][0]!, note: null } : null;
}

/** Not the day of a calibration or of the export, which may stand anywhere. */
const aboutTheRows = /start|begin|first|last|end|stop|mission/i;

/** A date above the table whose writing leaves no doubt, and which is the first or last row's under one order only. */
function byFacts(rows: readonly DatedRow[], facts: Facts): FoundOrder | null {
  const days = new Set(
    facts.flatMap(([key, text]) => {
      if (!aboutTheRows.test(key)) return [];
      const date = dateIn(text);
      if (date === null || date.order === null) return [];
      return momentOf(date, clockIn(text) ?? 0, date.order)?.slice(0, 10) ?? [];
    }),
  );
  const fits = open.filter((order) => [rows[0]!, rows.at(-1)!].some((row) => days.has(momentOf(row.date, 0, order)?.slice(0, 10) ?? '')));
  if (fits.length !== 1) return null;
  return { order: fits[0]!, note: 'The order of day and month follows from a date above the table.' };
}

/** 03/03: both orders say the same of it. */
function isSameEitherWay({ date: { parts } }: DatedRow): boolean {
  return parts[0] === parts[1];
}

/** Under the wrong order a midnight is a step of a month. Only where every step under one order is a short one, and none is under the other. */
function bySteps(rows: readonly DatedRow[]): FoundOrder | null {
  const regular = open.filter((order) => stepsAreShort(rows, order));
  if (regular.length !== 1) return null;
  return {
    order: regular[0]!,
    note: 'The order of day and month follows from the rows: only so does one follow the other at the interval.',
  };
}

const dayInSeconds = 86_400;

function stepsAreShort(rows: readonly DatedRow[], order: DateOrder): boolean {
  let before: number | null = null;
  for (const { date, seconds } of rows) {
    const moment = momentOf(date, seconds, order);
    if (moment === null) return false;
    const now = clockSeconds(moment);
    if (before !== null && Math.abs(now - before) > dayInSeconds) return false;
    before = now;
  }
  return true;
}
