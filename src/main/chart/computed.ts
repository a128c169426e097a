/** Values made of other values, each with its arithmetic shown: the average of repeated pressures, and BMI. Pure. */
import { round } from '../../../drivers/model/unit.ts';
import type { Measurement, ReadingValue } from '../../preload/contract.ts';
import { valueFor } from './measure.ts';

function computed(
  id: string,
  kind: Measurement['kind'],
  values: ReadingValue[],
  madeOf: readonly Measurement[],
  arithmetic: string,
): Measurement {
  const last = madeOf.at(-1)!;
  return {
    id,
    kind,
    values,
    source: 'computed',
    how: 'spot',
    deviceId: null,
    driverId: null,
    deviceLabel: null,
    receivedAt: last.receivedAt,
    measuredAt: last.measuredAt,
    typedBy: null,
    qualifiers: kind === 'bloodPressure' ? last.qualifiers : {},
    apart: null,
    withdrawn: false,
    setAside: null,
    madeOf: madeOf.map((one) => one.id),
    arithmetic,
  };
}

function plain(id: string, quantity: ReadingValue['quantity'], value: number, unit: ReadingValue['unit']): ReadingValue {
  return { id, quantity, value, unit, sent: null, marks: [], note: {} };
}

/** The mean of whole readings, each pressure rounded to 1 mm[Hg]. `numbers` are their places, counted from 1. Null for none. */
export function averagePressure(readings: readonly Measurement[], numbers: readonly number[]): Measurement | null {
  if (readings.length === 0) return null;
  const id = `average-${readings.map((reading) => reading.id).join('-')}`;
  const mean = (quantity: 'systolic' | 'diastolic' | 'meanArterialPressure') => {
    const values = readings.map((reading) => valueFor(reading, quantity)?.value ?? null);
    if (values.some((value) => value === null)) return null;
    return round((values as number[]).reduce((sum, value) => sum + value, 0) / values.length, 0);
  };
  const values = (['systolic', 'diastolic', 'meanArterialPressure'] as const).flatMap((quantity) => {
    const value = mean(quantity);
    return value === null ? [] : [plain(`${id}-${quantity}`, quantity, value, 'mm[Hg]')];
  });
  if (values.length < 2) return null;
  return computed(id, 'bloodPressure', values, readings, readings.length === 1 ? `reading ${numbers[0]}` : `average of ${listed(numbers)}`);
}

function listed(numbers: readonly number[]): string {
  return numbers.length === 1 ? String(numbers[0]) : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}

/** kg / m², to a tenth, from the weight and height in the sheet. Null while either has no number. */
export function bodyMassIndex(weight: Measurement | null, height: Measurement | null): Measurement | null {
  const kilograms = weight === null ? null : (valueFor(weight, 'weight')?.value ?? null);
  const centimeters = height === null ? null : (valueFor(height, 'height')?.value ?? null);
  if (weight === null || height === null || kilograms === null || !centimeters) return null;
  const id = `bmi-${weight.id}-${height.id}`;
  const value = round(kilograms / (centimeters / 100) ** 2, 1);
  const arithmetic = `${round(kilograms, 1)} kg ÷ (${round(centimeters / 100, 3)} m)²`;
  return computed(id, 'single', [plain(`${id}-value`, 'bodyMassIndex', value, 'kg/m2')], [weight, height], arithmetic);
}
