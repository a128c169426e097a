/** The rows of the measurements, and what is typed into them. */
import { qtcBy } from '../../../../../drivers/model/qtc.ts';
import type { EkgValues, QtcFormula } from '../../../../preload/contract.ts';

export type ValueKey = Exclude<keyof EkgValues, 'qtcFormula'>;

export interface ValueRow {
  key: ValueKey;
  label: string;
  unit: string;
  /** What can be written down at all: beyond it a slip of the finger is likelier. */
  range: readonly [least: number, most: number];
}

export const valueRows: readonly ValueRow[] = [
  { key: 'heartRate', label: 'HR', unit: '/min', range: [10, 400] },
  { key: 'rr', label: 'RR', unit: 'ms', range: [150, 6000] },
  { key: 'pDuration', label: 'P', unit: 'ms', range: [20, 300] },
  { key: 'pr', label: 'PR', unit: 'ms', range: [50, 800] },
  { key: 'qrs', label: 'QRS', unit: 'ms', range: [30, 400] },
  { key: 'qt', label: 'QT', unit: 'ms', range: [100, 1000] },
  { key: 'qtc', label: 'QTc', unit: 'ms', range: [100, 1000] },
  { key: 'pAxis', label: 'P axis', unit: '°', range: [-180, 180] },
  { key: 'qrsAxis', label: 'QRS axis', unit: '°', range: [-180, 180] },
  { key: 'tAxis', label: 'T axis', unit: '°', range: [-180, 180] },
];

export const formulaNames: Readonly<Record<QtcFormula, string>> = {
  bazett: 'Bazett',
  fridericia: 'Fridericia',
  framingham: 'Framingham',
  hodges: 'Hodges',
};

/** "52°", "833", and a dash for nothing. */
export function valueWords(value: number | null, { unit }: ValueRow): string {
  if (value === null) return '—';
  return unit === '°' ? `${String(value).replace('-', '−')}°` : String(value);
}

export type Draft = Readonly<Record<ValueKey, string>>;

export function draftOf(values: EkgValues | null): Draft {
  return Object.fromEntries(valueRows.map(({ key }) => [key, values?.[key] == null ? '' : String(values[key])])) as Record<
    ValueKey,
    string
  >;
}

/** What was typed, as numbers; what is empty is null. A problem names the field and what can be saved. */
export function readDraft(draft: Draft, qtcFormula: QtcFormula | null): { values: EkgValues } | { problem: string } {
  const values: Partial<Record<ValueKey, number | null>> = {};
  for (const { key, label, unit, range } of valueRows) {
    const typed = draft[key].trim().replace('−', '-');
    if (typed === '') {
      values[key] = null;
      continue;
    }
    const number = Number(typed);
    const [least, most] = range;
    if (!Number.isInteger(number)) return { problem: `${label}: whole numbers only. Leave it empty where there is none.` };
    if (number < least || number > most) return { problem: `${label}: ${least} to ${most} ${unit} can be saved. Is ${typed} meant?` };
    values[key] = number;
  }
  const whole = values as Record<ValueKey, number | null>;
  return { values: { ...whole, qtcFormula: whole.qtc === null ? null : qtcFormula } };
}

/** QTc by this formula of what is typed for QT and RR; null where one of them is missing. */
export function qtcOf(draft: Draft, formula: QtcFormula): number | null {
  const [qt, rr] = [Number(draft.qt), Number(draft.rr)];
  return draft.qt.trim() === '' || draft.rr.trim() === '' || !(qt > 0) || !(rr > 0) ? null : Math.round(qtcBy[formula](qt, rr));
}

/** Why a row of ours has a dash. */
export function missingWords(values: EkgValues, isIrregular: boolean): string[] {
  const words: string[] = [];
  if (values.heartRate === null) words.push('Fewer than two beats could be found.');
  else {
    if (values.pDuration === null && values.pr === null)
      words.push(isIrregular ? 'P: none was found before the QRS; the rhythm is irregular.' : 'P: none was found before the QRS.');
    if (values.qt === null) words.push('QT: the end of T is not clear in enough leads.');
    if (values.qt !== null && values.qrs !== null && values.qrs >= 120) words.push('QRS of 120 ms or more lengthens QT and QTc.');
    if (isIrregular) words.push('The rhythm is irregular: HR and RR are means, QTc depends on the beat.');
  }
  return words;
}
