/**
 * The frame of an SCP-ECG record: section 0 points to all others, wherever in the file they stand. EKG notes 1.1.
 *
 *   record   crc u16 | length u32 | section 0 | ...
 *   section  crc u16 | id u16 | length u32 | versions 2 x u8 | 6 reserved | body
 *   pointer  id u16 | length u32 | place u32, counted from 1
 */
import { crcCcitt } from '../framing/crc-ccitt.ts';
import { fieldsOf } from '../framing/fields.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

export const sectionHeader = 16;
const recordHeader = 6;
const pointerLength = 10;

export interface Sections {
  /** The body of a section; null where it is absent or empty. */
  body(id: number): Uint8Array | null;
  /** As `body`; throws `UnreadableTracing` where it is absent. */
  needed(id: number): Uint8Array;
  protocolVersion: number;
}

/** Throws `UnreadableTracing`; wrong check sums, and sections that a record can do without, become remarks. */
export function readSections(bytes: Uint8Array, remarks: string[]): Sections {
  const record = fieldsOf(bytes);
  const [crc, total] = [record.u16(), record.u32()];
  if (total !== bytes.length) remarks.push(`The record says it is ${total} bytes long; the file has ${bytes.length}.`);
  else if (crcCcitt(bytes.subarray(2)) !== crc) remarks.push('The check sum of the record is wrong.');
  const found = new Map<number, Uint8Array | string>();
  refuseForeign(bytes);
  for (const pointer of pointersOf(bytes)) {
    if (pointer.length > 0 && !found.has(pointer.id)) found.set(pointer.id, sectionAt(bytes, pointer, remarks));
  }
  for (const [id, body] of found) if (typeof body === 'string') remarks.push(`Section ${id} is left out: ${body}.`);
  return {
    body: (id) => {
      const body = found.get(id);
      return body === undefined || typeof body === 'string' || body.length === 0 ? null : body;
    },
    needed: (id) => {
      const body = found.get(id);
      if (body === undefined) throw new UnreadableTracing('the section is missing', `section ${id}`);
      if (typeof body === 'string') throw new UnreadableTracing(body, `section ${id}`);
      return body;
    },
    protocolVersion: bytes[recordHeader + 9]!,
  };
}

/** Portable recorders of Healforce count places from 0 and pack samples of 10 bits in a way of their own. */
function refuseForeign(bytes: Uint8Array): void {
  const fields = fieldsOf(bytes);
  fields.seek(recordHeader + sectionHeader + 6);
  if (fields.u32() === recordHeader) {
    throw new UnreadableTracing('a portable recorder (Healforce) wrote this in a format of its own under the name of SCP-ECG', 'section 0');
  }
}

interface Pointer {
  id: number;
  length: number;
  place: number;
}

function pointersOf(bytes: Uint8Array): Pointer[] {
  const fields = fieldsOf(bytes);
  fields.seek(recordHeader + 4);
  const length = fields.u32();
  if (length < sectionHeader || recordHeader + length > bytes.length) {
    throw new UnreadableTracing(`the table of sections is ${length} bytes long, the file has ${bytes.length}`, 'section 0');
  }
  fields.seek(recordHeader + sectionHeader);
  return Array.from({ length: Math.floor((length - sectionHeader) / pointerLength) }, () => ({
    id: fields.u16(),
    length: fields.u32(),
    place: fields.u32(),
  }));
}

/** The body of a section, or in words why it cannot be had. */
function sectionAt(bytes: Uint8Array, { id, length, place }: Pointer, remarks: string[]): Uint8Array | string {
  const start = place - 1;
  if (start < 0 || length < sectionHeader || start + length > bytes.length) {
    return `its ${length} bytes from byte ${place} on reach beyond the file`;
  }
  const fields = fieldsOf(bytes);
  fields.seek(start);
  const [crc, told] = [fields.u16(), fields.u16()];
  if (id !== 0 && told !== id) return `section ${told} stands where it should be`;
  if (crcCcitt(bytes.subarray(start + 2, start + length)) !== crc) remarks.push(`The check sum of section ${id} is wrong.`);
  return bytes.subarray(start + sectionHeader, start + length);
}

/** Says in which section what could not be read stands. */
export function inSection<T>(id: number, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof UnreadableTracing) || thrown.where?.startsWith('section') === true) throw thrown;
    const place = thrown.where === null ? '' : `, ${thrown.where}`;
    throw new UnreadableTracing(thrown.what.replace(/^the file ends/, 'the section ends'), `section ${id}${place}`);
  }
}

/** What a section that a record can do without says; null and a remark where it cannot be read. */
export function optional<T>(sections: Sections, id: number, remarks: string[], read: (body: Uint8Array) => T): T | null {
  const body = sections.body(id);
  if (body === null) return null;
  try {
    return inSection(id, () => read(body));
  } catch (thrown) {
    if (!(thrown instanceof UnreadableTracing)) throw thrown;
    remarks.push(`Left out: ${thrown.message}.`);
    return null;
  }
}
