/** The unit a clinic's limits are in, and the ranges of storage units in each: 36 °F is not 2 °C. Cold-chain notes 2.1. */
import type { DegreeUnit } from '../../../drivers/model/logger-log.ts';

/** How a temperature is turned into the unit of the limits. */
export { inUnit } from '../../../drivers/model/degrees.ts';

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
