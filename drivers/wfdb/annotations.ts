/**
 * WFDB annotation files (.atr and friends): little-endian words, the code in the upper six bits, the distance from the
 * annotation before in the lower ten. EKG notes 1.9; WFDB manual, annot(5).
 */
import { latin1 } from '../framing/text.ts';
import type { Annotation } from '../model/tracing.ts';

/** The letter that stands for each code, by its number. */
const letters: Readonly<Record<number, string>> = {
  1: 'N',
  2: 'L',
  3: 'R',
  4: 'a',
  5: 'V',
  6: 'F',
  7: 'J',
  8: 'A',
  9: 'S',
  10: 'E',
  11: 'j',
  12: '/',
  13: 'Q',
  14: '~',
  16: '|',
  18: 's',
  19: 'T',
  20: '*',
  21: 'D',
  22: '"',
  23: '=',
  24: 'p',
  25: 'B',
  26: '^',
  27: 't',
  28: '+',
  29: 'u',
  30: '?',
  31: '!',
  32: '[',
  33: ']',
  34: 'e',
  35: 'n',
  36: '@',
  37: 'x',
  38: 'f',
  39: '(',
  40: ')',
  41: 'r',
};

const skip = 59;
const fields = [60, 61, 62];
const auxiliary = 63;

/** Reads until the word that ends the file, or as far as it goes: a torn last annotation is left out. */
export function readAnnotations(bytes: Uint8Array): Annotation[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Annotation[] = [];
  let sample = 0;
  for (let offset = 0; offset + 2 <= bytes.length; ) {
    const word = view.getUint16(offset, true);
    const [code, delta] = [word >> 10, word & 0x3ff];
    offset += 2;
    if (word === 0) break;
    if (code === skip) {
      if (offset + 4 > bytes.length) break;
      sample += (view.getUint16(offset, true) << 16) | view.getUint16(offset + 2, true);
      offset += 4;
    } else if (code === auxiliary) {
      const last = found.at(-1);
      if (last !== undefined) last.text = latin1(bytes.subarray(offset, offset + delta)).replace(/\0+$/, '');
      offset += delta + (delta % 2);
    } else if (!fields.includes(code)) {
      sample += delta;
      found.push({ sample, code: letters[code] ?? String(code), text: null });
    }
  }
  return found;
}
