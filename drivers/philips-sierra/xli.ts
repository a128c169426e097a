/**
 * The compression of Philips' parsed waveforms ("XLI"). EKG notes 1.5.
 *
 *   for each lead: int32 size | int16 ? | int16 first value | size bytes of LZW (10-bit codes, most significant bit first)
 *   unpacked: all high bytes, then all low bytes, of second differences
 */
import { UnreadableTracing } from '../model/tracing-format.ts';

const codeBits = 10;
const lastCode = 1022;
const firstFree = 256;
/** A lead of a minute at 1000 Hz; LZW of a few bytes could otherwise grow without end. */
const mostBytes = 240_000;
/** Each costs a table of its own: empty ones by the million would keep the reader busy for minutes. */
const mostLeads = 32;

/** One array a lead, before the redundancy between limb leads is undone. Throws `UnreadableTracing`. */
export function unpackXli(bytes: Uint8Array): Int32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const leads: Int32Array[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    if (leads.length === mostLeads)
      throw new UnreadableTracing(`the packed waveform has more than ${mostLeads} leads`, 'element parsedwaveforms');
    const size = view.getInt32(at, true);
    const first = view.getInt16(at + 6, true);
    at += 8;
    if (size < 0 || at + size > bytes.length) {
      throw new UnreadableTracing(
        `lead ${leads.length + 1} announces ${size} bytes, ${bytes.length - at} are there`,
        'element parsedwaveforms',
      );
    }
    leads.push(undoDifferences(unpackLzw(bytes.subarray(at, at + size)), first));
    at += size;
  }
  return leads;
}

function unpackLzw(packed: Uint8Array): Uint8Array {
  const table: Uint8Array[] = Array.from({ length: firstFree }, (_, byte) => Uint8Array.of(byte));
  const parts: Uint8Array[] = [];
  let [held, bits, length] = [0, 0, 0];
  let before: Uint8Array | null = null;
  for (const byte of packed) {
    held = (held << 8) | byte;
    bits += 8;
    if (bits < codeBits) continue;
    bits -= codeBits;
    const code = (held >> bits) & 0x3ff;
    held &= (1 << bits) - 1;
    if (code > lastCode) break;
    const known: Uint8Array | null = table[code] ?? (before === null ? null : grown(before, before[0]!));
    if (known === null || (table[code] === undefined && code !== table.length)) {
      throw new UnreadableTracing('the packed waveform is damaged', 'element parsedwaveforms');
    }
    length += known.length;
    if (length > mostBytes) throw new UnreadableTracing('the packed waveform is longer than a recording can be', 'element parsedwaveforms');
    parts.push(known);
    if (before !== null && table.length <= lastCode) table.push(grown(before, known[0]!));
    before = known;
  }
  const whole = new Uint8Array(length + (length % 2));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function grown(bytes: Uint8Array, byte: number): Uint8Array {
  const longer = new Uint8Array(bytes.length + 1);
  longer.set(bytes);
  longer[bytes.length] = byte;
  return longer;
}

/** In 16-bit arithmetic that wraps, as the files of 1.04.02 need. */
function undoDifferences(bytes: Uint8Array, first: number): Int32Array {
  const half = bytes.length / 2;
  const values = Int32Array.from({ length: half }, (_, index) => (((bytes[index]! << 8) | bytes[half + index]!) << 16) >> 16);
  const out = new Int32Array(half);
  let last = first;
  for (let index = 0; index < half; index++) {
    out[index] = index < 2 ? values[index]! : ((2 * out[index - 1]! - out[index - 2]! - last) << 16) >> 16;
    if (index >= 2) last = values[index]! - 64;
  }
  return out;
}

/** Limb leads are stored as what they differ from what I and II give; in the order I II III aVR aVL aVF, in place. */
export function undoRedundancy(leads: readonly Int32Array[]): void {
  const [one, two, three, right, left, foot] = leads;
  if (foot === undefined) return;
  for (let index = 0; index < one!.length; index++) {
    const [first, second] = [one![index]!, two![index]!];
    const third = second - first - three![index]!;
    three![index] = third;
    right![index] = -right![index]! - Math.floor((first + second) / 2);
    left![index] = Math.floor((first - third) / 2) - left![index]!;
    foot[index] = Math.floor((second + third) / 2) - foot[index]!;
  }
}
