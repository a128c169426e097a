/**
 * Health o meter ProPlus and Rice Lake scales: everything is ESC, a letter and a value; a packet ends with ESC E.
 *
 *   ESC R  ESC I1234567890  ESC W200.00  ESC H178.70  ESC T5.70  ESC B28.0  ESC Nm  ESC E
 *
 * N states the units of the packet: m kilograms and centimeters, c pounds and inches. Without it a unit is never guessed.
 * ProPlus serial notes; Rice Lake 140/150/160 and 350-10 manuals. No check sum.
 */
import type { Decoder } from '../model/driver.ts';
import type { Heard, ReadingNote, Span } from '../model/heard.ts';
import { saySent, sayStatus } from '../model/say.ts';
import { inOwnUnit } from '../model/unit.ts';

const escapeByte = 0x1b;
/** A reading packet is under 100 bytes; nothing legal is longer. */
const longestPacket = 512;

type Fields = Map<string, string>;

export function decodeEscapeScale(): Decoder {
  let packet: number[] = [];
  let from = 0;
  let at = 0;
  let junk = 0;
  let set = 0;
  function hear(bytes: Uint8Array): Heard[] {
    const heard: Heard[] = [];
    for (const byte of bytes) {
      at += 1;
      if (packet.length === 0 && byte !== escapeByte) {
        junk += 1;
        if (junk >= longestPacket) heard.push(...tellJunk(at));
        continue;
      }
      if (packet.length === 0) {
        heard.push(...tellJunk(at - 1));
        from = at - 1;
      }
      packet.push(byte);
      if (beginsAgain(packet)) heard.push(dropUntilLast(2));
      if (isEnd(packet)) heard.push(...readPacket());
      else if (packet.length > longestPacket) heard.push(giveUp('no end of packet'));
    }
    return heard;
  }
  function tellJunk(until: number): Heard[] {
    if (junk === 0) return [];
    const noise: Heard = { kind: 'noise', from: until - junk, at: until, bytes: junk, why: 'not part of a packet' };
    junk = 0;
    return [noise];
  }
  function readPacket(): Heard[] {
    const fields = fieldsOf(packet);
    if (fields === null) return [giveUp('damaged packet')];
    packet = [];
    set += 1;
    return readFields(fields, set, { from, at });
  }
  /** A reading begins anew: what stands before it was never ended. */
  function dropUntilLast(count: number): Heard {
    const bytes = packet.length - count;
    const noise: Heard = { kind: 'noise', from, at: at - count, bytes, why: 'the packet is not ended' };
    packet = packet.slice(-count);
    from = at - count;
    return noise;
  }
  function giveUp(why: string): Heard {
    const bytes = packet.length;
    packet = [];
    return { kind: 'noise', from, at, bytes, why };
  }
  return {
    hear,
    end: () => [...tellJunk(at), ...(packet.length === 0 ? [] : [giveUp('the packet is not ended')])],
  };
}

function isEnd(packet: readonly number[]): boolean {
  return packet.at(-1) === 0x45 && packet.at(-2) === escapeByte;
}

function beginsAgain(packet: readonly number[]): boolean {
  return packet.length > 2 && packet.at(-1) === 0x52 && packet.at(-2) === escapeByte;
}

/** Letter to value, or null when a part is not printable text or a letter comes twice. */
function fieldsOf(packet: readonly number[]): Fields | null {
  const text = String.fromCharCode(...packet);
  if (packet.some((byte) => !isPrintable(byte))) return null;
  const parts = text.split('\x1b').slice(1);
  const fields: Fields = new Map();
  for (const part of parts) {
    const letter = part[0];
    if (letter === undefined || fields.has(letter)) return null;
    fields.set(letter, part.slice(1).trim());
  }
  return fields;
}

function isPrintable(byte: number): boolean {
  return byte === escapeByte || byte === 0x0d || byte === 0x0a || (byte >= 0x20 && byte < 0x7f);
}

function readFields(fields: Fields, set: number, span: Span): Heard[] {
  const power = fields.get('J') === 'L' ? [sayStatus('low-battery', span)] : [];
  return [...power, ...readMeasured(fields, set, span)];
}

function readMeasured(fields: Fields, set: number, span: Span): Heard[] {
  const weight = fields.get('W');
  const height = fields.get('H');
  if (weight === undefined && height === undefined) return [];
  const units = { m: ['kg', 'cm'], c: ['[lb_av]', '[in_i]'] } as const;
  const [weightUnit, heightUnit] = units[fields.get('N') as keyof typeof units] ?? [null, null];
  if (weightUnit === null || heightUnit === null)
    return [sayStatus('unit-unknown', span, `weight ${weight ?? 'none'}, the scale does not state its unit`)];
  const about = { how: 'spot' as const, set, note: noteOf(fields, weightUnit) };
  const heard: Heard[] = [];
  if (weight !== undefined)
    heard.push(
      ...(isOverload(weight) ? [sayStatus('overload', span, weight)] : [saySent('weight', numberOf(weight), weightUnit, span, about)]),
    );
  const tall = height === undefined ? null : numberOf(height);
  if (tall !== null) heard.push(saySent('height', tall, heightUnit, span, about));
  const index = fields.get('B');
  const isWeighed = weight !== undefined && !isOverload(weight) && numberOf(weight) !== null;
  if (index !== undefined && isWeighed && tall !== null && numberOf(index) !== null)
    heard.push(saySent('bodyMassIndex', numberOf(index), 'kg/m2', span, about));
  return heard;
}

function noteOf(fields: Fields, weightUnit: 'kg' | '[lb_av]'): ReadingNote {
  const note: ReadingNote = {};
  const id = fields.get('I');
  if (id !== undefined && /[^0\s]/.test(id)) note.patientId = id;
  const tare = fields.get('T') === undefined ? null : numberOf(fields.get('T')!);
  if (tare !== null) note.tareKilograms = inOwnUnit('weight', tare, weightUnit) ?? tare;
  return note;
}

/** Overload and underload are written as a number no scale shows. */
function isOverload(text: string): boolean {
  return /^0*999\.9{1,2}$/.test(text);
}

/** A positive number, or null: zero and blanks are no measurement. */
function numberOf(text: string): number | null {
  const number = Number(text);
  return /^\d{1,4}(\.\d{0,4})?$/.test(text) && number > 0 ? number : null;
}
