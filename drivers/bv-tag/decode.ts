/**
 * BV cold-chain tag. Every byte of the numbers holds half a byte, the lowest first. Cold-chain notes 12.
 *
 *   0 serial 8 | 28 start 8, 36 stop 8: seconds of 1970, UTC | 52 interval 8 | 60 unit | 253 name, 275 time base, 285 configured by, 305 notes: text
 *   401 points 8 | 409 points x 4 (temperature x 10), or x 8 (and humidity) | "dataend"
 */
import { clockAt } from '../framing/local-time.ts';
import { latin1 } from '../framing/text.ts';
import { UnreadableLog } from '../model/logger-format.ts';
import { emptyLog, type LoggedReading, type LoggerLog } from '../model/logger-log.ts';
import { nibbles } from './nibbles.ts';

const headerLength = 409;
const units = { 12: 'C', 15: 'F' } as const;
/** Any such tag's memory is smaller. */
const mostPoints = 1_000_000;

/** Whether the head is one: halves of bytes where numbers stand, a unit, an interval. */
export function isBvHead(bytes: Uint8Array): boolean {
  if (bytes.length < headerLength || bytes.subarray(0, 253).some((byte) => byte > 15)) return false;
  return unitOf(bytes) !== null && (nibbles(bytes, 52, 8) ?? 0) > 0 && nibbles(bytes, 401, 8) !== null;
}

function unitOf(bytes: Uint8Array): 'C' | 'F' | null {
  return units[bytes[60] as 12 | 15] ?? null;
}

/** Throws `UnreadableLog` where the head is damaged. */
export function readBvTag(bytes: Uint8Array): LoggerLog {
  if (!isBvHead(bytes)) throw new UnreadableLog('The head of the BV tag’s file is damaged', `byte ${Math.min(bytes.length, headerLength)}`);
  const field = (from: number) => nibbles(bytes, from, 8)!;
  const [start, stop, interval, points] = [field(28), field(36), field(52), field(401)];
  if (points > mostPoints) throw new UnreadableLog(`It says that it holds ${points} points, more than a tag can`, 'byte 401');
  const width = nibblesOfPoint(bytes, points);
  const { readings, notes, skipped } = readPoints(bytes, { start, interval, points, width });
  if (width === 4 && bytes.length < headerLength + points * 4)
    notes.push('Whether a humidity stood beside each temperature cannot be told from what is left; it was read as if none did.');
  if ((stop - start) / interval + 1 !== points) notes.push(`Its ${points} points do not fill the time from start to stop at the interval.`);
  return {
    ...emptyLog(),
    model: 'BV cold-chain tag',
    serial: String(field(0)),
    unit: unitOf(bytes)!,
    intervalSeconds: interval,
    clock: { offsetMinutes: 0, offsetFrom: 'file', written: textAt(bytes, 275, 10) || null, deviceNow: null },
    readings,
    facts: factsOf(bytes, width),
    notes,
    skipped,
  };
}

const endWord = 'dataend';

/** 8 where a humidity stands beside each temperature. The data end with a word; where that was cut off they go on no further than they fit. */
function nibblesOfPoint(bytes: Uint8Array, points: number): 4 | 8 {
  const after = (width: number) => latin1(bytes.subarray(headerLength + points * width, headerLength + points * width + endWord.length));
  const whole = ([4, 8] as const).find((width) => after(width) === endWord);
  if (whole !== undefined) return whole;
  if (endWord.startsWith(after(4))) return 4;
  const data = bytes.subarray(headerLength, headerLength + points * 8);
  if (endWord.startsWith(after(8)) && data.every((half) => half <= 15)) return 8;
  throw new UnreadableLog('Its data do not end where its points do, with humidity beside them or without', `byte ${headerLength}`);
}

interface Course {
  start: number;
  interval: number;
  points: number;
  width: 4 | 8;
}

function readPoints(bytes: Uint8Array, { start, interval, points, width }: Course): Pick<LoggerLog, 'readings' | 'notes' | 'skipped'> {
  const readings: LoggedReading[] = [];
  const skipped: LoggerLog['skipped'] = [];
  const notes: string[] = [];
  let negative = 0;
  for (let index = 0; index < points; index += 1) {
    const from = headerLength + index * width;
    if (from + width > bytes.length) {
      notes.push(`The file ends after ${index} of ${points} points.`);
      break;
    }
    const raw = nibbles(bytes, from, 4);
    const at = clockAt(start + index * interval);
    if (raw === null || at === null) skipped.push({ line: index + 1, reason: 'the point is damaged' });
    else {
      if (raw > 0x7fff) negative += 1;
      readings.push({ at, value: (raw > 0x7fff ? raw - 0x1_0000 : raw) / 10, number: index + 1 });
    }
  }
  if (negative > 0)
    notes.push(`${negative} values are below zero; how this tag writes those was never seen, and they are read as two’s complement.`);
  return { readings, notes, skipped };
}

function factsOf(bytes: Uint8Array, width: 4 | 8): LoggerLog['facts'] {
  const number = (from: number, count: number, scale = 1) => {
    const value = nibbles(bytes, from, count);
    return value === null ? '' : String(value / scale);
  };
  const tripPoint = (from: number) => {
    const value = nibbles(bytes, from, 4);
    return value === null ? '' : String((value & 0xff) / 10);
  };
  const facts: [string, string][] = [
    ['Maker serial', number(8, 8)],
    ['Configured', clockAt(nibbles(bytes, 20, 8) ?? Number.NaN) ?? ''],
    ['Stopped', clockAt(nibbles(bytes, 36, 8) ?? Number.NaN) ?? ''],
    ['Start delay (s)', number(44, 8)],
    ['High trip point A', tripPoint(61)],
    ['High trip point B', tripPoint(81)],
    ['Low trip point A', tripPoint(101)],
    ['Low trip point B', tripPoint(121)],
    ['Average', number(141, 4, 10)],
    ['MKT', number(145, 4, 10)],
    ...['above high B', 'above high A', 'in range', 'below low A', 'below low B'].map((name, index): [string, string] => [
      `Seconds ${name}`,
      number(149 + 8 * index, 8),
    ]),
    ['Name', textAt(bytes, 253, 22)],
    ['Configured by', textAt(bytes, 285, 20)],
    ['Notes', textAt(bytes, 305, 96)],
    ...(width === 8 ? [['Humidity', 'beside each temperature, not read'] as [string, string]] : []),
  ];
  return facts.filter(([, value]) => value !== '');
}

/** Up to its first zero; CC fills what was never written. */
function textAt(bytes: Uint8Array, from: number, length: number): string {
  const field = bytes.subarray(from, from + length);
  const end = field.findIndex((byte) => byte === 0 || byte === 0xcc);
  return latin1(end < 0 ? field : field.subarray(0, end)).trim();
}
