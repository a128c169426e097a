/**
 * Questions and answers of Elitech's serial loggers. Numbers big-endian, temperatures tenths; the last byte of every frame is the sum
 * of those before it. Only the four reading questions are here. Cold-chain notes 6.1.
 *
 *   CC 00 0A 00 D6          55 A5 FA
 *   CC 00 06 00 D2          160 bytes: what it is and how it is set
 *   33 station 01 00 sum    55 | count 2 | start 7 | sum
 *   33 station 02 page sum  55 | count x int16 (and humidity) | sum
 */
import { sum8 } from '../framing/checksum.ts';
import { deviceClock } from '../framing/device-clock.ts';
import { latin1 } from '../framing/text.ts';

export const askInit = Uint8Array.of(0xcc, 0x00, 0x0a, 0x00, 0xd6);
export const initAnswer = Uint8Array.of(0x55, 0xa5, 0xfa);
export const askInfo = Uint8Array.of(0xcc, 0x00, 0x06, 0x00, 0xd2);
export const infoLength = 160;
export const headerLength = 11;

const beginsAnswer = 0x55;

export function askHeader(station: number): Uint8Array {
  return withSum([0x33, station, 0x01, 0x00]);
}

export function askPage(station: number, page: number): Uint8Array {
  return withSum([0x33, station, 0x02, page]);
}

export function withSum(bytes: readonly number[]): Uint8Array {
  return Uint8Array.of(...bytes, sum8(bytes));
}

export function isWhole(bytes: Uint8Array, length: number): boolean {
  return bytes.length === length && bytes[0] === beginsAnswer;
}

export function hasRightSum(bytes: Uint8Array): boolean {
  return bytes.length > 1 && sum8(bytes.subarray(0, -1)) === bytes.at(-1);
}

interface Model {
  name: string;
  recordsPerPage: number;
  hasHumidity: boolean;
}

const models: Readonly<Record<number, Model>> = {
  40: { name: 'RC-4', recordsPerPage: 100, hasHumidity: false },
  42: { name: 'RC-4HC', recordsPerPage: 100, hasHumidity: true },
  50: { name: 'RC-5', recordsPerPage: 500, hasHumidity: false },
};

export interface Info {
  station: number;
  /** null: a model whose pages nobody has described. */
  model: Model | null;
  modelNumber: number;
  intervalSeconds: number;
  upperLimit: number;
  lowerLimit: number;
  state: number;
  start: string | null;
  count: number;
  now: string | null;
  lastOnline: string | null;
  userText: string;
  number: string | null;
  startDelayHours: number;
  stopButton: 'permit' | 'prohibit' | null;
  tone: 'permit' | 'prohibit' | null;
  unit: 'C' | 'F';
  offset: number;
}

/** `bytes`: 160, begun by 55. */
export function readInfo(bytes: Uint8Array): Info {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const delay = bytes[148]!;
  return {
    station: bytes[1]!,
    model: models[bytes[3]!] ?? null,
    modelNumber: bytes[3]!,
    intervalSeconds: bytes[5]! * 3600 + bytes[6]! * 60 + bytes[7]!,
    upperLimit: view.getInt16(8) / 10,
    lowerLimit: view.getInt16(10) / 10,
    lastOnline: timeAt(bytes, 12),
    state: bytes[19]!,
    start: timeAt(bytes, 20),
    stopButton: permission(bytes[27]!),
    count: view.getUint16(29),
    now: timeAt(bytes, 31),
    userText: textAt(bytes, 38, 100),
    number: textAt(bytes, 138, 10) || null,
    startDelayHours: (delay >> 4) + (delay & 0x0f) / 2,
    tone: permission(bytes[149]!),
    unit: bytes[151] === 0x13 ? 'F' : 'C',
    offset: view.getInt8(152) / 10,
  };
}

function permission(byte: number): 'permit' | 'prohibit' | null {
  return byte === 0x13 ? 'permit' : byte === 0x31 ? 'prohibit' : null;
}

export function readHeader(bytes: Uint8Array): { count: number; start: string | null } {
  return { count: (bytes[1]! << 8) | bytes[2]!, start: timeAt(bytes, 3) };
}

/** Degrees of a page's records. */
export function readPage(bytes: Uint8Array, hasHumidity: boolean): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = hasHumidity ? 4 : 2;
  return Array.from({ length: Math.floor((bytes.length - 2) / width) }, (_, index) => view.getInt16(1 + width * index) / 10);
}

/** All FF: none. */
function timeAt(bytes: Uint8Array, at: number): string | null {
  const [high, low, month, day, hour, minute, second] = bytes.subarray(at, at + 7) as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return deviceClock((high << 8) | low, month, day, hour, minute, second);
}

/** Up to the first zero; FF is unset. */
function textAt(bytes: Uint8Array, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.findIndex((byte) => byte === 0 || byte === 0xff);
  return latin1(end < 0 ? field : field.subarray(0, end)).trim();
}
