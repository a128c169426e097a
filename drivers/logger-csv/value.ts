/** Numbers and absences as loggers' programs write them. A number is taken whole or not at all. */
import { celsius, type DegreeUnit } from '../model/logger-log.ts';

/** Cold-chain notes 13. Those that are numbers are what a program writes for "no value". */
const absent = new Set([
  '',
  '-',
  '--',
  '---',
  '--.-',
  '--.--',
  '-.-',
  'nc',
  'n/a',
  'na',
  'nan',
  'null',
  'none',
  'err',
  'error',
  'open',
  'short',
  'hi',
  'lo',
  'ol',
]);
const absentNumbers = new Set([9999, -999.9, -9999, 200]);
/** In Fahrenheit an ultra-cold freezer truly is that cold. */
const disconnectedCelsius = -127;

/** Where a storage temperature can lie at all, in Celsius. */
export const lowestCelsius = -110;
export const highestCelsius = 80;

export function isAbsent(cell: string, unit: DegreeUnit, more: readonly string[] = []): boolean {
  if (absent.has(cell.toLowerCase()) || more.includes(cell)) return true;
  const number = numberIn(cell);
  return number !== null && (absentNumbers.has(number) || (unit === 'C' && number === disconnectedCelsius));
}

/** "4.5", "4,5", "+4.5", "−4.5", "4.5 °C", the degree and its letter in one sign too; null for anything else. A mark before three digits is a decimal mark: no temperature has thousands. */
export function numberIn(cell: string): number | null {
  const bare = /^([+\-−–]?)(\d{0,6}(?:[.,]\d{1,10})?)\s*(?:[°º*]?\s*[CF]|\u2103|\u2109)?$/.exec(cell);
  if (bare === null || bare[2] === '') return null;
  const size = Number(bare[2]!.replace(',', '.'));
  return bare[1] === '' || bare[1] === '+' ? size : -size;
}

/** The unit a cell carries itself: "41.0 °F". */
export function unitInCell(cell: string): DegreeUnit | null {
  const sign = numberIn(cell) === null ? null : /[CF\u2103\u2109]$/.exec(cell);
  return sign === null ? null : sign[0] === 'C' || sign[0] === '\u2103' ? 'C' : 'F';
}

/** Digits after the decimal mark. */
export function decimalsOf(cell: string): number {
  return /[.,](\d+)/.exec(cell)?.[1]?.length ?? 0;
}

export function isPossible(value: number, unit: DegreeUnit): boolean {
  const degrees = celsius(value, unit);
  return degrees >= lowestCelsius && degrees <= highestCelsius;
}
