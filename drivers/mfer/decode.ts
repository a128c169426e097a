/**
 * MFER (ISO 22077-1): tags with lengths, big-endian until tag 0x01 says otherwise. EKG notes 1.10.
 *
 *   tag | length (or 0x80+n and n bytes of length, big-endian) | value
 *   0x3F | channel | length | tags of that channel alone
 *   0x1E: for each sequence, for each channel, its block of samples
 */
import { latin1, utf8, utf16 } from '../framing/text.ts';
import { type Lead, noSample, type Tracing, tracingOf } from '../model/tracing.ts';
import { UnreadableTracing } from '../model/tracing-format.ts';

interface Channel {
  lead: number | null;
  /** Seconds from one sample to the next. */
  interval: number | null;
  /** Volts a step; null: none is said, or it is no voltage. */
  volts: number | null;
  type: number;
  block: number;
  /** As they came: what they say is a sample of the channel's type, which another tag may name later. */
  offset: Uint8Array | null;
  noValue: Uint8Array | null;
}

interface State {
  order: 'big' | 'little';
  text: (bytes: Uint8Array) => string;
  channels: number;
  /** null: none are announced, and all that is held is read. */
  sequences: number | null;
  common: Channel;
  own: Map<number, Partial<Channel>>;
  record: Tracing;
  waves: Lead[] | null;
}

const mostChannels = 256;
const leadNames: Readonly<Record<number, string>> = {
  1: 'I',
  2: 'II',
  3: 'V1',
  4: 'V2',
  5: 'V3',
  6: 'V4',
  7: 'V5',
  8: 'V6',
  9: 'V7',
  11: 'V3R',
  12: 'V4R',
  61: 'III',
  62: 'aVR',
  63: 'aVL',
  64: 'aVF',
};

/** Throws `UnreadableTracing`. */
export function readMfer(bytes: Uint8Array): Tracing {
  const state: State = {
    order: 'big',
    text: latin1,
    channels: 1,
    sequences: null,
    common: { lead: null, interval: null, volts: null, type: 0, block: 1, offset: null, noValue: null },
    own: new Map(),
    record: tracingOf('mfer', []),
    waves: null,
  };
  walk(bytes, 0, (tag, value, channel, at) => takeTag(state, tag, value, channel, at));
  if (state.waves === null) throw new UnreadableTracing('the file holds no waveform (tag 1E)');
  return { ...state.record, leads: state.waves };
}

type Take = (tag: number, value: Uint8Array, channel: number | null, at: number) => void;

/** Every tag in turn, up to the end mark. `base` is where these bytes stand in the file, for what is said of them. */
function walk(bytes: Uint8Array, base: number, take: Take): void {
  let at = 0;
  const next = () => {
    if (at >= bytes.length) throw new UnreadableTracing('the file ends inside a tag', `byte ${base + at}`);
    return bytes[at++]!;
  };
  while (at < bytes.length) {
    const start = base + at;
    const tag = next();
    if (tag === 0) continue;
    if (tag === 0x80) return;
    const channel = tag === 0x3f ? next() : null;
    let length = next();
    if (length > 0x84) throw new UnreadableTracing(`a length of ${length - 0x80} bytes is not possible`, `byte ${start}`);
    if (length === 0x80) throw new UnreadableTracing('a tag without a length is not one that Isoline reads', `byte ${start}`);
    if (length > 0x80) {
      const digits = length - 0x80;
      length = 0;
      for (let index = 0; index < digits; index++) length = length * 256 + next();
    }
    if (at + length > bytes.length)
      throw new UnreadableTracing(`tag ${tag.toString(16)} announces ${length} bytes, ${bytes.length - at} are there`, `byte ${start}`);
    take(tag, bytes.subarray(at, at + length), channel, start);
    at += length;
  }
}

function takeTag(state: State, tag: number, value: Uint8Array, channel: number | null, at: number): void {
  if (channel !== null) {
    const own = state.own.get(channel) ?? {};
    state.own.set(channel, own);
    walk(value, at, (inner, bytes) => takeChannelTag(state, own, inner, bytes));
    return;
  }
  takeChannelTag(state, state.common, tag, value);
  takeRecordTag(state, tag, value);
  if (tag === 0x03) state.text = textOfSet(latin1(value));
  else if (tag === 0x01) state.order = value[0] === 1 ? 'little' : 'big';
  else if (tag === 0x05) state.channels = whole(state, value);
  else if (tag === 0x06) state.sequences = whole(state, value);
  else if (tag === 0x1e && state.waves === null) state.waves = readWaves(state, value, at);
  else if (tag === 0x1e)
    state.record.remarks.push(`A second waveform at byte ${at} is left out: how far it is from the first is not said.`);
}

