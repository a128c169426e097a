/** The interval of a logger that does not say its own. Pure. */

/** The middle one of the steps between neighbours, in the unit of the times; 0 where there is none. */
export function usualStep(times: readonly number[]): number {
  const steps = times.slice(1).flatMap((at, index) => (at > times[index]! ? [at - times[index]!] : []));
  if (steps.length === 0) return 0;
  return steps.sort((one, other) => one - other)[Math.floor(steps.length / 2)]!;
}
