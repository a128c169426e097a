/** How a measurement reads: its number, its unit, where it came from. What was sent or typed is what is shown. */
import { type Quantity, quantities, type Unit } from '../../../../drivers/model/quantity.ts';
import type { Measurement, Qualifiers, ReadingValue, SheetHold, SheetKey } from '../../../preload/contract.ts';

export const unitWords: Readonly<Record<Unit, string>> = {
  '/min': '/min',
  '%': '%',
  'mm[Hg]': 'mm[Hg]',
  kPa: 'kPa',
  Cel: '°C',
  '[degF]': '°F',
  kg: 'kg',
  g: 'g',
  '[lb_av]': 'lb',
  cm: 'cm',
  m: 'm',
  '[in_i]': 'in',
  'kg/m2': 'kg/m²',
  '{score}': 'of 10',
};

export const keyWords: Readonly<Record<SheetKey, string>> = {
  bloodPressure: 'Blood pressure',
  pulseRate: 'Pulse',
  spo2: 'SpO₂',
  temperature: 'Temperature',
  respiratoryRate: 'Respiration',
  weight: 'Weight',
  height: 'Height',
  bodyMassIndex: 'BMI',
  painScore: 'Pain',
};

/** The order of the sheet, the same while values come and go. */
export const sheetOrder = Object.keys(keyWords) as SheetKey[];

export const holdWords: Readonly<Record<SheetHold, string>> = {
  silent: 'silent, cannot be used',
  'too-old': 'too old; measure again',
  doubtful: 'the device doubts it',
  averaging: 'not yet averaged',
  'needs-height': 'needs a height',
  'needs-weight': 'needs a weight',
  unplugged: 'unplugged, cannot be used',
  preliminary: 'preliminary; confirm it',
};

/** The value with a given quantity, or undefined. */
export function valueFor(measurement: Measurement, quantity: Quantity): ReadingValue | undefined {
  return measurement.values.find((value) => value.quantity === quantity);
}

/** One value's number as text: as it was sent, else in its own unit with the quantity's digits; a dash where there is none. */
export function numberOf(value: ReadingValue | undefined): string {
  if (value === undefined || value.value === null) return '—';
  if (value.sent !== null) return trimmed(value.sent.value, value.sent.unit === '[degF]' ? 1 : 2);
  return trimmed(value.value, Math.max(quantities[value.quantity].precision, 0), value.quantity === 'temperature' ? 1 : 0);
}

export function unitOf(value: ReadingValue | undefined): string {
  return value === undefined ? '' : unitWords[value.sent?.unit ?? value.unit];
}

/** The number a row or a tray shows: "168/96" or "98.4". */
export function shownNumber(measurement: Measurement): string {
  if (measurement.kind === 'bloodPressure') {
    return `${numberOf(valueFor(measurement, 'systolic'))}/${numberOf(valueFor(measurement, 'diastolic'))}`;
  }
  return numberOf(measurement.values[0]);
}

export function shownUnit(measurement: Measurement): string {
  return measurement.kind === 'bloodPressure' ? 'mm[Hg]' : unitOf(measurement.values[0]);
}

/** "NIBP", "Pulse": what the tray calls it. */
export function shownName(measurement: Measurement): string {
  return measurement.kind === 'bloodPressure' ? 'NIBP' : quantities[measurement.values[0]!.quantity].label;
}

const positionWords = { sitting: 'sitting', standing: 'standing', supine: 'lying', recumbent: 'lying' } as const;
const cuffWords: Readonly<Record<NonNullable<Qualifiers['cuff']>, string>> = {
  neonatal: 'neonatal cuff',
  child: 'child cuff',
  'small-adult': 'small adult cuff',
  adult: 'adult cuff',
  'large-adult': 'large adult cuff',
  thigh: 'thigh cuff',
};

/** Site, position, cuff, oxygen in one breath; empty when nothing was stated. */
export function qualifierWords(qualifiers: Qualifiers): string {
  const words = [
    qualifiers.site,
    qualifiers.position && positionWords[qualifiers.position],
    qualifiers.cuff && cuffWords[qualifiers.cuff],
    qualifiers.oxygen && oxygenWords(qualifiers.oxygen),
    qualifiers.method,
    qualifiers.scale,
  ].filter((word): word is string => Boolean(word));
  const text = words.join(', ');
  return text === '' ? '' : text[0]!.toUpperCase() + text.slice(1);
}

function oxygenWords(oxygen: NonNullable<Qualifiers['oxygen']>): string {
  if (oxygen.delivery === 'room-air') return 'room air';
  const flow = oxygen.litersPerMinute === null ? '' : ` ${oxygen.litersPerMinute} L/min`;
  const percent = oxygen.percent === null ? '' : ` ${oxygen.percent} %`;
  return `${oxygen.delivery.replaceAll('-', ' ')}${flow}${percent}`;
}

/** Where a value came from, for the second line of a row. */
export function sourceWords(measurement: Measurement): string {
  const words = qualifierWords(measurement.qualifiers);
  const about = words === '' ? '' : words[0]!.toLowerCase() + words.slice(1);
  const first = {
    device: measurement.deviceLabel ?? 'device',
    typed: 'typed',
    counted: 'counted',
    computed: measurement.arithmetic ?? 'computed',
  }[measurement.source];
  return about === '' ? first : `${first} · ${about}`;
}

function trimmed(value: number, mostDigits: number, leastDigits = 0): string {
  return new Intl.NumberFormat('en-US', {
    maximumFractionDigits: mostDigits,
    minimumFractionDigits: leastDigits,
    useGrouping: false,
  }).format(value);
}
