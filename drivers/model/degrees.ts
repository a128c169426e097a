/** A temperature in the clinic's own unit, by the rule of the printed number: 36 °F is not 2 °C. Cold-chain notes 2.1. */
import { celsius, type DegreeUnit, fahrenheit } from './logger-log.ts';

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
