/** The unit a clinic's limits are in, and the ranges of storage units in each: 36 °F is not 2 °C. Cold-chain notes 2.1. */
import { celsius, type DegreeUnit, fahrenheit } from '../../../drivers/model/logger-log.ts';

export type StorageKind = 'refrigerator' | 'freezer' | 'ultra-cold';

export interface TemperatureRange {
  low: number;
  high: number;
}

/** The limits are part of the range. */
const ranges: Readonly<Record<StorageKind, Readonly<Record<DegreeUnit, TemperatureRange>>>> = {
  refrigerator: { C: { low: 2, high: 8 }, F: { low: 36, high: 46 } },
  freezer: { C: { low: -50, high: -15 }, F: { low: -58, high: 5 } },
  'ultra-cold': { C: { low: -90, high: -60 }, F: { low: -130, high: -76 } },
};

export const storageKinds = Object.keys(ranges) as readonly StorageKind[];

export function rangeOf(kind: StorageKind, basis: DegreeUnit): TemperatureRange {
  return ranges[kind][basis];
}

/** The number that is printed and judged: as written in the logger's own unit, to one decimal (half away from zero) in the other. */
export function inUnit(value: number, from: DegreeUnit, to: DegreeUnit): number {
  if (from === to) return value;
  return toTenth(to === 'C' ? celsius(value, from) : fahrenheit(value, from));
}

/** Half away from zero; 15 digits first, so that 7.85 × 1.8 is what it is on paper. */
function toTenth(value: number): number {
  const tenths = Math.round(Number((Math.abs(value) * 10).toPrecision(15)));
  return tenths === 0 ? 0 : (Math.sign(value) * tenths) / 10;
}
