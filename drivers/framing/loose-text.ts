/**
 * Text of a file that does not say its encoding: by its byte order mark, as UTF-16 without a mark where every other byte is zero, as
 * UTF-8 where it is well formed, else as Windows-1252 (Latin-1 with printable characters at 80-9F).
 */
import { latin1, textOf, utf8, utf16 } from './text.ts';

export type Encoding = 'utf-8' | 'utf-16' | 'windows-1252';

export interface LooseText {
  text: string;
  encoding: Encoding;
}

const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

export function looseText(bytes: Uint8Array): LooseText {
  const [a, b, c] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return { text: textOf(bytes), encoding: 'utf-16' };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { text: utf8(bytes.subarray(3)), encoding: 'utf-8' };
  const order = unmarkedOrder(bytes);
  if (order !== null) return { text: utf16(bytes, order), encoding: 'utf-16' };
  if (isUtf8(bytes)) return { text: utf8(bytes), encoding: 'utf-8' };
  const text = latin1(bytes).replace(/[\u0080-\u009f]/g, (letter) => windows1252[letter.charCodeAt(0) - 0x80]!);
  return { text, encoding: 'windows-1252' };
}

/** Text of Western languages in UTF-16 has a zero in nearly every other byte. */
function unmarkedOrder(bytes: Uint8Array): 'little' | 'big' | null {
  const looked = Math.min(bytes.length & ~1, 256);
  if (looked < 8) return null;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let index = 0; index < looked; index += 2) {
    if (bytes[index] === 0) evenZeros += 1;
    if (bytes[index + 1] === 0) oddZeros += 1;
  }
  const most = looked / 2;
  if (oddZeros > most * 0.8 && evenZeros < most * 0.1) return 'little';
  return evenZeros > most * 0.8 && oddZeros < most * 0.1 ? 'big' : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index]!;
    const length =
      first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
    // A character cut off by the end of the file does not make the rest another encoding.
    if (length === 0) return false;
    for (let next = 1; next < length && index + next < bytes.length; next += 1) if ((bytes[index + next]! & 0xc0) !== 0x80) return false;
    index += length;
  }
  return true;
}
