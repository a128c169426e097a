/** `isoline fridge`: what a temperature logger's file holds, one JSON value on standard output. */
import { basename } from 'node:path';
import { type ReadLog, readLog } from '../../../../drivers/logs.ts';
import type { DateOrder, LogMapping, LogQuestion } from '../../../../drivers/model/log-mapping.ts';
import { UnansweredLog, UnreadableLog } from '../../../../drivers/model/logger-format.ts';
import { shiftsOf, withUnmovedClock } from '../../../../drivers/model/printed-clock.ts';
import { largestLoggerFile } from '../../fridge/files/shapes.ts';
import { type StorageKind, storageKinds } from '../../fridge/limit-basis.ts';
import { profileById, programProfiles } from '../../fridge/profiles.ts';
import { readInput, UnreadInput } from '../input.ts';
import { excursionSummary, type JudgedBy } from './excursions.ts';
import { logSummary } from './log-summary.ts';

export const fridgeUsage = `  fridge read FILE|PORT [--readings] [--zone ZONE]    what a temperature logger's file, or its memory over a serial port, holds, in Celsius
      [--unit C|F] [--date-order day-month-year|month-day-year]   where the file leaves it open
  fridge excursions FILE --profile NAME --basis C|F [--kind refrigerator|freezer|ultra-cold]   where it was out of range, by the rule set
  fridge import --data DIR --unit NAME FILE...   loggers' files into a storage unit of the station
  fridge report --data DIR --unit NAME --month YYYY-MM OUT.pdf   the unit's monthly log as it is printed`;

export interface FridgeOrder {
  positionals: readonly string[];
  readings: boolean;
  /** The clinic's zone: undoes summer time that a vendor's program printed into the times. */
  zone: string | null;
  unit: string | null;
  dateOrder: string | null;
  profile?: string | null;
  basis?: string | null;
  kind?: string | null;
}

/** Lines to print. Throws an error whose message is for the person who typed. */
export function runFridge({ positionals: [task, file], ...order }: FridgeOrder): string[] {
  if ((task !== 'read' && task !== 'excursions') || file === undefined)
    throw new Error(`fridge: name what to do and a file.\n${fridgeUsage}`);
  const judgedBy = task === 'excursions' ? judgedByOf(order) : null;
  const { format, log } = readLogFile(file, answersOf(order));
  const told = order.zone === null ? log : withUnmovedClock(log, shiftsIn(order.zone));
  return [JSON.stringify(judgedBy === null ? logSummary(format.id, told, order.readings) : excursionSummary(told, judgedBy))];
}

export function judgedByOf({ profile, basis, kind }: Pick<FridgeOrder, 'profile' | 'basis' | 'kind'>): JudgedBy {
  const found = profileById(profile ?? '');
  if (found === undefined) throw new Error(`--profile ${profile ?? ''} is not one of ${programProfiles.map(({ id }) => id).join(', ')}.`);
  if (basis !== 'C' && basis !== 'F') throw new Error(`--basis ${basis ?? ''} is neither C nor F.`);
  const unit = kind ?? 'refrigerator';
  if (!(storageKinds as readonly string[]).includes(unit)) throw new Error(`--kind ${unit} is not one of ${storageKinds.join(', ')}.`);
  return { profile: found, basis, kind: unit as StorageKind };
}

export function answersOf({ unit, dateOrder }: Pick<FridgeOrder, 'unit' | 'dateOrder'>): Partial<LogMapping> {
  if (unit !== null && unit !== 'C' && unit !== 'F') throw new Error(`--unit ${unit} is neither C nor F.`);
  const orders: readonly string[] = ['year-month-day', 'day-month-year', 'month-day-year'] satisfies DateOrder[];
  if (dateOrder !== null && !orders.includes(dateOrder)) throw new Error(`--date-order ${dateOrder} is not one of ${orders.join(', ')}.`);
  return { ...(unit === null ? {} : { unit }), ...(dateOrder === null ? {} : { dateOrder: dateOrder as DateOrder }) };
}

function shiftsIn(zone: string): ReturnType<typeof shiftsOf> {
  try {
    return shiftsOf(zone);
  } catch {
    throw new Error(`--zone ${zone} is no time zone; one is called America/Chicago.`);
  }
}

const options: Readonly<Partial<Record<LogQuestion, string>>> = { 'date-order': '--date-order', unit: '--unit' };

function readLogFile(path: string, answers: Partial<LogMapping>): ReadLog {
  try {
    return readLog({ name: path === '-' ? 'standard input' : basename(path), bytes: readInput(path, largestLoggerFile) }, answers);
  } catch (thrown) {
    const give = thrown instanceof UnansweredLog ? thrown.questions.flatMap((question) => options[question] ?? []) : [];
    if (thrown instanceof UnreadableLog)
      throw new Error(`${path}: ${thrown.message}.${give.length > 0 ? ` Give ${give.join(', ')}.` : ''}`);
    if (thrown instanceof UnreadInput) throw new Error(`${path}: ${thrown.message}.`);
    throw thrown;
  }
}
