/**
 * A WFDB record: a header (.hea) that names the signal files beside it, and beats in an annotation file. The header is the
 * file that is opened. EKG notes 1.9.
 *
 *   NAME.hea ── names ──► NAME.dat (signals of one file are interleaved, frame by frame) ... NAME.mat (24 bytes before them)
 *                └─────── NAME.atr (annotations, where they are)
 */
import { latin1 } from '../framing/text.ts';
import { standardLead } from '../model/leads.ts';
import { type Annotation, type Lead, noSample, type Tracing, tracingOf } from '../model/tracing.ts';
import { type TracingFile, UnreadableTracing } from '../model/tracing-format.ts';
import { readAnnotations } from './annotations.ts';
import { type Header, readHeader, type SignalLine } from './header.ts';
import { sampleFormats } from './samples.ts';

/** Throws `UnreadableTracing`. */
export function readWfdb(file: TracingFile): Tracing {
  const header = readHeader(latin1(file.bytes));
  const remarks: string[] = [];
  const leads = header.segments === null ? readSignals(header, file, remarks) : joinSegments(header, file, remarks);
  const annotations = file.beside(`${header.name}.atr`);
  return {
    ...tracingOf('wfdb', leads),
    startedAt: header.startedAt ?? dayIn(header.comments),
    patient: { ...tracingOf('wfdb', []).patient, ...patientOf(header.comments) },
    annotations: annotations === null ? [] : atSamples(readAnnotations(annotations), leads, header),
    remarks,
  };
}

/** They count frames; of a first signal that has several samples in each, the first of these. */
function atSamples(annotations: Annotation[], [first]: readonly Lead[], { hz }: Header): Annotation[] {
  const perFrame = first === undefined ? 1 : perFrameOf(first, hz);
  return perFrame === 1 ? annotations : annotations.map((one) => ({ ...one, sample: one.sample * perFrame }));
}

function perFrameOf({ hz }: Lead, framesPerSecond: number): number {
  return Math.round(hz / framesPerSecond);
}

function readSignals(header: Header, file: TracingFile, remarks: string[]): Lead[] {
  if (header.signals.length === 0) throw new UnreadableTracing('the record has no signals');
  const names = [...new Set(header.signals.map((signal) => signal.file))];
  const read = new Map<SignalLine, Lead>();
  for (const name of names) {
    const group = header.signals.filter((signal) => signal.file === name);
    for (const [index, lead] of readGroup(name, group, header, file, remarks).entries()) read.set(group[index]!, lead);
  }
  return header.signals.map((signal) => read.get(signal)!);
}

/** The leads of one signal file. */
function readGroup(name: string, group: readonly SignalLine[], header: Header, file: TracingFile, remarks: string[]): Lead[] {
  const [first] = group as [SignalLine];
  const format = sampleFormats.get(first.format);
  if (format === undefined) throw new UnreadableTracing(`signal format ${first.format} is not one that Isoline reads`, name);
  if (group.some((one) => one.format !== first.format)) throw new UnreadableTracing('signals of one file differ in format', name);
  const perFrame = group.reduce((sum, one) => sum + one.perFrame, 0);
  if (perFrame === 0 || perFrame > 10_000) throw new UnreadableTracing(`${perFrame} samples a frame are not possible`, name);
  const whole = file.beside(name);
  if (whole === null) throw new UnreadableTracing(`the signal file ${name} is not beside the header`);
  const bytes = whole.subarray(first.offset);
  const held = Math.floor(format.count(bytes.length) / perFrame);
  const wanted = header.length ?? held;
  if (held === 0) throw new UnreadableTracing('the signal file holds no samples', name);
  if (held < wanted) remarks.push(`${name}: ${wanted} samples a signal are announced, ${held} are there.`);
  const longestSkew = Math.max(...group.map(({ skew }) => skew));
  const looked = Math.min(held, wanted + longestSkew);
  const samples = format.read(bytes, looked * perFrame);
  return group.map((signal, index) => {
    const before = group.slice(0, index).reduce((sum, one) => sum + one.perFrame, 0);
    const own = { all: samples, before, perFrame, frames: looked };
    const taken = { frames: Math.min(held, wanted), invalid: format.invalid };
    return leadOf(signal, pick(own, signal, taken), header, remarks, held >= wanted);
  });
}

/** The samples of a file that is interleaved frame by frame, and where in each frame a signal stands. */
interface Interleaved {
  all: Int32Array;
  before: number;
  perFrame: number;
  frames: number;
}

/**
 * One signal's samples out of the frames; of differences the sum. A skewed signal begins that many frames later, and what the file no
 * longer holds of it is absent. The value for "no sample" is told apart only later.
 */
function pick(
  { all, before, perFrame, frames }: Interleaved,
  signal: SignalLine,
  taken: { frames: number; invalid: number | null },
): Picked {
  const whole = new Int32Array(frames * signal.perFrame);
  for (let frame = 0; frame < frames; frame++) {
    const from = frame * perFrame + before;
    for (let index = 0; index < signal.perFrame; index++) whole[frame * signal.perFrame + index] = all[from + index]!;
  }
  if (signal.format === 8)
    for (let index = 0; index < whole.length; index++) whole[index] = whole[index]! + (index === 0 ? signal.first : whole[index - 1]!);
  const raw = whole.subarray(signal.skew * signal.perFrame, (signal.skew + taken.frames) * signal.perFrame);
  return { raw, length: taken.frames * signal.perFrame, invalid: taken.invalid };
}

