/**
 * Conversions between the units a device or a person may use and the one unit of each quantity.
 * Always from the number as it was sent; never from a number converted before.
 * Factors: EHR notes 2.3 (lb = kg / 0.45359237, in = cm / 2.54, mm[Hg] = kPa x 7.5006).
 */
import { type Quantity, quantities, type Unit } from './quantity.ts';

type Linear = readonly [factor: number, offset: number];

const toOwnUnit: Readonly<Partial<Record<Unit, Readonly<Partial<Record<Unit, Linear>>>>>> = {
  Cel: { '[degF]': [5 / 9, (-32 * 5) / 9] },
  kg: { '[lb_av]': [0.45359237, 0], g: [0.001, 0] },
  cm: { '[in_i]': [2.54, 0], m: [100, 0] },
  'mm[Hg]': { kPa: [7.5006, 0] },
};

/** Units a value of this quantity may be sent or typed in, its own unit first. */
export function unitsOf(quantity: Quantity): readonly Unit[] {
  const own = quantities[quantity].unit;
  return [own, ...(Object.keys(toOwnUnit[own] ?? {}) as Unit[])];
}

/**
 * A number in `unit` as a number in the quantity's own unit, free of floating-point noise
 * (rounded to a hundredth, finer than any device here resolves).
 * Returns null when the unit does not belong to the quantity: a unit is never guessed.
 */
export function inOwnUnit(quantity: Quantity, value: number, unit: Unit): number | null {
  const own = quantities[quantity].unit;
  if (unit === own) return value;
  const linear = toOwnUnit[own]?.[unit];
  return linear ? round(value * linear[0] + linear[1], 2) : null;
}

/** A number in the quantity's own unit shown in another of its units, rounded to `digits`. Null when the unit does not belong to it. */
export function fromOwnUnit(quantity: Quantity, value: number, unit: Unit, digits: number): number | null {
  const own = quantities[quantity].unit;
  if (unit === own) return round(value, digits);
  const linear = toOwnUnit[own]?.[unit];
  return linear ? round((value - linear[1]) / linear[0], digits) : null;
}

/** Rounds half away from zero on the decimal digits a person sees (1.005 to 2 digits is 1.01, not 1). */
export function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  const scaled = Math.abs(value) * scale;
  return (Math.sign(value) * Math.round(scaled + Number.EPSILON * scaled * 4)) / scale;
}
