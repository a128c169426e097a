/** QT corrected for rate, in milliseconds. EKG notes 6.3. */
import type { QtcFormula } from './tracing.ts';

/** `qt` and `rr` in milliseconds; unrounded in, unrounded out. */
export const qtcBy: Readonly<Record<QtcFormula, (qt: number, rr: number) => number>> = {
  bazett: (qt, rr) => qt / Math.sqrt(rr / 1000),
  fridericia: (qt, rr) => qt / Math.cbrt(rr / 1000),
  framingham: (qt, rr) => qt + 154 * (1 - rr / 1000),
  hodges: (qt, rr) => qt + 1.75 * (60_000 / rr - 60),
};
