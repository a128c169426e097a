/// <reference path="./dcmjs.d.ts" />
/**
 * The elements of a DICOM file, each held against the bytes that are there, and the data set again with every length written
 * out: dcmjs looks for the end of what has none by searching the samples for a delimiter. EKG notes 1.2; DICOM PS3.5, 7.
 *
 *   128 bytes | "DICM" | group 0002, explicit, little-endian | data set in the transfer syntax that group 0002 names
 *   explicit   group u16, element u16 | VR | length u16, or 2 reserved and u32     implicit   group, element | length u32
 *   item       FFFE,E000 | length u32 | elements                                   FFFE,E00D and FFFE,E0DD end what has no length
 */
import { data } from 'dcmjs';
import { inflateRaw } from '../framing/inflate.ts';
import { latin1 } from '../framing/text.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

const explicitLittle = '1.2.840.10008.1.2.1';
const implicitLittle = '1.2.840.10008.1.2';
const explicitBig = '1.2.840.10008.1.2.2';
const deflated = '1.2.840.10008.1.2.1.99';
export const prefix = 132;
const largestInflated = 256 * 1024 * 1024;
const deepest = 12;
/** Headers and values that stand beside the samples; records have a few thousand. */
const mostParts = 200_000;
const largestValue = 1024 * 1024;
const bulkVrs = new Set(['OB', 'OW', 'UN', 'ox']);
const unknownLength = 0xffff_ffff;
const longVrs = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

interface Encoding {
  isExplicit: boolean;
  isLittle: boolean;
}

export interface CheckedFile {
  /** A file of the same elements for dcmjs. */
  buffer: ArrayBuffer;
  isLittle: boolean;
}

/** Throws `UnreadableTracing` naming the byte of the file (of the inflated data set, where it was deflated). */
export function checkedFile(bytes: Uint8Array): CheckedFile {
  if (latin1(bytes.subarray(128, prefix)) !== 'DICM') throw new UnreadableTracing('the mark DICM is missing', 'byte 128');
  const meta = walkerOf(bytes, { isExplicit: true, isLittle: true });
  const { syntax, end } = meta.metaGroup();
  const known = [explicitLittle, implicitLittle, explicitBig, deflated];
  if (!known.includes(syntax)) throw new UnreadableTracing(`the transfer syntax ${syntax} is none for waveforms`, 'element 0002,0010');
  const rest = syntax === deflated ? inflateRaw(bytes.subarray(end), largestInflated) : bytes.subarray(end);
  const encoding = { isExplicit: syntax !== implicitLittle, isLittle: syntax !== explicitBig };
  const shown = syntax === deflated ? explicitLittle : syntax;
  const parts = walkerOf(rest, encoding, syntax === deflated ? 0 : end).dataset();
  return { buffer: joined([metaOf(shown), ...parts]), isLittle: encoding.isLittle };
}

/** Group 0002 with nothing but its length and the transfer syntax. */
function metaOf(syntax: string): Uint8Array {
  const value = syntax.length % 2 === 0 ? syntax : `${syntax}\0`;
  const text = `\x02\0\0\0UL\x04\0${String.fromCharCode(8 + value.length)}\0\0\0\x02\0\x10\0UI${String.fromCharCode(value.length)}\0${value}`;
  return Uint8Array.from(`${'\0'.repeat(128)}DICM${text}`, (character) => character.charCodeAt(0));
}

function joined(parts: readonly Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}

interface Header {
  group: number;
  element: number;
  vr: string;
  length: number;
  /** Bytes of the header; where its length stands in them, and in how many bytes. */
  bytes: Uint8Array;
  lengthAt: number;
}

