/**
 * UNI-T UT330: 115200 baud, frames begun by AB CD. Reading questions only. Cold-chain notes 14, and the public program behind them.
 *
 *   AB CD 03 11 71 03       46 bytes: | head 4 | name 10 | .. | 20 interval s u24 | 23 count u16 | .. | 27 battery | 34 high, 35 low: int8 | 38 clock 6 | CRC 2 |
 *   AB CD 03 19 70 C5       | head 4 | length u32 | records of 12: yy mm dd hh mm ss, int16 temperature x 10, humidity u16, pressure u16 | CRC 2 |      length counts the CRC
 */
import { withCrcModbus } from '../framing/crc-modbus.ts';
import { deviceClock } from '../framing/device-clock.ts';
import { latin1 } from '../framing/text.ts';
import type { DeviceTime } from '../model/logger-log.ts';

export const askConfiguration = withCrcModbus([0xab, 0xcd, 0x03, 0x11]);
export const askRecords = withCrcModbus([0xab, 0xcd, 0x03, 0x19]);
export const configurationBytes = 46;
export const recordsHeadBytes = 8;
export const recordBytes = 12;
/** More than any of them holds. */
export const mostBytes = 4 * 1024 * 1024;

export function isAnswerTo(bytes: Uint8Array, question: Uint8Array): boolean {
  return bytes[0] === 0xab && bytes[1] === 0xcd && bytes[3] === question[3];
}

export interface Configuration {
  name: string;
  intervalSeconds: number;
  count: number;
  battery: number;
  highAlarm: number;
  lowAlarm: number;
  now: DeviceTime | null;
}

export function readConfiguration(bytes: Uint8Array): Configuration {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    name: latin1(bytes.subarray(4, 14)).split('\0')[0]!.trim(),
    intervalSeconds: view.getUint16(20, true) | (bytes[22]! << 16),
    count: view.getUint16(23, true),
    battery: bytes[27]!,
    highAlarm: view.getInt8(34),
    lowAlarm: view.getInt8(35),
    now: timeAt(bytes, 38),
  };
}

/** Bytes behind the eight of the head, their check among them. */
export function restLength(head: Uint8Array): number {
  return new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(4, true);
}

/** `bytes`: twelve. */
export function readRecord(bytes: Uint8Array): { at: DeviceTime | null; celsius: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { at: timeAt(bytes, 0), celsius: view.getInt16(6, true) / 10 };
}

function timeAt(bytes: Uint8Array, at: number): DeviceTime | null {
  const [year, month, day, hour, minute, second] = bytes.subarray(at, at + 6) as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return deviceClock(2000 + year, month, day, hour, minute, second);
}
