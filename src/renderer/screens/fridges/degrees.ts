/** Temperatures of a fridge in words: the digits as logged, a true minus, the unit the clinic keeps its log in, the other one beside it. */
import { inUnit } from '../../../../drivers/model/degrees.ts';
import type { Degrees, StorageKind, StorageUnit } from '../../../preload/contract.ts';

export const kindWords: Readonly<Record<StorageKind, string>> = {
  refrigerator: 'Refrigerator',
  freezer: 'Freezer',
  'ultra-cold': 'Ultra-cold freezer',
};

/** "−21.4", "4.0", and "8.04" where the logger wrote so much: a number that was judged is the number that is shown. "—" for nothing. */
export function degreesNumber(value: number | null): string {
  if (value === null) return '—';
  const tenths = value.toFixed(1);
  return (Number(tenths) === value ? tenths : String(value)).replace('-', '−');
}

/** "−21.4 °C" */
export function degreesWords(value: number | null, basis: Degrees): string {
  return value === null ? '—' : `${degreesNumber(value)} °${basis}`;
}

/** The same temperature in the unit the log is not in: "40.3 °F". */
export function inOtherUnit(value: number, basis: Degrees): string {
  const other = basis === 'C' ? 'F' : 'C';
  return degreesWords(inUnit(value, basis, other), other);
}

/** "2.0 to 8.0 °C" */
export function rangeWords({ low, high, basis }: Pick<StorageUnit, 'low' | 'high' | 'basis'>): string {
  return `${degreesNumber(low)} to ${degreesWords(high, basis)}`;
}
