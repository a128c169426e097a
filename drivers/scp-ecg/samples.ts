/**
 * Leads (section 3) and their samples: the reference beat (section 5) and the rhythm (section 6) are laid out alike. EKG notes 1.1.
 *
 *   section 3     leads u8 | flags u8 | for each lead: first u32, last u32 (from 1), id u8
 *   sections 5, 6 nanovolts a unit u16 | microseconds a sample u16 | differences u8 | bimodal u8 | bytes u16 for each lead | leads
 */
import { fieldsOf } from '../framing/fields.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';
import { type readTables, unpack } from './huffman.ts';
import { leadName } from './lead-ids.ts';

export interface LeadLayout {
  /** `from`: samples after the lead that begins first. */
  leads: { name: string; announced: number; from: number }[];
  subtractsBeats: boolean;
}

const leadLength = 9;
const subtractsBeats = 0x01;

/** Throws `UnreadableTracing`. */
export function readLayout(body: Uint8Array): LeadLayout {
  const fields = fieldsOf(body);
  const [count, flags] = [fields.u8(), fields.u8()];
  if (count === 0) throw new UnreadableTracing('the record has no leads');
  if (count * leadLength > fields.left) {
    throw new UnreadableTracing(`${count} leads are announced, ${Math.floor(fields.left / leadLength)} are described`);
  }
  const leads = Array.from({ length: count }, () => {
    const [first, last, id] = [fields.u32(), fields.u32(), fields.u8()];
    return { name: leadName(id), announced: Math.max(0, last - first + 1), first };
  });
  const earliest = Math.min(...leads.map(({ first }) => first));
  // Some count from 0, some from 1: a difference of one is none.
  const placed = leads.map(({ first, ...lead }) => ({ ...lead, from: first - earliest > 1 ? first - earliest : 0 }));
  return { leads: placed, subtractsBeats: (flags & subtractsBeats) !== 0 };
}

export interface Streams {
  nanovolts: number;
  microseconds: number;
  isBimodal: boolean;
  leads: Int32Array[];
}

/** The samples of all leads, at most `most(lead)` of each. Throws `UnreadableTracing`. */
export function readStreams(
  body: Uint8Array,
  leads: number,
  tables: ReturnType<typeof readTables>,
  most: (lead: number) => number,
): Streams {
  const fields = fieldsOf(body);
  const [nanovolts, microseconds, order, bimodal] = [fields.u16(), fields.u16(), fields.u8(), fields.u8()];
  if (nanovolts === 0) throw new UnreadableTracing('a unit is worth 0 nV');
  if (microseconds === 0) throw new UnreadableTracing('the time between samples is 0');
  if (order > 2) throw new UnreadableTracing(`differences of order ${order} are none that SCP-ECG knows`);
  const lengths = Array.from({ length: leads }, () => fields.u16());
  const streams = lengths.map((length, lead) => {
    if (length > fields.left) {
      throw new UnreadableTracing(`lead ${lead + 1} is to have ${length} bytes, ${fields.left} are there`, `byte ${fields.at}`);
    }
    const bytes = fields.bytes(length);
    return undiffer(tables === null ? rawSamples(bytes, most(lead)) : unpack(bytes, tables, most(lead)), order);
  });
  return { nanovolts, microseconds, isBimodal: bimodal === 1, leads: streams };
}

function rawSamples(bytes: Uint8Array, most: number): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: Math.min(most, bytes.length >> 1) }, (_, index) => view.getInt16(2 * index, true));
}

/** Amplitudes out of first or second differences, in place. */
function undiffer(values: Int32Array, order: number): Int32Array {
  for (let index = order; index < values.length && order > 0; index++) {
    const before = values[index - 1]!;
    const sum = values[index]! + (order === 1 ? before : 2 * before - values[index - 2]!);
    if (Math.abs(sum) > 0x7fff_fffe) throw new UnreadableTracing('the differences add up beyond any voltage');
    values[index] = sum;
  }
  return values;
}
