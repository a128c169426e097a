/** Bytes to text in the character sets that monitors use. HL7 chapter 2: MSH-18 names it; without it, UTF-8 where it fits, else Windows-1252. */

export type Charset = 'utf-8' | 'latin-1' | 'windows-1252';

/** What Windows-1252 has at 80 to 9F, where Latin-1 has control characters. Places that stand for nothing keep their number. */
const windowsOnly = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** The text of a message, and the character set in which its answer has to be. */
export function textOf(bytes: Uint8Array): { text: string; charset: Charset } {
  const plain = latin1(bytes);
  const named = /^MSH(.)/.exec(plain)?.[1];
  const charset = named === undefined ? '' : (plain.split(/[\r\n]/)[0]!.split(named)[17] ?? '');
  if (/8859/.test(charset)) return { text: plain, charset: 'latin-1' };
  const text = utf8(bytes);
  if (text !== null) return { text, charset: 'utf-8' };
  return { text: plain.replace(/[\x80-\x9f]/g, (letter) => windowsOnly[letter.charCodeAt(0) - 0x80]!), charset: 'windows-1252' };
}

/** A text's bytes in a character set; what it does not have becomes "?". */
export function bytesIn(text: string, charset: Charset): Uint8Array {
  if (charset === 'utf-8') return utf8Bytes(text);
  return Uint8Array.from(text, (letter) => {
    const special = charset === 'windows-1252' ? windowsOnly.indexOf(letter) : -1;
    const point = special < 0 ? letter.charCodeAt(0) : 0x80 + special;
    return point > 0xff ? 0x3f : point;
  });
}

/** One character per byte. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** The text, or null when the bytes are not UTF-8. */
export function utf8(bytes: Uint8Array): string | null {
  let text = '';
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index]!;
    const length =
      first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
    const rest = bytes.subarray(index + 1, index + length);
    if (length === 0 || rest.length !== length - 1 || rest.some((byte) => (byte & 0xc0) !== 0x80)) return null;
    let point = length === 1 ? first : first & (0xff >> (length + 1));
    for (const byte of rest) point = (point << 6) | (byte & 0x3f);
    if (isOverlong(point, length) || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return null;
    text += String.fromCodePoint(point);
    index += length;
  }
  return text;
}

function isOverlong(point: number, length: number): boolean {
  return (length === 3 && point < 0x800) || (length === 4 && point < 0x10000);
}

/** UTF-8 bytes of a text. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  }
  return new Uint8Array(bytes);
}
