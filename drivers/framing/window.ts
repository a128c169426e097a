/** The unread end of a byte stream, with the place of its first byte. Frames are taken or bytes discarded from its front. */
import type { Noise } from '../model/heard.ts';

export interface Window {
  readonly length: number;
  /** Stream offset of the first unread byte. */
  readonly from: number;
  push(bytes: Uint8Array): void;
  at(index: number): number;
  slice(start: number, end: number): number[];
  /** Takes a good frame away. What was discarded before it is told as one run of noise. */
  take(length: number): { from: number; at: number; noise: Noise | null };
  /** Gives up the first byte: it begins no frame. */
  discard(): void;
  /** What was discarded and not yet told. */
  noise(): Noise | null;
  /** The same, but only once it is long: a noisy line shows while it is noisy. */
  longNoise(): Noise | null;
}

/** Discarded bytes are told at the latest after this many. */
const longestRun = 256;

export function createWindow(why: string): Window {
  let bytes: number[] = [];
  let from = 0;
  let discarded = 0;
  function noise(): Noise | null {
    if (discarded === 0) return null;
    const told: Noise = { kind: 'noise', from: from - discarded, at: from, bytes: discarded, why };
    discarded = 0;
    return told;
  }
  return {
    get length() {
      return bytes.length;
    },
    get from() {
      return from;
    },
    push(fresh) {
      for (const byte of fresh) bytes.push(byte);
    },
    at: (index) => bytes[index]!,
    slice: (start, end) => bytes.slice(start, end),
    take(length) {
      const before = noise();
      const span = { from, at: from + length };
      bytes = bytes.slice(length);
      from += length;
      return { ...span, noise: before };
    },
    discard() {
      bytes.shift();
      from += 1;
      discarded += 1;
    },
    noise,
    longNoise: () => (discarded < longestRun ? null : noise()),
  };
}
