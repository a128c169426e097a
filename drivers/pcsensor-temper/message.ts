/**
 * Questions and answers of a TEMPer stick over 8-byte HID reports. Cold-chain notes 8.
 *
 *   01 86 FF 01 ..      answer: the firmware's name as text, over two or more reports
 *   01 80 33 01 ..      answer: 8 or 16 bytes; values int16, high byte first; 4E20 (200.00) where no sensor is plugged in
 */
import type { Span } from '../model/heard.ts';
import { sayStorage } from '../model/say-storage.ts';
import type { ProbeHeard } from '../model/storage-probe.ts';
import type { Channel } from './firmware.ts';

export const reportBytes = 8;
export const askFirmware = Uint8Array.of(0x01, 0x86, 0xff, 0x01, 0, 0, 0, 0);
export const askValues = Uint8Array.of(0x01, 0x80, 0x33, 0x01, 0, 0, 0, 0);

const absent = 0x4e20;

export function firmwareIn(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.filter((byte) => byte >= 0x20 && byte < 0x7f)).trim();
}

/** A channel that the answer is too short for is not there, as on a stick without that socket. */
export function readValues(bytes: Uint8Array, channels: readonly Channel[], span: Span): ProbeHeard[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return channels.flatMap(({ quantity, sensor, at, value }) => {
    if (at + 2 > bytes.length) return [];
    const raw = view.getInt16(at);
    if (raw === absent) return [sayStorage(quantity, null, span, sensor, 'not plugged in')];
    return [sayStorage(quantity, Math.round(value(raw) * 1000) / 1000, span, sensor)];
  });
}

/** "Temp-Inner:30.48 [C],40.19 [%RH]" of the serial model; anything else is noise. */
export function readTextLine(line: string, span: Span): ProbeHeard[] {
  const found = /^Temp-(Inner|Outer):\s*([+-]?\d{1,3}(?:\.\d{1,2})?)\s*\[C\](?:,\s*(\d{1,3}(?:\.\d{1,2})?)\s*\[%RH\])?\s*$/.exec(line);
  if (found === null)
    return line.trim() === '' ? [] : [{ kind: 'noise', ...span, bytes: span.at - span.from, why: 'not a line of this probe' }];
  const sensor = found[1] === 'Inner' ? 'internal' : 'external';
  const degrees = Number(found[2]);
  const heard = [
    degrees === 200
      ? sayStorage('storageTemperature', null, span, sensor, 'not plugged in')
      : sayStorage('storageTemperature', degrees, span, sensor),
  ];
  if (found[3] !== undefined) heard.push(sayStorage('storageHumidity', Number(found[3]), span, sensor));
  return heard;
}
