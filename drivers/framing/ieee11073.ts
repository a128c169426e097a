/**
 * Number and time formats of ISO/IEEE 11073-20601, which Bluetooth characteristics use too. 11073 itself is big-endian,
 * a characteristic little-endian.
 *
 *   SFLOAT 16 bit  | exponent 4 | mantissa 12 |     FLOAT 32 bit  | exponent 8 | mantissa 24 |     value = mantissa x 10^exponent
 *   absolute time  | century | year | month | day | hour | minute | second | hundredths |     two decimal digits a byte (11073)
 *   date and time  | year 2 | month | day | hour | minute | second |                          plain numbers (Bluetooth, 2A08)
 */
import { deviceClock } from './device-clock.ts';

/** What a device says in place of a number. */
export type Special = 'not-a-number' | 'not-at-this-resolution' | 'plus-infinity' | 'minus-infinity' | 'reserved';
export type ByteOrder = 'big' | 'little';

/** Five mantissas in a row are no numbers: the two largest positive ones and the three most negative. */
const specials: readonly Special[] = ['plus-infinity', 'not-a-number', 'not-at-this-resolution', 'reserved', 'minus-infinity'];
const firstSpecialOfSfloat = 0x07fe;
const firstSpecialOfFloat = 0x7ffffe;

/** An unsigned number of so many bytes. Past the end of the bytes there are zeros. */
export function wordAt(bytes: Uint8Array, at: number, length: number, order: ByteOrder): number {
  let word = 0;
  for (let index = 0; index < length; index += 1) word = word * 256 + (bytes[order === 'big' ? at + index : at + length - 1 - index] ?? 0);
  return word;
}

/** The exact decimal of a 16-bit word, or null where the device has no number: see specialOfSfloat. */
export function sfloatOf(word: number): number | null {
  return specialOfSfloat(word) === null ? decimal(signed(word & 0xfff, 12), signed(word >> 12, 4)) : null;
}

/** The exact decimal of a 32-bit word, or null where the device has no number: see specialOfFloat. */
export function floatOf(word: number): number | null {
  return specialOfFloat(word) === null ? decimal(signed(word & 0xffffff, 24), signed(word >>> 24, 8)) : null;
}

/** Why a 16-bit word is no number, or null when it is one. Specials have the exponent 0. */
export function specialOfSfloat(word: number): Special | null {
  return specials[word - firstSpecialOfSfloat] ?? null;
}

/** Why a 32-bit word is no number, or null when it is one. Whatever its exponent: no measurement has the digits of these mantissas. */
export function specialOfFloat(word: number): Special | null {
  return specials[(word & 0xffffff) - firstSpecialOfFloat] ?? null;
}

/** Eight bytes of binary-coded decimals as ISO 8601 without an offset; null when they are no date and time. */
export function absoluteTime(bytes: Uint8Array): string | null {
  if (bytes.length !== 8) return null;
  const [century, year, month, day, hour, minute, second, hundredths] = Array.from(bytes, twoDigits) as [number, ...number[]];
  const clock = deviceClock(century * 100 + year!, month!, day!, hour!, minute!, second!);
  if (clock === null || Number.isNaN(hundredths!)) return null;
  return hundredths === 0 ? clock : `${clock}.${String(hundredths).padStart(2, '0')}`;
}

/** Seven bytes of a characteristic as ISO 8601 without an offset; null when a part is unknown (0) or they are no date and time. */
export function dateTime(bytes: Uint8Array): string | null {
  if (bytes.length !== 7) return null;
  const [month, day, hour, minute, second] = bytes.subarray(2) as unknown as [number, number, number, number, number];
  return deviceClock(wordAt(bytes, 0, 2, 'little'), month, day, hour, minute, second);
}

/** 0x59 is 59; NaN for what is no pair of decimal digits. */
function twoDigits(byte: number): number {
  const tens = byte >> 4;
  const ones = byte & 0x0f;
  return tens > 9 || ones > 9 ? Number.NaN : tens * 10 + ones;
}

/** By its digits, not by a power: 366 x 10^-1 is 36.6 and nothing near it. */
function decimal(mantissa: number, exponent: number): number {
  return Number(`${mantissa}e${exponent}`);
}

function signed(bits: number, width: number): number {
  return bits >= 2 ** (width - 1) ? bits - 2 ** width : bits;
}
