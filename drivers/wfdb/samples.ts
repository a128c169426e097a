/**
 * Samples of WFDB signal files, one function a format. EKG notes 1.9; WFDB manual, signal(5).
 *
 *   16   low byte, high byte                        two's complement; 61: high byte first
 *   212  s1: b0 and the low half of b1; s2: b2 and the high half of b1
 *   310  two little-endian words w0 w1: s1 = bits 1-10 of w0, s2 = bits 1-10 of w1, s3 = bits 11-15 of both
 *   311  one little-endian double word: s1 = bits 0-9, s2 = 10-19, s3 = 20-29
 *   8    differences, one signed byte each;  80: offset by 128;  160: 16 bits offset by 32768;  24, 32: little-endian
 */
import { noSample } from '../model/tracing.ts';

export interface SampleFormat {
  /** How many samples that many bytes hold. */
  count(bytes: number): number;
  /** The first `count` samples. The bytes hold that many. */
  read(bytes: Uint8Array, count: number): Int32Array;
  /** The value that says "no sample"; null where every value is one. */
  invalid: number | null;
}

function plain(width: number, invalid: number | null, at: (view: DataView, offset: number) => number): SampleFormat {
  return {
    count: (bytes) => Math.floor(bytes / width),
    read(bytes, count) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return Int32Array.from({ length: count }, (_, index) => at(view, index * width));
    },
    invalid,
  };
}

/** A two's complement number of so many bits. */
function signed(value: number, bits: number): number {
  return (value << (32 - bits)) >> (32 - bits);
}

const pairs: SampleFormat = {
  count: (bytes) => Math.floor(bytes / 3) * 2 + (bytes % 3 === 2 ? 1 : 0),
  read(bytes, count) {
    const samples = new Int32Array(count);
    for (let index = 0, from = 0; index < count; from += 3) {
      const middle = bytes[from + 1]!;
      samples[index++] = signed(bytes[from]! | ((middle & 0x0f) << 8), 12);
      if (index < count) samples[index++] = signed(bytes[from + 2]! | ((middle & 0xf0) << 4), 12);
    }
    return samples;
  },
  invalid: -2048,
};

function triples(three: (word: number) => readonly [number, number, number]): SampleFormat {
  return {
    // The last group may be cut after the word that its first sample needs.
    count: (bytes) => Math.floor(bytes / 4) * 3 + (bytes % 4 >= 2 ? 1 : 0),
    read(bytes, count) {
      const samples = new Int32Array(count);
      for (let index = 0, from = 0; index < count; from += 4) {
        const word = bytes[from]! | (bytes[from + 1]! << 8) | ((bytes[from + 2] ?? 0) << 16) | ((bytes[from + 3] ?? 0) << 24);
        for (const value of three(word)) if (index < count) samples[index++] = signed(value, 10);
      }
      return samples;
    },
    invalid: -512,
  };
}

export const sampleFormats: ReadonlyMap<number, SampleFormat> = new Map([
  [8, plain(1, null, (view, offset) => view.getInt8(offset))],
  [16, plain(2, -32768, (view, offset) => view.getInt16(offset, true))],
  [24, plain(3, -8388608, (view, offset) => view.getUint8(offset) | (view.getUint8(offset + 1) << 8) | (view.getInt8(offset + 2) << 16))],
  [32, plain(4, noSample, (view, offset) => view.getInt32(offset, true))],
  [61, plain(2, -32768, (view, offset) => view.getInt16(offset, false))],
  [80, plain(1, -128, (view, offset) => view.getUint8(offset) - 128)],
  [160, plain(2, -32768, (view, offset) => view.getUint16(offset, true) - 32768)],
  [212, pairs],
  [310, triples((word) => [(word >> 1) & 0x3ff, (word >> 17) & 0x3ff, ((word >> 11) & 0x1f) | (((word >>> 27) & 0x1f) << 5)])],
  [311, triples((word) => [word & 0x3ff, (word >> 10) & 0x3ff, (word >> 20) & 0x3ff])],
]);
