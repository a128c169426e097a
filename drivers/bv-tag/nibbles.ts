/** Numbers spread over bytes that hold half a byte each, the lowest first. */

/** Null where a byte is beyond the end or holds more than half a byte. */
export function nibbles(bytes: Uint8Array, from: number, count: number): number | null {
  let value = 0;
  for (let index = count - 1; index >= 0; index -= 1) {
    const half = bytes[from + index];
    if (half === undefined || half > 15) return null;
    value = value * 16 + half;
  }
  return value;
}
