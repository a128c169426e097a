/**
 * Hides who the patient is in the bytes of a line, byte for byte in place, so that the shape of the frames stays to be looked at.
 * For messages what is known to be harmless is shown and everything else is hidden; a name may stand in a field of any kind.
 */
import type { Driver } from '../../../drivers/model/driver.ts';
import type { LoggedLine } from './line-log.ts';

const hidden = 0x2a; // *
const carriageReturn = 0x0d;
const startBlock = 0x0b;
const escapeByte = 0x1b;

/** Fields that never name a person. HL7 v2.6 chapters 2 and 7; of OBX the value only where it is a number. */
const harmless: Readonly<Record<string, readonly number[]>> = {
  MSH: [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 21],
  MSA: [1, 2, 4, 5, 6],
  OBR: [1, 4, 7, 8, 22, 25],
  OBX: [1, 2, 3, 4, 6, 7, 8, 11, 12, 14, 17, 18, 19],
};
const numberTypes = ['NM', 'SN'];
/** These carry the grammar, not the contents. */
const separators = new Set([...'^~&'].map((mark) => mark.charCodeAt(0)).concat(carriageReturn, 0x0a, 0x1c, startBlock));

/** The lines with the patient's data hidden. `words` are names and numbers known to be a patient's: hidden wherever they stand. */
export function maskLines(lines: readonly LoggedLine[], device: Driver['device'], words: Iterable<string> = []): LoggedLine[] {
  const streams = new Map<string, LoggedLine[]>();
  for (const line of lines) {
    const key = `${line.way} ${line.streamId}`;
    streams.set(key, [...(streams.get(key) ?? []), line]);
  }
  const masked = new Map<LoggedLine, Uint8Array>();
  for (const stream of streams.values()) {
    const whole = maskBytes(Uint8Array.from(stream.flatMap(({ bytes }) => [...bytes])), device, words);
    let start = 0;
    for (const line of stream) {
      masked.set(line, whole.slice(start, start + line.bytes.length));
      start += line.bytes.length;
    }
  }
  return lines.map((line) => ({ ...line, bytes: masked.get(line)! }));
}

export function maskBytes(bytes: Uint8Array, device: Driver['device'], words: Iterable<string> = []): Uint8Array {
  const masked = bytes.slice();
  if (device === 'network') maskMessages(masked);
  if (device === 'scale') maskScale(masked);
  for (const word of words) maskWord(masked, word);
  return masked;
}

/** The stream may begin in the middle of a segment whose name is not known: that one is hidden whole. */
function maskMessages(bytes: Uint8Array): void {
  let separator = 0x7c;
  for (let start = 0; start < bytes.length; ) {
    const end = endOfSegment(bytes, start);
    const first = bytes[start] === startBlock ? start + 1 : start;
    const name = String.fromCharCode(...bytes.subarray(first, first + 3));
    if (name === 'MSH') separator = bytes[first + 3] ?? separator;
    maskSegment(bytes.subarray(first, end), name, separator);
    start = end;
  }
}

function endOfSegment(bytes: Uint8Array, start: number): number {
  for (let index = start + 1; index < bytes.length; index += 1) {
    if (bytes[index] === startBlock) return index;
    if (bytes[index - 1] === carriageReturn) return index;
  }
  return bytes.length;
}

function maskSegment(segment: Uint8Array, name: string, separator: number): void {
  const isSegment = segment[3] === separator;
  const shown = new Set(isSegment ? (harmless[name] ?? []) : []);
  if (name === 'OBX' && isNumber(segment, separator)) shown.add(5);
  // MSH-1 is the separator itself, so its fields count from one further on.
  let field = name === 'MSH' ? 1 : 0;
  for (let index = isSegment ? 3 : 0; index < segment.length; index += 1) {
    if (isSegment && segment[index] === separator) field += 1;
    else if (!shown.has(field) && !separators.has(segment[index]!)) segment[index] = hidden;
  }
}

function isNumber(segment: Uint8Array, separator: number): boolean {
  const fields = String.fromCharCode(...segment.subarray(0, 32)).split(String.fromCharCode(separator));
  return numberTypes.includes(fields[2] ?? '');
}

/** ESC I and what follows, up to the next ESC: the patient id typed or scanned on the scale. Digits at the start may belong to one. */
function maskScale(bytes: Uint8Array): void {
  const begins = bytes.indexOf(escapeByte);
  let inside = begins !== 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] === escapeByte) inside = bytes[index + 1] === 0x49;
    else if (inside && bytes[index - 1] !== escapeByte) bytes[index] = hidden;
  }
}

function maskWord(bytes: Uint8Array, word: string): void {
  const sought = new TextEncoder().encode(word);
  if (sought.length < 2) return;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) bytes.fill(hidden, at, at + sought.length);
}
