/**
 * Lascar EL-USB over two bulk endpoints. Little-endian. Reading questions only; `01`, which writes a configuration, is not here.
 * Cold-chain notes 7.1.
 *
 *   00 FF FF      02 | length 2 |, then the configuration:
 *                 0 model | 2 name 16 | 18 hour minute second day month year | 24 delay s u32 | 28 interval s u16 | 30 samples u16 | 34 high, 35 low raw | 46 unit | 48 firmware 4 | 52 serial u32
 *   03 FF FF      02 | length 2 |, then the whole sample memory; FF is unused
 */
import { deviceClock } from '../framing/device-clock.ts';
import { latin1 } from '../framing/text.ts';
import type { DegreeUnit, DeviceTime } from '../model/logger-log.ts';

export const askConfiguration = Uint8Array.of(0x00, 0xff, 0xff);
export const askSamples = Uint8Array.of(0x03, 0xff, 0xff);
export const headBytes = 3;
export const shortestConfiguration = 64;

/** Bytes that follow; null where the head is none. */
export function lengthIn(head: Uint8Array): number | null {
  return head.length === headBytes && head[0] === 0x02 ? head[1]! | (head[2]! << 8) : null;
}

interface Model {
  name: string;
  hasHumidity: boolean;
}

/** Models whose bytes are known to be half degrees above -40 °C, or degrees above -40 °F. */
const models: Readonly<Record<number, Model>> = {
  1: { name: 'EL-USB-1', hasHumidity: false },
  2: { name: 'EL-USB-1', hasHumidity: false },
  3: { name: 'EL-USB-2', hasHumidity: true },
  8: { name: 'EL-USB-LITE', hasHumidity: false },
  12: { name: 'EL-USB-2-LCD', hasHumidity: true },
  13: { name: 'EL-USB-2+', hasHumidity: true },
  16: { name: 'EL-USB-2-LCD+', hasHumidity: true },
  19: { name: 'EL-USB-1-LCD', hasHumidity: false },
  21: { name: 'EL-USB-1-LCD', hasHumidity: false },
};

export interface Configuration {
  modelNumber: number;
  model: Model | null;
  name: string;
  start: DeviceTime | null;
  delaySeconds: number;
  intervalSeconds: number;
  count: number;
  highAlarm: number;
  lowAlarm: number;
  unit: DegreeUnit;
  firmware: string;
  serial: string;
}

/** `bytes`: 64 at least. */
export function readConfiguration(bytes: Uint8Array): Configuration {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unit = bytes[46] === 1 ? 'F' : 'C';
  const [hour, minute, second, day, month, year] = bytes.subarray(18, 24) as unknown as [number, number, number, number, number, number];
  return {
    modelNumber: bytes[0]!,
    model: models[bytes[0]!] ?? null,
    name: latin1(bytes.subarray(2, 18)).split('\0')[0]!.trim(),
    start: deviceClock(2000 + year, month, day, hour, minute, second),
    delaySeconds: view.getUint32(24, true),
    intervalSeconds: view.getUint16(28, true),
    count: view.getUint16(30, true),
    highAlarm: degrees(bytes[34]!, unit),
    lowAlarm: degrees(bytes[35]!, unit),
    unit,
    firmware: latin1(bytes.subarray(48, 52)).trim(),
    serial: String(view.getUint32(52, true)),
  };
}

export function degrees(raw: number, unit: DegreeUnit): number {
  return unit === 'C' ? raw / 2 - 40 : raw - 40;
}

const unused = 0xff;

/** Temperatures of the memory; null where a pair is not one. Ends at the first unused byte. */
export function readSamples(bytes: Uint8Array, count: number, { hasHumidity }: Model, unit: DegreeUnit): (number | null)[] {
  const width = hasHumidity ? 2 : 1;
  const values: (number | null)[] = [];
  for (let index = 0; index < count && (index + 1) * width <= bytes.length; index += 1) {
    const raw = bytes[index * width]!;
    if (raw === unused) break;
    const isNone = hasHumidity && raw === 0 && bytes[index * width + 1] === 0;
    values.push(isNone ? null : degrees(raw, unit));
  }
  return values;
}
