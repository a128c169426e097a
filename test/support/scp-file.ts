/** SCP-ECG records built section by section from the published layout, apart from the driver's own writer. */
import { crcCcitt } from '../../drivers/framing/crc-ccitt.ts';

export function words(...values: number[]): number[] {
  return values.flatMap((value) => [value & 0xff, (value >> 8) & 0xff]);
}

export function longs(...values: number[]): number[] {
  return values.flatMap((value) => words(value & 0xffff, value >>> 16));
}

export function scpFile(sections: ReadonlyMap<number, readonly number[]>): Uint8Array {
  const ids = [0, ...Array.from({ length: 11 }, (_, index) => index + 1)];
  let place = 7 + 16 + 120;
  const pointers = ids.flatMap((id) => {
    const length = id === 0 ? 136 : sections.has(id) ? 16 + sections.get(id)!.length : 0;
    const at = id === 0 ? 7 : length === 0 ? 0 : place;
    if (id !== 0) place += length;
    return [...words(id), ...longs(length, at)];
  });
  const bodies = ids.flatMap((id) => (id === 0 ? section(0, pointers) : sections.has(id) ? section(id, sections.get(id)!) : []));
  const rest = [...longs(place - 1), ...bodies];
  return Uint8Array.from([...words(crcCcitt(Uint8Array.from(rest))), ...rest]);
}

function section(id: number, body: readonly number[]): number[] {
  const mark = id === 0 ? [...Buffer.from('SCPECG')] : [0, 0, 0, 0, 0, 0];
  const rest = [...words(id), ...longs(16 + body.length), 20, 20, ...mark, ...body];
  return [...words(crcCcitt(Uint8Array.from(rest))), ...rest];
}

/** Section 3 of leads by number, all of one length. */
export function leadTable(ids: readonly number[], length: number, flags = 4): number[] {
  return [ids.length, flags, ...ids.flatMap((id) => [...longs(1, length), id])];
}

export interface Stream {
  nanovolts?: number;
  microseconds?: number;
  order?: number;
  bimodal?: number;
  leads: readonly (readonly number[])[];
}

/** Section 5 or 6 of bytes by lead. */
export function streams({ nanovolts = 2500, microseconds = 2000, order = 0, bimodal = 0, leads }: Stream): number[] {
  return [...words(nanovolts, microseconds), order, bimodal, ...words(...leads.map(({ length }) => length)), ...leads.flat()];
}

/** Bits to bytes, the last filled with zeros. */
export function bits(text: string): number[] {
  const whole = text.replaceAll(' ', '');
  return Array.from({ length: Math.ceil(whole.length / 8) }, (_, index) =>
    Number.parseInt(whole.slice(8 * index, 8 * index + 8).padEnd(8, '0'), 2),
  );
}

/** An entry of a Huffman table; the code as it is sent, first bit first. */
export function entry(code: string, value: number, { extra = 0, mode = 1 } = {}): number[] {
  const reversed = Number.parseInt([...code].reverse().join(''), 2);
  return [code.length, code.length + extra, mode, ...words(value), ...longs(reversed)];
}
