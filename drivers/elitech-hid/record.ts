/**
 * One record of eight bytes, a little-endian number. Cold-chain notes 6.4.
 *
 *   bits  0-7 flags | 9 more temperature | 10-15 second | 16-22 year - 2000 | 23-26 month | 27-31 day | 32-36 hour | 37-47 temperature x 10 | 48-53 minute | 54-63 humidity x 10
 */
import { deviceClock } from '../framing/device-clock.ts';
import type { DeviceTime } from '../model/logger-log.ts';

const flagNames = { mark: 0x01, pause: 0x02, stop: 0x04, light: 0x10, vibration: 0x20 } as const;
const negativeTemperature = 0x08;
const negativeHumidity = 0x40;
const fault = 0x80;
/** From this protocol on the two highest flags always stand, and mean nothing. */
const markedProtocol = 0x35;
/** A bit beyond the eleven of the temperature, from this protocol on, is read in two ways by two programs; it only matters above so much. */
const furtherBit = 0x200;
const furtherBitProtocol = 0x23;
const highestCelsius = 100;

export interface ElitechRecord {
  at: DeviceTime;
  /** Celsius; null where the logger marks a fault. */
  temperature: number | null;
  humidity: number | null;
  flags: string[];
}

export type ReadRecord = ElitechRecord | 'empty' | { fault: string };

/** `bytes`: eight. */
export function readRecord(bytes: Uint8Array, protocol: number): ReadRecord {
  if (bytes.every((byte) => byte === 0xff)) return 'empty';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [low, high] = [view.getUint32(0, true), view.getUint32(4, true)];
  const flags = low & 0xff;
  const at = deviceClock(
    2000 + ((low >>> 16) & 0x7f),
    (low >>> 23) & 0x0f,
    low >>> 27,
    high & 0x1f,
    (high >>> 16) & 0x3f,
    (low >>> 10) & 0x3f,
  );
  if (at === null) return { fault: 'its time is none' };
  const size = ((high >>> 5) & 0x7ff) / 10;
  if (size > highestCelsius) return { fault: `${size} °C is beyond what the record tells for sure` };
  if (protocol >= furtherBitProtocol && (low & furtherBit) !== 0)
    return { fault: `its temperature has a further bit, which makes it more than ${highestCelsius} °C` };
  const moisture = (high >>> 22) / 10;
  const isMarked = protocol >= markedProtocol;
  const isFault = !isMarked && (flags & fault) !== 0;
  return {
    at,
    temperature: isFault ? null : signed(size, (flags & negativeTemperature) !== 0),
    humidity: moisture === 0 ? null : signed(moisture, !isMarked && (flags & negativeHumidity) !== 0),
    flags: [...Object.entries(flagNames).flatMap(([name, bit]) => (flags & bit ? [name] : [])), ...(isFault ? ['error'] : [])],
  };
}

function signed(size: number, isNegative: boolean): number {
  return isNegative && size !== 0 ? -size : size;
}
