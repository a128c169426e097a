/**
 * A WFDB header (.hea): one line for the record, one for each signal, comments after #. EKG notes 1.9.
 *
 *   name[/segments] signals rate[/counter[(base)]] samples [time [date]]
 *   file format[xSPF][:skew][+offset] gain[(baseline)][/unit] resolution zero first checksum block description
 */
import { UnreadableTracing } from '../model/tracing-format.ts';

export interface SignalLine {
  file: string;
  format: number;
  /** Samples of this signal in a frame. */
  perFrame: number;
  /** Frames by which this signal's samples stand late in the file. */
  skew: number;
  /** Bytes before the first sample of the file. */
  offset: number;
  /** Steps a millivolt; null: uncalibrated. */
  gain: number | null;
  baseline: number;
  unit: string;
  /** The value before the first, for the format of differences. */
  first: number;
  checksum: number | null;
  description: string;
}

export interface Segment {
  /** "~" for a stretch without samples. */
  name: string;
  samples: number;
}

export interface Header {
  name: string;
  /** Frames a second. */
  hz: number;
  /** Frames of the record; null: as many as the files hold. */
  length: number | null;
  /** ISO 8601 without an offset, or the time alone is left out: a time without a day is no moment. */
  startedAt: string | null;
  signals: SignalLine[];
  segments: Segment[] | null;
  comments: string[];
}

/** Steps a millivolt where the header leaves the gain out (WFDB manual, header(5)). */
const defaultGain = 200;
const mostSignals = 1024;

/** Throws `UnreadableTracing` naming the line. */
export function readHeader(text: string): Header {
  const lines = text.split(/\r\n|\r|\n/).map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const told = lines.filter(({ line }) => line !== '' && !line.startsWith('#'));
  const comments = lines.filter(({ line }) => line.startsWith('#')).map(({ line }) => line.slice(1).trim());
  const [first, ...rest] = told;
  if (first === undefined) throw new UnreadableTracing('the header holds no record line');
  const record = recordLine(first.line, first.number);
  const { count, segmentCount, ...facts } = record;
  const wanted = segmentCount ?? count;
  if (rest.length < wanted) {
    throw new UnreadableTracing(
      `the header announces ${wanted} ${segmentCount === null ? 'signals' : 'segments'}, ${rest.length} are there`,
    );
  }
  const own = rest.slice(0, wanted);
  return {
    ...facts,
    signals: segmentCount === null ? own.map(({ line, number }) => signalLine(line, number)) : [],
    segments: segmentCount === null ? null : own.map(({ line, number }) => segmentLine(line, number)),
    comments,
  };
}

function recordLine(line: string, number: number) {
  const [name, signals, rate, samples, time, date] = line.split(/\s+/);
  const [, bare, segments] = /^([\w.-]+)(?:\/(\d+))?$/.exec(name ?? '') ?? [];
  const count = Number(signals);
  const hz = rate === undefined ? 250 : Number.parseFloat(rate);
  if (bare === undefined || !Number.isInteger(count) || count < 0 || count > mostSignals) {
    throw new UnreadableTracing('this is no WFDB record line', `line ${number}`);
  }
  if (!(hz > 0)) throw new UnreadableTracing(`the sampling rate ${rate} is none`, `line ${number}`);
  const length = Number(samples ?? 0);
  if (!Number.isInteger(length) || length < 0) throw new UnreadableTracing(`the sample count ${samples} is none`, `line ${number}`);
  return {
    name: bare,
    count,
    segmentCount: segments === undefined ? null : Number(segments),
    hz,
    length: length === 0 ? null : length,
    startedAt: momentOf(time, date),
  };
}

function momentOf(time: string | undefined, date: string | undefined): string | null {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(date ?? '') ?? [];
  const [, hour, minute, second] = /^(\d{1,2}):(\d{1,2}):(\d{1,2}(?:\.\d+)?)$/.exec(time ?? '') ?? [];
  if (year === undefined || hour === undefined) return null;
  const two = (digits: string | undefined) => digits!.padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${second!.replace(/^\d(?!\d)/, '0$&')}`;
}

function segmentLine(line: string, number: number): Segment {
  const [name, samples] = line.split(/\s+/);
  if (name === undefined || !/^\d+$/.test(samples ?? '')) throw new UnreadableTracing('this is no segment line', `line ${number}`);
  return { name, samples: Number(samples) };
}

function signalLine(line: string, number: number): SignalLine {
  const [file, format, gain, resolution, zero, first, checksum, , ...description] = line.split(/\s+/);
  const how = /^(\d+)(?:x(\d+))?(?::(\d+))?(?:\+(\d+))?$/.exec(format ?? '');
  if (file === undefined || how === null) throw new UnreadableTracing('this is no WFDB signal line', `line ${number}`);
  const scale = /^([+-]?[\d.]+(?:e[+-]?\d+)?)(?:\(([+-]?\d+)\))?(?:\/(\S+))?$/i.exec(gain ?? String(defaultGain));
  if (scale === null) throw new UnreadableTracing(`the gain ${gain} is none`, `line ${number}`);
  const steps = Number(scale[1]);
  const wholes = [resolution, zero, first, checksum].map((word) => (word === undefined ? 0 : Number(word)));
  if (!Number.isFinite(steps) || wholes.some((whole) => !Number.isInteger(whole))) {
    throw new UnreadableTracing('a number of this signal line is none', `line ${number}`);
  }
  return {
    file,
    format: Number(how[1]),
    perFrame: Number(how[2] ?? 1),
    skew: Number(how[3] ?? 0),
    offset: Number(how[4] ?? 0),
    gain: steps === 0 ? null : steps,
    baseline: Number(scale[2] ?? wholes[1]),
    unit: scale[3] ?? 'mV',
    first: wholes[2]!,
    checksum: checksum === undefined ? null : wholes[3]!,
    description: description.join(' '),
  };
}
