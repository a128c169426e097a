/** Which fields and units each value is typed in. */

import type { Unit } from '../../../../drivers/model/quantity.ts';
import { unitsOf } from '../../../../drivers/model/unit.ts';
import type { Settings, SheetKey } from '../../../preload/contract.ts';

type TypedKey = Exclude<SheetKey, 'bodyMassIndex'>;

export interface EntryField {
  name: string;
  label: string;
}

export function entryFields(key: TypedKey, unit: Unit | 'ft-in'): EntryField[] {
  if (key === 'bloodPressure') {
    return [
      { name: 'systolic', label: 'Systolic' },
      { name: 'diastolic', label: 'Diastolic' },
      { name: 'mean', label: 'MAP, if shown' },
    ];
  }
  if (unit === 'ft-in') {
    return [
      { name: 'feet', label: 'Feet' },
      { name: 'inches', label: 'Inches' },
    ];
  }
  return [{ name: key, label: key === 'painScore' ? 'Score, 0 to 10' : 'Value' }];
}

/** Units on offer, ft-in for a height last. */
export function unitChoices(key: TypedKey): (Unit | 'ft-in')[] {
  if (key === 'bloodPressure') return ['mm[Hg]'];
  const units = unitsOf(key).filter((unit) => unit !== 'm' && unit !== 'kPa');
  return key === 'height' ? [...units, 'ft-in'] : [...units];
}

/** The unit this clinic uses. */
export function presetUnit(key: TypedKey, settings: Settings): Unit {
  const preset: Partial<Record<TypedKey, Unit>> = {
    temperature: settings.temperatureUnit,
    weight: settings.weightUnit,
    height: settings.heightUnit,
  };
  return preset[key] ?? (unitChoices(key)[0] as Unit);
}

/** Feet and inches as inches; missing inches are none typed, so they count as nothing only when feet are there. */
export function feetAndInches([feet = null, inches = null]: readonly (number | null)[]): (number | null)[] {
  if (feet === null) return [null];
  return [Math.round((feet * 12 + (inches ?? 0)) * 100) / 100];
}
