/** Bytes to text in the character sets that monitors use. HL7 chapter 2: MSH-18 names it; without it, UTF-8 where it fits, else Windows-1252. */

export function textOf(bytes: Uint8Array): string {
  const plain = latin1(bytes);
  const named = /^MSH(.)/.exec(plain)?.[1];
  const charset = named === undefined ? '' : (plain.split(/[\r\n]/)[0]!.split(named)[17] ?? '');
  if (/8859/.test(charset)) return plain;
  return utf8(bytes) ?? plain;
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
    if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return null;
    text += String.fromCodePoint(point);
    index += length;
  }
  return text;
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
