/** CRC-16 of Modbus RTU: polynomial A001 reflected, start FFFF. Cold-chain notes 10, 14. */

export function crcModbus(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/** The bytes with their check behind them, low byte first. */
export function withCrcModbus(bytes: readonly number[]): Uint8Array {
  const crc = crcModbus(bytes);
  return Uint8Array.of(...bytes, crc & 0xff, crc >> 8);
}

/** Whether the last two bytes are the check of those before. */
export function endsWithCrcModbus(bytes: Uint8Array): boolean {
  return bytes.length > 2 && crcModbus(bytes.subarray(0, -2)) === (bytes.at(-2)! | (bytes.at(-1)! << 8));
}
