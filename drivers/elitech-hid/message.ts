/**
 * Questions and answers of Elitech's USB loggers, in reports of 64 bytes, zero padded. Cold-chain notes 6.4.
 *
 *   question  33 CC 00 | length 0C | operation, low first | 00 | offset middle, low, high | count | sum
 *   answer    the same eleven bytes, then the data, then the sum; length counts all of them
 */
import { sum8 } from '../framing/checksum.ts';
import { deviceClock } from '../framing/device-clock.ts';
import { latin1 } from '../framing/text.ts';

export const reportBytes = 64;
const headBytes = 11;

/** Reading only: the operations that set, erase and stop are not here. */
export const operations = { records: 0x0001, parameters: 0x0003 } as const;
export type Operation = keyof typeof operations;

export const mostParameterBytes = 52;
export const recordsPerAnswer = 6;
export const recordBytes = 8;

export function question(operation: Operation, offset: number, count: number): Uint8Array {
  const code = operations[operation];
  const frame = [
    0x33,
    0xcc,
    0x00,
    headBytes + 1,
    code & 0xff,
    code >> 8,
    0,
    (offset >> 8) & 0xff,
    offset & 0xff,
    (offset >> 16) & 0xff,
    count,
  ];
  const report = new Uint8Array(reportBytes);
  report.set([...frame, sum8(frame)]);
  return report;
}

/** The data of the answer to that question; null where it is another's or its sum is wrong. */
export function dataOf(report: Uint8Array, asked: Uint8Array, bytes: number): Uint8Array | null {
  const length = report[3] ?? 0;
  if (length !== headBytes + bytes + 1 || report.length < length) return null;
  const isAnswer = [0, 1, 4, 5, 7, 8, 9].every((index) => report[index] === asked[index]);
  if (!isAnswer || sum8(report.subarray(0, length - 1)) !== report[length - 1]) return null;
  return report.slice(headBytes, headBytes + bytes);
}

/** All parameters that are read: up to and with the protocol's version. */
export const parameterBytes = 0x96;

export interface Parameters {
  model: number;
  serial: string;
  trip: string;
  firmware: number;
  hasExternalSensor: boolean;
  showsFahrenheit: boolean;
  /** Minutes east of UTC; null where the bytes are no zone. */
  offsetMinutes: number | null;
  battery: number;
  start: string | null;
  now: string | null;
  capacity: number;
  count: number;
  intervalSeconds: number;
  protocol: number;
}

export function readParameters(bytes: Uint8Array): Parameters {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const protocol = bytes[0x95]!;
  const text = (at: number, length: number) =>
    latin1(bytes.subarray(at, at + length))
      .split('\0')[0]!
      .trim();
  return {
    model: view.getUint16(0),
    serial: text(0x02, 12),
    trip: text(0x10, 13),
    firmware: bytes[0x1f]!,
    hasExternalSensor: (bytes[0x21]! & 0x02) !== 0,
    showsFahrenheit: (bytes[0x21]! & 0x08) !== 0,
    offsetMinutes: offsetOf(bytes[0x24]! & 0x1f, bytes[0x2f]!),
    battery: bytes[0x27]! & 0x0f,
    start: timeAt(bytes, 0x30),
    now: timeAt(bytes, 0x88),
    capacity: view.getUint32(0x42),
    count: protocol >= 0x24 ? view.getUint32(0x46) : view.getUint16(0x48),
    intervalSeconds: view.getUint16(0x4c) * 10,
    protocol,
  };
}

/** Hours above 12 count down from 24: west of Greenwich. */
function offsetOf(hours: number, minutes: number): number | null {
  if (hours > 24 || minutes > 59) return null;
  return hours > 12 ? -(24 - hours) * 60 - minutes : hours * 60 + minutes;
}

function timeAt(bytes: Uint8Array, at: number): string | null {
  const [year, month, , day, hour, minute, second] = bytes.subarray(at, at + 7) as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return deviceClock(2000 + year, month, day, hour, minute, second);
}
