/** Writes a WFDB record: a header and one signal file of format 16. EKG notes 1.9. */

import { type Lead, noSample, type Tracing } from '../model/tracing.ts';
import { UnwritableTracing, type WrittenFile } from '../model/tracing-format.ts';

const invalid = -32768;

/** Throws `UnwritableTracing` where format 16 cannot hold a sample, or leads differ in rate or length. */
export function writeWfdb(tracing: Tracing, name: string): WrittenFile[] {
  const { leads } = tracing;
  const [first] = leads;
  if (first === undefined) throw new UnwritableTracing('there is no lead to write');
  if (leads.some(({ hz, samples }) => hz !== first.hz || samples.length !== first.samples.length)) {
    throw new UnwritableTracing('leads of different rate or length cannot stand in one signal file');
  }
  const record = name.replace(/[^\w-]/g, '_');
  const columns = leads.map(storable);
  const bytes = new Uint8Array(2 * leads.length * first.samples.length);
  const view = new DataView(bytes.buffer);
  for (let index = 0, at = 0; index < first.samples.length; index++) {
    for (const column of columns) {
      view.setInt16(at, column[index]!, true);
      at += 2;
    }
  }
  const lines = leads.map((lead, index) => signalLine(record, lead, columns[index]!));
  const text = [
    `${record} ${leads.length} ${first.hz} ${first.samples.length}${whenOf(tracing.startedAt)}`,
    ...lines,
    ...commentsOf(tracing),
  ];
  return [
    { name: `${record}.hea`, bytes: ascii(`${text.join('\n')}\n`) },
    { name: `${record}.dat`, bytes },
  ];
}

function storable({ name, samples }: Lead): Int32Array {
  return samples.map((value) => {
    if (value === noSample) return invalid;
    if (value <= invalid || value > 32767) throw new UnwritableTracing(`${name}: the sample ${value} does not fit 16 bits`);
    return value;
  });
}

function signalLine(record: string, { name, nanovoltsPerBit, baseline }: Lead, column: Int32Array): string {
  if (!Number.isInteger(baseline)) throw new UnwritableTracing(`${name}: a baseline between two steps has no place in WFDB`);
  const gain = nanovoltsPerBit === null ? 0 : 1e6 / nanovoltsPerBit;
  const sum = column.reduce((total, value) => (total + value) & 0xffff, 0);
  const checksum = (sum << 16) >> 16;
  return `${record}.dat 16 ${gain}(${baseline})/mV 16 0 ${column[0] ?? 0} ${checksum} 0 ${name}`;
}

function whenOf(startedAt: string | null): string {
  // Without a time of day there is no place for a day but a comment.
  if (startedAt === null || startedAt.length <= 10) return '';
  const [year, month, day] = startedAt.slice(0, 10).split('-');
  return ` ${startedAt.slice(11, 19).padEnd(8, ':00')} ${day}/${month}/${year}`;
}

function commentsOf({ patient, startedAt }: Tracing): string[] {
  const day = startedAt !== null && startedAt.length <= 10 ? [`# recorded on: ${startedAt}`] : [];
  return [
    ...day,
    ...(patient.ageYears === null ? [] : [`# age: ${patient.ageYears}`]),
    ...(patient.sex === null ? [] : [`# sex: ${patient.sex}`]),
  ];
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return code < 128 ? code : 0x3f;
  });
}
