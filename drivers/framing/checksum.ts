/** The check sums of the protocols, each over plain byte values. */

/** Sum modulo 256: Nonin data formats 2, 7 and 13. */
export function sum8(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xff;
  return sum;
}

/** Exclusive or of all bytes: Omron. */
export function xor8(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}