function walkerOf(bytes: Uint8Array, { isExplicit, isLittle }: Encoding, origin = 0) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  const refuse = (what: string) => new UnreadableTracing(what, `byte ${origin + at}`);

  function need(count: number, end: number): void {
    if (count > end - at) throw refuse(`${count} bytes are announced, ${end - at} are there`);
  }

  function header(end: number): Header {
    const start = at;
    need(8, end);
    const [group, element] = [view.getUint16(at, isLittle), view.getUint16(at + 2, isLittle)];
    if (group === 0xfffe || !isExplicit) {
      at += 8;
      const vr = group === 0xfffe ? 'item' : (data.DicomMetaDictionary.dictionary[tagText(group, element)]?.vr ?? 'UN');
      return { group, element, vr, length: view.getUint32(start + 4, isLittle), bytes: bytes.subarray(start, at), lengthAt: 4 };
    }
    const vr = latin1(bytes.subarray(at + 4, at + 6));
    if (!/^[A-Z]{2}$/.test(vr)) throw refuse('an element has no kind of value');
    const isLong = longVrs.has(vr);
    need(isLong ? 12 : 8, end);
    at += isLong ? 12 : 8;
    const length = isLong ? view.getUint32(start + 8, isLittle) : view.getUint16(start + 6, isLittle);
    return { group, element, vr, length, bytes: bytes.subarray(start, at), lengthAt: isLong ? 8 : 6 };
  }

  /** A header with another length. */
  function withLength({ bytes: own, lengthAt }: Header, length: number): Uint8Array {
    const copy = Uint8Array.from(own);
    const target = new DataView(copy.buffer);
    if (own.length - lengthAt === 4) target.setUint32(lengthAt, length, isLittle);
    else target.setUint16(lengthAt, length, isLittle);
    return copy;
  }

  /** Elements up to `end`, or up to the delimiter where the length is not known, with their size in bytes. */
  function elements(end: number, isOpen: boolean, depth: number): number {
    if (depth > deepest) throw refuse('sequences stand too deep in one another');
    let size = 0;
    while (at < end) {
      const head = header(end);
      if (head.group === 0xfffe) {
        if (isOpen && head.element === 0xe00d) return size;
        throw refuse('an item stands where an element should');
      }
      if (parts.length > mostParts) throw refuse('there are more elements than a record has');
      if (head.vr === 'UN' && head.length === unknownLength) skipUnknown(end);
      else size += head.vr === 'SQ' || head.length === unknownLength ? sized(head, () => sequence(head, end, depth)) : value(head, end);
    }
    if (isOpen) throw refuse('an item has no end');
    return size;
  }

  /** What is large and no waveform is left out: nothing of a record needs it. */
  function value(head: Header, end: number): number {
    need(head.length, end);
    const isWaveform = head.group === 0x5400 && head.element === 0x1010;
    at += head.length;
    if (head.length > largestValue && !(isWaveform && bulkVrs.has(head.vr))) return 0;
    parts.push(head.bytes, bytes.subarray(at - head.length, at));
    return head.bytes.length + head.length;
  }

  /** A header with the length that what follows it turns out to have; the size of both. */
  function sized(head: Header, follow: () => number): number {
    const place = parts.push(head.bytes) - 1;
    const size = follow();
    parts[place] = withLength(head, size);
    return head.bytes.length + size;
  }

  /** What another maker put there and an archive did not know: little-endian without kinds, up to its own end. Nothing of a record needs it. */
  function skipUnknown(end: number): void {
    for (let open = 1; open > 0; ) {
      need(8, end);
      const [group, element, length] = [view.getUint16(at, true), view.getUint16(at + 2, true), view.getUint32(at + 4, true)];
      at += 8;
      if (group === 0xfffe && (element === 0xe0dd || element === 0xe00d)) open -= 1;
      else if (length === unknownLength) open += 1;
      else {
        need(length, end);
        at += length;
      }
    }
  }

  function sequence(head: Header, outer: number, depth: number): number {
    const isOpen = head.length === unknownLength;
    if (!isOpen) need(head.length, outer);
    const end = isOpen ? outer : at + head.length;
    let size = 0;
    while (at < end) {
      const item = header(end);
      if (isOpen && item.group === 0xfffe && item.element === 0xe0dd) return size;
      if (item.group !== 0xfffe || item.element !== 0xe000) throw refuse('something other than an item stands in a sequence');
      if (parts.length > mostParts) throw refuse('there are more items than a record has');
      const isOpenItem = item.length === unknownLength;
      if (!isOpenItem) need(item.length, end);
      const itemEnd = isOpenItem ? end : at + item.length;
      size += sized(item, () => elements(itemEnd, isOpenItem, depth + 1));
    }
    if (isOpen) throw refuse('a sequence has no end');
    return size;
  }

  return {
    dataset(): Uint8Array[] {
      elements(bytes.length, false, 0);
      return parts;
    },
    metaGroup(): { syntax: string; end: number } {
      at = prefix;
      let syntax: string | null = null;
      while (at + 8 <= bytes.length && view.getUint16(at, true) === 0x0002) {
        const head = header(bytes.length);
        need(head.length, bytes.length);
        if (head.element === 0x0010) syntax = latin1(bytes.subarray(at, at + head.length)).replace(/[\0 ]+$/, '');
        at += head.length;
      }
      if (syntax === null) throw new UnreadableTracing('the transfer syntax is missing', 'element 0002,0010');
      return { syntax, end: at };
    },
  };
}

function tagText(group: number, element: number): string {
  const four = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');
  return `(${four(group)},${four(element)})`;
}
