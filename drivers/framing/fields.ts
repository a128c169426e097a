/** Fields of binary files, read in order, never beyond the end. */
import { UnreadableTracing } from '../model/tracing-format.ts';
import { latin1 } from './text.ts';

export interface Fields {
  readonly at: number;
  readonly left: number;
  seek(to: number): void;
  bytes(count: number): Uint8Array;
  /** Unsigned, or signed where the name says so. */
  u8(): number;
  u16(): number;
  i16(): number;
  u32(): number;
  i32(): number;
  /** Text up to its first zero, trimmed; Latin-1. */
  text(length: number): string;
}

/** Throws `UnreadableTracing` naming the byte when the file ends before the field. */
export function fieldsOf(bytes: Uint8Array, order: 'little' | 'big' = 'little'): Fields {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = order === 'little';
  let at = 0;
  function take(length: number): number {
    if (length < 0 || at + length > bytes.length) throw new UnreadableTracing('the file ends too early', `byte ${bytes.length}`);
    at += length;
    return at - length;
  }
  return {
    get at() {
      return at;
    },
    get left() {
      return bytes.length - at;
    },
    seek(to) {
      if (to < 0 || to > bytes.length) throw new UnreadableTracing(`a pointer leads to byte ${to}, beyond the end`, `byte ${at}`);
      at = to;
    },
    bytes: (count) => {
      const from = take(count);
      return bytes.subarray(from, from + count);
    },
    u8: () => view.getUint8(take(1)),
    u16: () => view.getUint16(take(2), isLittle),
    i16: () => view.getInt16(take(2), isLittle),
    u32: () => view.getUint32(take(4), isLittle),
    i32: () => view.getInt32(take(4), isLittle),
    text: (length) => {
      const from = take(length);
      return latin1(bytes.subarray(from, from + length))
        .split('\0')[0]!
        .trim();
    },
  };
}

/** 16-bit little-endian samples of `channels` channels, taken in turns, from an offset; whole turns only. */
export function interleaved16(bytes: Uint8Array, from: number, channels: number, turns: number): Int32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: channels }, (_, channel) =>
    Int32Array.from({ length: turns }, (_, turn) => view.getInt16(from + 2 * (turn * channels + channel), true)),
  );
}
