/** Whole numbers of 24 bits, two's complement, big-endian: the sample words of EKG converters. */

export const largestInt24 = 0x7f_ffff;

export function readInt24(bytes: readonly number[], at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8)) >> 8;
}

/** What a converter gives at its end of range is its largest or smallest number; null is given as the largest. */
export function int24Bytes(value: number | null): [number, number, number] {
  const held = Math.max(-largestInt24 - 1, Math.min(largestInt24, value ?? largestInt24));
  return [(held >> 16) & 0xff, (held >> 8) & 0xff, held & 0xff];
}