function whole({ order }: State, value: Uint8Array): number {
  const bytes = order === 'big' ? [...value] : [...value].reverse();
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** unit | exponent of ten, signed | mantissa, which neither an interval nor a step has below nought */
function scaled(state: State, value: Uint8Array): { unit: number; amount: number } | null {
  if (value.length < 3) return null;
  const exponent = (value[1]! << 24) >> 24;
  return { unit: value[0]!, amount: whole(state, value.subarray(2)) * 10 ** exponent };
}

function takeChannelTag(state: State, channel: Partial<Channel>, tag: number, value: Uint8Array): void {
  if (tag === 0x04) channel.block = whole(state, value);
  else if (tag === 0x09) channel.lead = whole(state, value.subarray(0, 2));
  else if (tag === 0x0a) channel.type = whole(state, value);
  else if (tag === 0x0d) channel.offset = inOrder(state, value);
  else if (tag === 0x12) channel.noValue = inOrder(state, value);
  else if (tag === 0x0b) {
    const interval = scaled(state, value);
    if (interval?.unit === 1) channel.interval = interval.amount;
    else if (interval?.unit === 0) channel.interval = 1 / interval.amount;
  } else if (tag === 0x0c) {
    const sensitivity = scaled(state, value);
    channel.volts = sensitivity?.unit === 0 ? sensitivity.amount : null;
  }
}

function takeRecordTag({ record, text, ...state }: State, tag: number, value: Uint8Array): void {
  const words = () => text(value).replaceAll('\0', '').trim();
  if (tag === 0x17) {
    const [manufacturer, model, version, serial] = words().split('^');
    record.device = { manufacturer: manufacturer || null, model: model || null, software: version || null, serial: serial || null };
  } else if (tag === 0x81) {
    const [family, given] = words().split('^');
    record.patient.family = family || null;
    record.patient.given = given || null;
  } else if (tag === 0x82) record.patient.ids = words() === '' ? [] : [words()];
  else if (tag === 0x84) record.patient.sex = value[0] === 1 ? 'male' : value[0] === 2 ? 'female' : null;
  else if (tag === 0x83 && value.length >= 7) {
    const year = whole({ ...state, record, text }, value.subarray(3, 5));
    if (year > 1800) record.patient.birthDate = [year, two(value[5]!), two(value[6]!)].join('-');
    if (value[0] !== 0xff && value[0] !== 0) record.patient.ageYears = value[0]!;
  } else if (tag === 0x85 && value.length >= 7) {
    const year = whole({ ...state, record, text }, value.subarray(0, 2));
    const [month, day, hour, minute, second] = [...value.subarray(2, 7)].map(two);
    record.startedAt = year > 1800 ? `${year}-${month}-${day}T${hour}:${minute}:${second}` : null;
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Copied in big-endian order: the order may change after the tag. */
function inOrder({ order }: State, value: Uint8Array): Uint8Array {
  return order === 'big' ? Uint8Array.from(value) : Uint8Array.from(value).reverse();
}

interface SampleType {
  width: number;
  kind: 'signed' | 'unsigned' | 'float';
  read(view: DataView, at: number, isLittle: boolean): number;
}

const sampleTypes: Readonly<Record<number, SampleType>> = {
  0: { width: 2, kind: 'signed', read: (view, at, isLittle) => view.getInt16(at, isLittle) },
  1: { width: 2, kind: 'unsigned', read: (view, at, isLittle) => view.getUint16(at, isLittle) },
  2: { width: 4, kind: 'signed', read: (view, at, isLittle) => view.getInt32(at, isLittle) },
  3: { width: 1, kind: 'unsigned', read: (view, at) => view.getUint8(at) },
  4: { width: 2, kind: 'unsigned', read: (view, at, isLittle) => view.getUint16(at, isLittle) },
  5: { width: 1, kind: 'signed', read: (view, at) => view.getInt8(at) },
  6: { width: 4, kind: 'unsigned', read: (view, at, isLittle) => view.getUint32(at, isLittle) },
  7: { width: 4, kind: 'float', read: (view, at, isLittle) => view.getFloat32(at, isLittle) },
  8: { width: 8, kind: 'float', read: (view, at, isLittle) => view.getFloat64(at, isLittle) },
};
/** Bits of status, one word an instant: no lead. */
const statusType = 4;

/** A value of tag 0x0D or 0x12, as a sample of the channel's type is. */
function asSample(value: Uint8Array | null, { kind }: SampleType): number | null {
  if (value === null || value.length === 0) return null;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  if (kind === 'float' && value.length === 4) return view.getFloat32(0);
  if (kind === 'float' && value.length === 8) return view.getFloat64(0);
  const plain = value.reduce((sum, byte) => sum * 256 + byte, 0);
  return kind !== 'unsigned' && plain >= 2 ** (8 * value.length - 1) ? plain - 2 ** (8 * value.length) : plain;
}

function readWaves(state: State, value: Uint8Array, at: number): Lead[] {
  if (state.channels < 1 || state.channels > mostChannels)
    throw new UnreadableTracing(`${state.channels} channels are not possible`, `byte ${at}`);
  const channels = Array.from({ length: state.channels }, (_, index): Channel => ({ ...state.common, ...state.own.get(index) }));
  const sizes = channels.map(({ block, type }) => block * (sampleTypes[type]?.width ?? Number.NaN));
  const sequence = sizes.reduce((sum, size) => sum + size, 0);
  if (!(sequence > 0)) throw new UnreadableTracing('the type or the number of the samples is not one that Isoline reads', `byte ${at}`);
  const held = Math.floor(value.length / sequence);
  const sequences = Math.min(held, Math.max(1, state.sequences ?? held));
  if (sequences < 1) throw new UnreadableTracing('the waveform ends before its first sequence does', `byte ${at}`);
  if (state.sequences !== null && held < state.sequences)
    state.record.remarks.push(`${state.sequences} sequences are announced, ${held} are there.`);
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  let offset = 0;
  return channels.flatMap((channel, index) => {
    const type = sampleTypes[channel.type]!;
    const values = new Float64Array(sequences * channel.block);
    for (let turn = 0; turn < sequences; turn++) {
      for (let place = 0; place < channel.block; place++) {
        values[turn * channel.block + place] = type.read(view, turn * sequence + offset + place * type.width, state.order === 'little');
      }
    }
    offset += sizes[index]!;
    if (channel.type !== statusType) return [leadOf(channel, values, index, at)];
    state.record.remarks.push(`Channel ${index + 1} holds status words and is left out.`);
    return [];
  });
}

function leadOf({ lead, interval, volts, offset, noValue, type }: Channel, values: Float64Array, index: number, at: number): Lead {
  if (interval === null || !(interval > 0)) throw new UnreadableTracing('the sampling interval (tag 0B) is missing', `byte ${at}`);
  const name = (lead === null ? undefined : leadNames[lead]) ?? `lead ${lead ?? index + 1}`;
  const kind = sampleTypes[type]!;
  const missing = asSample(noValue, kind);
  const parts = partsOf(values, missing);
  if (parts === null) throw new UnreadableTracing(`samples of ${name} are no whole numbers of any step that Isoline holds`, `byte ${at}`);
  return {
    name,
    samples: Int32Array.from(values, (value) => (value === missing || Number.isNaN(value) ? noSample : Math.round(value * parts))),
    hz: tidy(1 / interval),
    nanovoltsPerBit: volts === null ? null : tidy((volts * 1e9) / parts),
    baseline: tidy((asSample(offset, kind) ?? 0) * parts),
  };
}

const mostParts = 1_000_000;
/** Of a part: a decimal fraction of 24 bits is no nearer. */
const nearlyWhole = 1e-3;

/** Into how many parts of ten a step must be cut for all of them to be whole numbers of 32 bits; null: none does. */
function partsOf(values: Float64Array, missing: number | null): number | null {
  const told = values.filter((value) => value !== missing && !Number.isNaN(value));
  const isWhole = (parts: number) =>
    told.every((value) => Math.abs(value * parts - Math.round(value * parts)) < nearlyWhole && Math.abs(value * parts) < noSampleReach);
  for (let parts = 1; parts <= mostParts; parts *= 10) if (isWhole(parts)) return parts;
  return null;
}

/** The lowest number of 32 bits says that there is no sample. */
const noSampleReach = 2 ** 31 - 1;

/** Powers of ten leave a trace in the last digits. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** Text of tag 0x03 and after is in this character set. */
function textOfSet(name: string): (bytes: Uint8Array) => string {
  if (/utf-?16/i.test(name)) return (bytes) => utf16(bytes, 'little');
  return /utf-?8/i.test(name) ? utf8 : latin1;
}
