/**
 * Two rings around a typed number: outside the inner one a person is asked whether it is meant, outside the outer one it
 * cannot be saved. Data-entry help, wide enough never to hide a sick patient. Workflow notes, section 6.
 */
import type { Quantity, Unit } from './quantity.ts';
import { inOwnUnit, unitsOf } from './unit.ts';

type Ring = readonly [number, number];

/** In the quantity's own unit; the inner ring is for adults. */
const rings: Readonly<Partial<Record<Quantity, { soft: Ring | null; hard: Ring }>>> = {
  systolic: { soft: [70, 220], hard: [20, 350] },
  diastolic: { soft: [40, 130], hard: [10, 250] },
  meanArterialPressure: { soft: [50, 160], hard: [15, 300] },
  pulseRate: { soft: [40, 160], hard: [10, 350] },
  heartRate: { soft: [40, 160], hard: [10, 350] },
  respiratoryRate: { soft: [8, 40], hard: [1, 120] },
  spo2: { soft: [85, 100], hard: [30, 100] },
  temperature: { soft: [35, 40], hard: [24, 45] },
  weight: { soft: [30, 250], hard: [0.2, 650] },
  height: { soft: [120, 210], hard: [20, 275] },
  painScore: { soft: null, hard: [0, 10] },
};

const adultFrom = 18;

export interface EntryQuestion {
  /** 'hard': cannot be saved. 'soft': is it meant? 'unit-mix': another unit would make it likely. */
  kind: 'hard' | 'soft' | 'unit-mix';
  suggestion?: { unit: Unit };
}

/**
 * What to ask about a number typed in `unit`, or null when nothing is odd about it. `previous` is the last known value in
 * the quantity's own unit. A unit that does not belong to the quantity is 'hard'.
 */
export function entryQuestion(
  quantity: Quantity,
  typed: number,
  unit: Unit,
  ageYears: number,
  previous: number | null,
): EntryQuestion | null {
  const ring = rings[quantity];
  const value = inOwnUnit(quantity, typed, unit);
  if (ring === undefined || value === null || (quantity === 'painScore' && !Number.isInteger(typed))) return { kind: 'hard' };
  const isHard = !within(ring.hard, value);
  const odd = isHard || isUnlikely(quantity, value, ring.soft, ageYears, previous);
  if (!odd) return null;
  const other = unitsOf(quantity).find((one) => one !== unit && fits(quantity, typed, one, ring.soft ?? ring.hard, previous));
  if (other !== undefined) return { kind: 'unit-mix', suggestion: { unit: other } };
  return { kind: isHard ? 'hard' : 'soft' };
}

/** Whether a number may be saved at all. */
export function canBeSaved(quantity: Quantity, typed: number, unit: Unit): boolean {
  const value = inOwnUnit(quantity, typed, unit);
  const ring = rings[quantity];
  if (value === null || ring === undefined) return false;
  return within(ring.hard, value) && (quantity !== 'painScore' || Number.isInteger(typed));
}

function isUnlikely(quantity: Quantity, value: number, soft: Ring | null, ageYears: number, previous: number | null): boolean {
  if (previous !== null && previous > 0) {
    const change = Math.abs(value - previous);
    if (quantity === 'weight' && change > previous * 0.1) return true;
    if (quantity === 'height' && ageYears >= adultFrom && change > 3) return true;
  }
  return ageYears >= adultFrom && soft !== null && !within(soft, value);
}

function fits(quantity: Quantity, typed: number, unit: Unit, ring: Ring, previous: number | null): boolean {
  const value = inOwnUnit(quantity, typed, unit);
  if (value === null || !within(ring, value)) return false;
  return previous === null || previous <= 0 || Math.abs(value - previous) <= previous * 0.1;
}

function within([lowest, highest]: Ring, value: number): boolean {
  return value >= lowest && value <= highest;
}
