/** Bytes as they came, kept smaller: a logger's text is a tenth of its size packed. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';

export interface PackedBytes {
  bytes: Uint8Array;
  /** How many there are unpacked; null: they are not packed. */
  unpackedLength: number | null;
}

/** Below this nothing is gained. */
const worthPacking = 1024;

export function packBytes(bytes: Uint8Array): PackedBytes {
  if (bytes.length < worthPacking) return { bytes, unpackedLength: null };
  const packed = deflateRawSync(bytes);
  return packed.length < 0.9 * bytes.length ? { bytes: packed, unpackedLength: bytes.length } : { bytes, unpackedLength: null };
}

/** Throws where they are not what was packed. */
export function unpackBytes({ bytes, unpackedLength }: PackedBytes): Uint8Array {
  if (unpackedLength === null) return bytes;
  const unpacked = inflateRawSync(bytes, { maxOutputLength: Math.max(1, unpackedLength) });
  if (unpacked.length !== unpackedLength) throw new Error(`${unpacked.length} bytes where ${unpackedLength} were packed`);
  return unpacked;
}
