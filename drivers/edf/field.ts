/** Numbers in a header's fields of eight characters. EKG notes 1.8. */

export const fieldLength = 8;

/** The nearest number that eight characters hold. */
export function nearestInField(value: number): string {
  const whole = String(Math.trunc(value)).length + (value < 0 && value > -1 ? 1 : 0);
  return value.toFixed(Math.max(0, fieldLength - whole - 1)).slice(0, fieldLength);
}

/** Said in an annotation of a file whose header had to name a time of day that nobody knew. */
export const timeNotKnown = 'The time of day is not known.';