interface Picked {
  raw: Int32Array;
  /** With what is absent at the end. */
  length: number;
  invalid: number | null;
}

function leadOf(signal: SignalLine, { raw, length, invalid }: Picked, header: Header, remarks: string[], isWhole: boolean): Lead {
  const name = standardLead(signal.description) ?? (signal.description === '' ? signal.file : signal.description);
  const sum = raw.reduce((total, value) => (total + value) & 0xffff, 0);
  if (isWhole && signal.checksum !== null && signal.skew === 0 && sum !== (signal.checksum & 0xffff)) {
    remarks.push(`${name}: the check sum is ${(sum << 16) >> 16}, the header says ${signal.checksum}.`);
  }
  return {
    name,
    samples: padded(invalid === null ? raw : raw.map((value) => (value === invalid ? noSample : value)), length),
    hz: header.hz * signal.perFrame,
    nanovoltsPerBit: nanovoltsPerBit(signal),
    baseline: signal.baseline,
    ...(!isWhole && header.length !== null ? { announced: header.length * signal.perFrame } : {}),
  };
}

function padded(samples: Int32Array, length: number): Int32Array {
  if (samples.length === length) return samples;
  const whole = new Int32Array(length).fill(noSample);
  whole.set(samples);
  return whole;
}

const nanovolts: Readonly<Record<string, number>> = { v: 1e9, mv: 1e6, uv: 1e3, nv: 1 };

function nanovoltsPerBit({ gain, unit }: SignalLine): number | null {
  const worth = nanovolts[unit.toLowerCase()];
  return gain === null || worth === undefined ? null : Number((worth / gain).toPrecision(12));
}

const mostSamples = 400_000_000;

/** The segments one after another. A segment of no samples only lays out the signals; "~" is a stretch without any. */
function joinSegments(header: Header, file: TracingFile, remarks: string[]): Lead[] {
  const parts = header.segments!.map(({ name, samples }) => {
    if (name === '~') return { samples, leads: [] };
    const bytes = file.beside(`${name}.hea`);
    if (bytes === null) throw new UnreadableTracing(`the header ${name}.hea of a segment is not beside the record's`);
    const own = readHeader(latin1(bytes));
    if (own.segments !== null) throw new UnreadableTracing('a segment is made of segments itself', `${name}.hea`);
    return { samples, leads: samples === 0 ? layoutOf(own) : readSignals(own, file, remarks) };
  });
  const layout = parts.find(({ leads }) => leads.length > 0)?.leads ?? [];
  const length = parts.reduce((sum, { samples }) => sum + samples, 0);
  if (length * layout.reduce((sum, lead) => sum + perFrameOf(lead, header.hz), 0) > mostSamples)
    throw new UnreadableTracing(`${length} samples are more than Isoline reads at once`);
  return layout.map((lead) => {
    const perFrame = perFrameOf(lead, header.hz);
    const samples = new Int32Array(length * perFrame).fill(noSample);
    let from = 0;
    for (const part of parts) {
      const own = part.leads.find(({ name }) => name === lead.name);
      if (own !== undefined && part.samples > 0) {
        if (own.nanovoltsPerBit !== lead.nanovoltsPerBit || own.baseline !== lead.baseline || own.hz !== lead.hz) {
          throw new UnreadableTracing(`segments differ in the scale of ${lead.name}`);
        }
        samples.set(own.samples.subarray(0, part.samples * perFrame), from);
      }
      from += part.samples * perFrame;
    }
    return { ...lead, samples };
  });
}

function layoutOf(header: Header): Lead[] {
  return header.signals.map((signal) =>
    leadOf({ ...signal, checksum: null }, { raw: new Int32Array(0), length: 0, invalid: null }, header, [], true),
  );
}

/** A day without a time of day, which the record line has no place for. */
function dayIn(comments: readonly string[]): string | null {
  return /(?:^|\n)\W*recorded on: (\d{4}-\d\d-\d\d)\s*(?:\n|$)/.exec(comments.join('\n'))?.[1] ?? null;
}

/** Age and sex as the comments of the public databases write them: "age: 81", "#Sex: Female", "<age>: 51 <sex>: F". */
function patientOf(comments: readonly string[]): { ageYears: number | null; sex: 'female' | 'male' | null } {
  const text = comments.join('\n');
  const age = /(?:^|<|\b)age>?\s*:\s*(\d{1,3})\b/i.exec(text)?.[1];
  const sex = /(?:^|<|\b)sex>?\s*:\s*(f|m)(?:emale|ale)?\b/i.exec(text)?.[1]?.toLowerCase();
  return { ageYears: age === undefined ? null : Number(age), sex: sex === 'f' ? 'female' : sex === 'm' ? 'male' : null };
}
