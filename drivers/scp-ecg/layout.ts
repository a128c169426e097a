/** Bytes of an SCP-ECG record from its parts. EKG notes 1.1. */
import { crcCcitt } from '../framing/crc-ccitt.ts';
import { sectionHeader } from './sections.ts';

/** Protocol version 2.0. */
export const protocolVersion = 20;
const recordHeader = 6;
const pointerLength = 10;
const highestSection = 11;

export function u8(value: number): number[] {
  return [value & 0xff];
}

export function u16(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff];
}

export function u32(value: number): number[] {
  return [...u16(value & 0xffff), ...u16(value >>> 16)];
}

export function joined(parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The record of these bodies by section number, all beside section 0, which is made here. */
export function recordOf(bodies: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const length0 = sectionHeader + pointerLength * (highestSection + 1);
  let place = recordHeader + 1;
  const pointers = Array.from({ length: highestSection + 1 }, (_, id) => {
    const body = bodies.get(id);
    const length = id === 0 ? length0 : body === undefined ? 0 : sectionHeader + body.length + (body.length % 2);
    const pointer = [...u16(id), ...u32(length), ...u32(length === 0 ? 0 : place)];
    place += length;
    return pointer;
  });
  const sections = [...bodies].sort(([a], [b]) => a - b).map(([id, body]) => section(id, body));
  const rest = joined([u32(place - 1), section(0, joined(pointers)), ...sections]);
  return joined([u16(crcCcitt(rest)), rest]);
}

function section(id: number, body: Uint8Array): Uint8Array {
  const mark = id === 0 ? [...'SCPECG'].map((letter) => letter.charCodeAt(0)) : [0, 0, 0, 0, 0, 0];
  const length = sectionHeader + body.length + (body.length % 2);
  const header = [...u16(id), ...u32(length), protocolVersion, protocolVersion, ...mark];
  const rest = joined([header, body, body.length % 2 === 0 ? [] : [0]]);
  return joined([u16(crcCcitt(rest)), rest]);
}
