/** What a DS18B20 answers: nine bytes of scratchpad, eight of its own number. Cold-chain notes 9. */

/** CRC-8 of Dallas: polynomial 8C reflected, start 0. */
export function crcDallas(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0x8c : crc >> 1;
  }
  return crc;
}

export type Scratchpad = { celsius: number } | { fault: 'no-device' | 'short' | 'check' | 'power-on' };

/** 85.0 is what stands there before the first conversion: no temperature of a storage unit, and never told as one. */
export function readScratchpad(bytes: Uint8Array): Scratchpad {
  if (bytes.length !== 9) return { fault: 'check' };
  if (bytes.every((byte) => byte === 0xff)) return { fault: 'no-device' };
  // The check of nine zeros is right.
  if (bytes.every((byte) => byte === 0)) return { fault: 'short' };
  if (crcDallas(bytes.subarray(0, 8)) !== bytes[8]) return { fault: 'check' };
  const raw = (bytes[0]! | (bytes[1]! << 8)) << 16;
  const celsius = (raw >> 16) / 16;
  return celsius === 85 ? { fault: 'power-on' } : { celsius };
}

const family = 0x28;

/** The device's own number as 1-Wire people write it: family, then the rest from the highest. Null for another family or a wrong check. */
export function readRom(bytes: Uint8Array): string | null {
  if (bytes.length !== 8 || bytes[0] !== family || crcDallas(bytes.subarray(0, 7)) !== bytes[7]) return null;
  const hex = (byte: number) => byte.toString(16).padStart(2, '0').toUpperCase();
  return `28-${[...bytes.subarray(1, 7)].reverse().map(hex).join('')}`;
}
