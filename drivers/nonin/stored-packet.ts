/**
 * Data format 13: one spot-check measurement, fresh or from memory, with the device's own clock (BCD).
 *
 *   00 02 | 00 0D | length (2) | century year month day hour minute second fraction | status (2) | pulse (2) | . | SpO2 | sum | 03
 *
 * Here the pulse is 9 bits in plain binary order, unlike the 7-bit halves of the other formats.
 */
import { sum8 } from '../framing/checksum.ts';
import { deviceClock } from '../framing/device-clock.ts';
import { createWindow } from '../framing/window.ts';
import type { Decoder } from '../model/driver.ts';
import type { Heard, Span } from '../model/heard.ts';
import { sayStatus } from '../model/say.ts';
import { saturationOf, sayOximetry } from './values.ts';

const headerLength = 6;
const shortestData = 14;
/** The section may grow in later firmware; nothing seen or described comes near this. */
const longestData = 64;

export function decodeStoredPackets(): Decoder {
  const window = createWindow('not a spot-check packet');
  let set = 0;
  function hear(bytes: Uint8Array): Heard[] {
    window.push(bytes);
    const heard: Heard[] = [];
    while (window.length > 0) {
      const length = lengthOf(window.slice(0, headerLength));
      if (length === 'unknown') break;
      if (length !== null && window.length < length) break;
      const data = length === null ? null : readData(window.slice(0, length));
      if (length === null || data === null) {
        window.discard();
        const long = window.longNoise();
        if (long !== null) heard.push(long);
        continue;
      }
      const { noise, from, at } = window.take(length);
      if (noise !== null) heard.push(noise);
      set += 1;
      heard.push(...say(data, set, { from, at }));
    }
    return heard;
  }
  return {
    hear,
    end() {
      while (window.length > 0) window.discard();
      const noise = window.noise();
      return noise === null ? [] : [noise];
    },
  };
}

/** The whole packet's length, null where no packet begins here, 'unknown' while the header is still coming. */
function lengthOf(header: readonly number[]): number | null | 'unknown' {
  const expected = [0x00, 0x02, 0x00, 0x0d];
  if (header.slice(0, 4).some((byte, index) => byte !== expected[index])) return null;
  if (header.length < headerLength) return 'unknown';
  const data = (header[4]! << 8) | header[5]!;
  return data < shortestData || data > longestData ? null : headerLength + data + 2;
}

/** The data section, or null when the check sum, the end mark or the clock's digits are wrong. */
function readData(packet: readonly number[]): number[] | null {
  const data = packet.slice(headerLength, -2);
  if (packet.at(-1) !== 0x03 || packet.at(-2) !== sum8(data)) return null;
  return data.slice(0, 8).every((byte) => byte >> 4 < 10 && (byte & 0x0f) < 10) ? data : null;
}

function say(data: readonly number[], set: number, span: Span): Heard[] {
  const [high = 0, low = 0, pulseHigh = 0, pulseLow = 0, , saturation = 0] = data.slice(8);
  const isNone = (high & 0x01) !== 0;
  const pulse = ((pulseHigh & 0x01) << 8) | pulseLow;
  const deviceTime = clockOf(data);
  const note = {
    ...(deviceTime === null ? {} : { deviceTime }),
    ...(low & 0x10 ? { stored: true as const } : {}),
    ...(high & 0x02 ? { smartPoint: true as const } : {}),
  };
  return [
    ...(low & 0x01 ? [sayStatus('low-battery', span)] : []),
    ...sayOximetry(
      { pulse: isNone || pulse === 511 ? null : pulse, saturation: isNone ? null : saturationOf(saturation), how: 'spot', marks: [], note },
      set,
      span,
    ),
  ];
}

function clockOf(data: readonly number[]): string | null {
  const [century = 0, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = data.map(
    (byte) => (byte >> 4) * 10 + (byte & 0x0f),
  );
  return deviceClock(century * 100 + year, month, day, hour, minute, second);
}
