/**
 * Packets of ProtoCentral's HealthyPi boards. EKG notes 2.3. All integers little-endian.
 *
 *   | 0A FA | length, 16 bits | type | payload | 00 0B |
 *
 *   type 02, 20 bytes (v3, v4): i16 ECG, i16 respiration, i32 infrared, i32 red, i16 temperature, rates, status
 *   type 03, 50 bytes (5):      8 x i32 ECG, 4 x i32 respiration, heart rate, respiratory rate
 *   type 04         (5):        plethysmogram, temperature, SpO2
 */
import { type Contact, createLeadRun } from '../framing/lead-run.ts';
import { createWindow } from '../framing/window.ts';
import type { Decoder } from '../model/driver.ts';
import type { Heard, Noise, Span } from '../model/heard.ts';

export const overhead = 7;

interface Board {
  hz: number;
  nanovoltsPerBit: number;
  /** Type and payload length of the packets that hold the ECG, and how many instants one holds. */
  type: number;
  payload: number;
  instants: number;
  /** Types of packets that are good and hold no ECG. */
  others: readonly number[];
}

/** ADS1292R: 2.42 V, gain 12, 24 bits of which the upper 16 are sent. */
export const version3: Board = {
  hz: 125,
  nanovoltsPerBit: (2.42e9 / 12 / (2 ** 23 - 1)) * 256,
  type: 2,
  payload: 20,
  instants: 1,
  others: [],
};
/** MAX30001: 1 V, gain 20, 18 bits. */
export const version5: Board = { hz: 128, nanovoltsPerBit: 1e9 / 20 / 2 ** 17, type: 3, payload: 50, instants: 8, others: [4] };

/** No packet of the family is longer. */
const longestPayload = 64;

export function decodeHealthyPi(board: Board): Decoder {
  const run = createLeadRun({ hz: board.hz, leads: ['ECG'], nanovoltsPerBit: board.nanovoltsPerBit });
  const window = createWindow('not a HealthyPi packet');
  let isLocked = false;
  let hasBegun = false;
  let bytesLost = 0;

  /** Length of a whole packet that begins there; 0: none does; null: not all of it has come. */
  function packetAt(at: number): number | null {
    const has = (index: number, value: number) => window.length <= at + index || window.at(at + index) === value;
    if (!has(0, 0x0a) || !has(1, 0xfa)) return 0;
    if (window.length < at + 5) return null;
    const payload = window.at(at + 2) | (window.at(at + 3) << 8);
    const type = window.at(at + 4);
    const isKnown = type === board.type ? payload === board.payload : board.others.includes(type) && payload <= longestPayload;
    if (!isKnown || !has(overhead + payload - 2, 0x00) || !has(overhead + payload - 1, 0x0b)) return 0;
    return window.length < at + overhead + payload ? null : overhead + payload;
  }

  /** The packet at the front, once it may be believed. */
  function next(): number | null {
    const first = packetAt(0);
    if (isLocked || first === null || first === 0) return first;
    const second = packetAt(first);
    return second === null ? null : second === 0 ? 0 : first;
  }

  function lose(noise: Noise | null): Heard[] {
    if (noise === null) return [];
    if (hasBegun) bytesLost += noise.bytes;
    return [...run.take(), noise];
  }

  function take(length: number): Heard[] {
    const bytes = window.slice(0, length);
    const { noise, from, at } = window.take(length);
    const heard = lose(noise);
    if (bytes[4] !== board.type) return heard;
    const packets = bytesLost === 0 ? 0 : Math.max(1, Math.round(bytesLost / (overhead + board.payload)));
    bytesLost = 0;
    hasBegun = true;
    return [...heard, ...instantsOf(bytes, { from, at }, packets * board.instants)];
  }

  function instantsOf(bytes: readonly number[], span: Span, lost: number): Heard[] {
    if (board.instants > 1)
      return Array.from({ length: board.instants }, (_, index) => readInt32(bytes, 5 + 4 * index)).flatMap((value, index) =>
        run.add({ ...span, values: [value], lost: index === 0 ? lost : 0 }),
      );
    const isOff = (bytes[24]! & 1) === 1;
    const value = ((bytes[5]! | (bytes[6]! << 8)) << 16) >> 16;
    const contact: Contact = isOff ? { RA: 'off', LA: 'off' } : { RA: 'good', LA: 'good' };
    return run.add({ ...span, values: [isOff ? null : value], contact, lost });
  }

  return {
    hear(bytes) {
      window.push(bytes);
      const heard: Heard[] = [];
      for (let length = next(); length !== null && window.length > 0; length = next()) {
        isLocked = length > 0;
        if (length > 0) heard.push(...take(length));
        else {
          window.discard();
          heard.push(...lose(window.longNoise()));
        }
      }
      return [...heard, ...run.take()];
    },
    end() {
      while (window.length > 0) window.discard();
      return lose(window.noise());
    },
  };
}

function readInt32(bytes: readonly number[], at: number): number {
  return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
}
