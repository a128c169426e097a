/** Samples of 16 bits out of text: Base64, or integers with white space or commas between them. */
import { UnreadableTracing } from '../model/tracing-format.ts';
import { fromBase64 } from './base64.ts';

/** No lead of a recording is longer: beyond it the file is refused, so that memory stays bounded. */
const mostSamples = 50_000_000;

/** Bytes of Base64 text. Throws `UnreadableTracing` naming `where`. */
export function base64Bytes(text: string, where: string): Uint8Array {
  const bytes = fromBase64(text);
  if ('badAt' in bytes) throw new UnreadableTracing(`the Base64 text is broken at character ${bytes.badAt}`, where);
  return bytes;
}

/** Little-endian, two's complement; a last odd byte is left out. */
export function samples16(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: bytes.length >> 1 }, (_, index) => view.getInt16(2 * index, true));
}

/** Integers with anything but digits and signs between them. Throws `UnreadableTracing` where something else stands there. */
export function integersOf(text: string, where: string): Int32Array {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length > mostSamples) throw new UnreadableTracing(`${words.length} samples are more than a lead can have`, where);
  return Int32Array.from(words, (word) => {
    const value = Number(word);
    if (!Number.isFinite(value) || Math.abs(value) > 0x7fff_fffe) throw new UnreadableTracing(`"${word.slice(0, 20)}" is no sample`, where);
    return Math.round(value);
  });
}
