/** Recorded and written-out bytes of devices, and the ways in which a line can deliver or damage them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decoderOf } from '../../drivers/framing/lines.ts';
import type { Driver, Variant } from '../../drivers/model/driver.ts';
import type { Heard, LeadFrames, Reading, Span } from '../../drivers/model/heard.ts';
import { seeded } from '../../drivers/model/seeded.ts';

export interface Fixture {
  name: string;
  driver: Driver;
  variant: Variant;
  device: string;
  firmware: string;
  source: string;
  bytes: Uint8Array;
  heard: Heard[];
}

const folderOf = (driver: Driver) => fileURLToPath(new URL(`../../drivers/${driver.id}/`, import.meta.url));

/** The fixtures in a driver's folder: NAME.hex or NAME.txt beside NAME.heard.json. */
export function fixturesOf(driver: Driver): Fixture[] {
  const folder = `${folderOf(driver)}fixtures/`;
  const files = readdirSync(folder);
  return files
    .filter((file) => file.endsWith('.heard.json'))
    .map((file) => {
      const name = file.replace('.heard.json', '');
      const told = JSON.parse(readFileSync(folder + file, 'utf8')) as Omit<Fixture, 'name' | 'driver' | 'bytes' | 'variant'> & {
        variant: string;
      };
      const variant = variantOf(driver, told.variant);
      const isText = files.includes(`${name}.txt`);
      const text = readFileSync(`${folder}${name}.${isText ? 'txt' : 'hex'}`, 'utf8');
      return { ...told, name, driver, variant, bytes: isText ? bytesOfText(text) : bytesOfHex(text) };
    });
}

export function readmeOf(driver: Driver): string {
  return readFileSync(`${folderOf(driver)}README.md`, 'utf8');
}

export function variantOf(driver: Driver, id: string): Variant {
  const variant = driver.variants.find((one) => one.id === id);
  if (variant === undefined) throw new Error(`${driver.id} has no variant ${id}`);
  return variant;
}

/** Bytes in hexadecimal, apart by white space; what follows # on a line is a remark. */
export function bytesOfHex(text: string): Uint8Array {
  const digits = text.replace(/#.*$/gm, '').trim();
  return new Uint8Array(digits.split(/\s+/).map((pair) => Number.parseInt(pair, 16)));
}

const controls: Readonly<Record<string, number>> = { VT: 0x0b, FS: 0x1c, CR: 0x0d, LF: 0x0a, ESC: 0x1b };

/** Text whose control characters are written by name, as in <CR>; the file's own line ends are only for reading. */
export function bytesOfText(text: string): Uint8Array {
  const named = text.replace(/\n/g, '').replace(/<(VT|FS|CR|LF|ESC)>/g, (_whole, name: string) => String.fromCharCode(controls[name]!));
  return latin1Bytes(named);
}

export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** All that a fresh decoder of the variant says to these pieces, and at their end. */
export function hearPieces(variant: Variant, pieces: Iterable<Uint8Array>): Heard[] {
  const decoder = decoderOf(variant);
  const heard: Heard[] = [];
  for (const piece of pieces) heard.push(...decoder.hear(piece));
  return [...heard, ...decoder.end()];
}

export function hearWhole(variant: Variant, bytes: Uint8Array): Heard[] {
  return hearPieces(variant, [bytes]);
}

export function byteByByte(bytes: Uint8Array): Uint8Array[] {
  return Array.from(bytes, (byte) => Uint8Array.of(byte));
}

/** Pieces of 0 to about 40 bytes, the same for the same seed. */
export function cutAtRandom(bytes: Uint8Array, seed: number): Uint8Array[] {
  const random = seeded(seed);
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const length = Math.floor(random() ** 2 * 40);
    pieces.push(bytes.subarray(start, start + length));
    start += length;
  }
  return pieces;
}

export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

export function withBitFlipped(bytes: Uint8Array, index: number, bit: number): Uint8Array {
  return bytes.map((byte, at) => (at === index ? byte ^ (1 << bit) : byte));
}

/** Junk that reaches a port before the device does, in whole lines or reports where the link delivers those. */
export function junkFor(variant: Variant): Uint8Array {
  const letters = latin1Bytes('~}zz\x01Q{x|wvu~~');
  if (variant.frames === 'lines') return joined(letters, latin1Bytes(variant.delimiter));
  return variant.frames === 'reports' ? Uint8Array.of(0x0c, 1, 2, 3, 4, 5, 6, 7) : letters;
}

export interface Told {
  /** In order, without waves and leads; noise that touches is one. */
  facts: Heard[];
  samples: (number | null)[];
  leads: ToldLeads;
}

/** EKG instants one after the other, and at which of them something was said. */
export interface ToldLeads {
  instants: (number | null)[][];
  lost: [instant: number, count: number][];
  contacts: [instant: number, contact: LeadFrames['contact']][];
  pacer: number[];
}

/** What was said, without what only the cuts of the delivery decide: how a waveform is dealt out. */
export function told(heard: readonly Heard[]): Told {
  const facts: Heard[] = [];
  for (const one of heard) {
    const last = facts.at(-1);
    if (one.kind === 'noise' && last?.kind === 'noise' && last.at === one.from) {
      facts[facts.length - 1] = { ...last, at: one.at, bytes: last.bytes + one.bytes };
    } else if (one.kind !== 'wave' && one.kind !== 'leads') facts.push(one);
  }
  return { facts, samples: heard.flatMap((one) => (one.kind === 'wave' ? one.samples : [])), leads: leadsTold(heard) };
}

export function leadsTold(heard: readonly Heard[]): ToldLeads {
  const told: ToldLeads = { instants: [], lost: [], contacts: [], pacer: [] };
  for (const { samples, lostBefore, contact, pacer } of leadsOf(heard)) {
    const first = told.instants.length;
    if (lostBefore > 0) told.lost.push([first, lostBefore]);
    if (JSON.stringify(contact) !== JSON.stringify(told.contacts.at(-1)?.[1])) told.contacts.push([first, contact]);
    told.pacer.push(...(pacer ?? []).map((instant) => first + instant));
    for (const index of (samples[0] ?? []).keys()) told.instants.push(samples.map((row) => row[index]!));
  }
  return told;
}

export function leadsOf(heard: readonly Heard[]): LeadFrames[] {
  return heard.filter((one) => one.kind === 'leads');
}

export function readingsOf(heard: readonly Heard[]): Reading[] {
  return heard.filter((one) => one.kind === 'reading');
}

/** What a reading claims about the person, for comparing across deliveries. */
export function claimOf({ quantity, value, unit }: Reading): string {
  return `${quantity} ${value} ${unit}`;
}

export function movedBy<Part extends Span>(part: Part, bytes: number): Part {
  return { ...part, from: part.from + bytes, at: part.at + bytes };
}
