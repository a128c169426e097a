/** Text out of bytes where no decoder of the host may be used: Latin-1, UTF-8 and UTF-16, told by their mark. */

const replacement = '\ufffd';
/** Characters joined at once: more than this many arguments overflow the stack. */
const chunk = 8192;

export function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += chunk) parts.push(String.fromCharCode(...bytes.subarray(from, from + chunk)));
  return parts.join('');
}

/** Malformed sequences become U+FFFD, one for each byte that fits nowhere. */
export function utf8(bytes: Uint8Array): string {
  const parts: string[] = [];
  let codes: number[] = [];
  for (let index = 0; index < bytes.length; ) {
    // Nearly all of nearly every text.
    if (bytes[index]! < 0x80) {
      codes.push(bytes[index]!);
      index += 1;
    } else {
      const [code, length] = utf8At(bytes, index);
      codes.push(code);
      index += length;
    }
    if (codes.length === chunk) {
      parts.push(String.fromCodePoint(...codes));
      codes = [];
    }
  }
  return parts.join('') + String.fromCodePoint(...codes);
}

const lowest = [0, 0, 0x80, 0x800, 0x1_0000];

function utf8At(bytes: Uint8Array, index: number): [code: number, length: number] {
  const first = bytes[index]!;
  if (first < 0x80) return [first, 1];
  const length = first >= 0xf8 ? 0 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  const rest = bytes.subarray(index + 1, index + length);
  if (length === 0 || rest.length < length - 1 || rest.some((byte) => (byte & 0xc0) !== 0x80)) return [0xfffd, 1];
  const code = rest.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), first & (0xff >> (length + 1)));
  const isCharacter = code >= lowest[length]! && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? [code, length] : [0xfffd, 1];
}

export function utf16(bytes: Uint8Array, order: 'little' | 'big'): string {
  const parts: string[] = [];
  const [low, high] = order === 'little' ? [0, 1] : [1, 0];
  for (let from = 0; from + 1 < bytes.length; from += chunk) {
    const codes: number[] = [];
    for (let index = from; index + 1 < Math.min(from + chunk, bytes.length); index += 2)
      codes.push(bytes[index + low]! | (bytes[index + high]! << 8));
    parts.push(String.fromCharCode(...codes));
  }
  return parts.join('') + (bytes.length % 2 === 1 ? replacement : '');
}

/** Text of a file by its byte order mark, or by the encoding its XML declaration names; UTF-8 without either. */
export function textOf(bytes: Uint8Array): string {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return utf16(bytes.subarray(2), 'little');
  if (a === 0xfe && b === 0xff) return utf16(bytes.subarray(2), 'big');
  if (a === 0x3c && b === 0) return utf16(bytes, 'little');
  if (a === 0 && b === 0x3c) return utf16(bytes, 'big');
  if (a === 0xef && b === 0xbb && c === 0xbf) return utf8(bytes.subarray(3));
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(latin1(bytes.subarray(0, 200)))?.[1]?.toLowerCase();
  return declared !== undefined && /^(iso-8859-1|latin-?1|windows-1252|us-ascii)$/.test(declared) ? latin1(bytes) : utf8(bytes);
}

/** UTF-8 of a text; lone surrogates become U+FFFD. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  const parts: Uint8Array[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    if (bytes.length > 65_536) parts.push(Uint8Array.from(bytes.splice(0)));
  }
  parts.push(Uint8Array.from(bytes));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
