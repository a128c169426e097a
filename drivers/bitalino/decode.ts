/**
 * Frames of a BITalino with one analog channel, 3 bytes. EKG notes 2.4. The channel's ten bits are v9 to v0.
 *
 *   | v5 v4 v3 v2 v1 v0 0 0 | I1 I2 O1 O2 v9 v8 v7 v6 | counter, 4 bits, check, 4 bits |
 *
 * The check is a CRC of four bits, x^4 + x + 1, over the whole frame with the check itself taken as 0. Nothing marks the
 * beginning of a frame: it is found by eight in a row whose checks and counters fit.
 */
import { decodeFixedFrames, lostByCounter } from '../framing/fixed-frames.ts';
import { createLeadRun } from '../framing/lead-run.ts';
import type { Decoder } from '../model/driver.ts';

export const frameLength = 3;
export const hz = 1000;

/** 3.3 V over ten bits, through a sensor of gain 1100. */
export const nanovoltsPerBit = 3.3e9 / 1024 / 1100;

/** The sensor's 0 V. */
export const middle = 512;

const modulus = 16;

export function decodeBitalino(): Decoder {
  const run = createLeadRun({ hz, leads: ['ECG'], nanovoltsPerBit });
  let before: number | null = null;
  return decodeFixedFrames({
    length: frameLength,
    inARow: 8,
    why: 'not a frame whose check fits',
    isFrame: (bytes, last) =>
      crc4(bytes) === (bytes[2]! & 0x0f) &&
      (bytes[0]! & 0x03) === 0 &&
      (last === null || counterOf(bytes) === (counterOf(last) + 1) % modulus),
    frame(bytes, span, bytesLost) {
      const counter = counterOf(bytes);
      const lost = before === null ? 0 : lostByCounter(before, counter, modulus, bytesLost / frameLength);
      before = counter;
      const value = ((bytes[1]! & 0x0f) << 6) | (bytes[0]! >> 2);
      return run.add({ ...span, values: [value - middle], lost });
    },
    gathered: run.take,
  });
}

function counterOf(bytes: readonly number[]): number {
  return bytes[2]! >> 4;
}

/** Over all bits, the highest first, the last four taken as 0. */
export function crc4(bytes: readonly number[]): number {
  let rest = 0;
  for (const [index, byte] of bytes.entries()) {
    const counted = index === bytes.length - 1 ? byte & 0xf0 : byte;
    for (let bit = 7; bit >= 0; bit -= 1) {
      rest <<= 1;
      if (rest & 0x10) rest ^= 0x13;
      rest ^= (counted >> bit) & 1;
    }
  }
  return rest & 0x0f;
}
