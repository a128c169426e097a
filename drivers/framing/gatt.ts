/**
 * Bluetooth characteristics made of the 11073 number formats, little-endian, their fields one behind the other:
 *
 *   2A35 blood pressure      | flags 1 | systolic 2 | diastolic 2 | mean 2 | [time 7] | [pulse 2] | [user 1] | [status 2] |
 *   2A1C temperature         | flags 1 | FLOAT 4 | [time 7] | [type 1] |
 *   2A5E oximeter spot-check | flags 1 | SpO2 2 | pulse 2 | [time 7] | [measurement 2] | [device 3] | [amplitude 2] |
 *   2A9D weight              | flags 1 | weight 2 | [time 7] | [user 1] | [index 2 | height 2] |
 *
 * Bluetooth SIG, the characteristics of services 1810, 1809, 1822 and 181D.
 */
import type { Heard, Mark, ReadingNote, Span } from '../model/heard.ts';
import { isMeasurable, isPlausiblePressure, type Unit } from '../model/quantity.ts';
import { type Circumstances, saySent, sayStatus } from '../model/say.ts';
import { inOwnUnit } from '../model/unit.ts';
import { dateTime, floatOf, sfloatOf, wordAt } from './ieee11073.ts';

/** Reads a characteristic from its front. Past the end it gives zeros and remembers that it did. */
function reader(bytes: Uint8Array) {
  let at = 0;
  const integer = (length: number) => {
    at += length;
    return wordAt(bytes, at - length, length, 'little');
  };
  return {
    integer,
    sfloat: () => sfloatOf(integer(2)),
    float: () => floatOf(integer(4)),
    /** Seven bytes; null when a part is not known. */
    clock() {
      at += 7;
      return dateTime(bytes.subarray(at - 7, at));
    },
    isShort: () => at > bytes.length,
  };
}

/** What the bits of a word mean, each a mark. */
function marksOf(word: number, meanings: readonly (readonly [bit: number, mark: Mark])[]): Mark[] {
  return [...new Set(meanings.filter(([bit]) => Math.floor(word / 2 ** bit) % 2 === 1).map(([, mark]) => mark))];
}

function noteOf(deviceTime: string | null, more: ReadingNote = {}): ReadingNote {
  return { ...(deviceTime === null ? {} : { deviceTime }), ...more };
}

function tooShort(span: Span): Heard[] {
  return [{ kind: 'noise', ...span, bytes: span.at - span.from, why: 'the characteristic is cut short' }];
}

/** Cuff loose and improper position make a pressure questionable; the device gives it all the same. */
const pressureMarks = [
  [0, 'movement'],
  [1, 'questionable'],
  [2, 'irregular-beat'],
  [3, 'over-range'],
  [4, 'under-range'],
  [5, 'questionable'],
] as const;

/** 2A35: flags, systolic, diastolic, mean, [time], [pulse], [user], [status]. Pressures all or none; the marks of range are the pulse's. */
export function readBloodPressure(bytes: Uint8Array, set: number, span: Span): Heard[] {
  const from = reader(bytes);
  const flags = from.integer(1);
  const pressures = [from.sfloat(), from.sfloat(), from.sfloat()] as const;
  const time = flags & 0x02 ? from.clock() : null;
  const pulse = flags & 0x04 ? from.sfloat() : undefined;
  if (flags & 0x08) from.integer(1);
  const marks = marksOf(flags & 0x10 ? from.integer(2) : 0, pressureMarks);
  if (from.isShort()) return tooShort(span);
  const isRange = (mark: Mark) => mark === 'over-range' || mark === 'under-range';
  const about: Circumstances = { how: 'spot', set, marks: marks.filter((mark) => !isRange(mark)), note: noteOf(time) };
  return [
    ...sayCuff(pressures, flags & 0x01 ? 'kPa' : 'mm[Hg]', span, about),
    ...(pulse === undefined
      ? []
      : [saySent('pulseRate', pulse, '/min', span, { ...about, marks, note: noteOf(time, { pulseSource: 'cuff' }) })]),
  ];
}

function sayCuff([systolic, diastolic, mean]: readonly (number | null)[], unit: Unit, span: Span, about: Circumstances): Heard[] {
  const own = (value: number | null | undefined) => (value == null ? null : inOwnUnit('systolic', value, unit));
  const [high, low, middle] = [own(systolic), own(diastolic), own(mean)];
  const isNone = high === null && low === null;
  const fits = (value: number | null) => value === null || isMeasurable('systolic', value);
  const belong = high !== null && low !== null && isPlausiblePressure(high, low, middle) && [high, low, middle].every(fits);
  if (!isNone && !belong) {
    return [sayStatus('not-measurable', span, `pressures ${systolic}/${diastolic} mean ${mean} ${unit}`)];
  }
  return [
    saySent('systolic', systolic ?? null, unit, span, about),
    saySent('diastolic', diastolic ?? null, unit, span, about),
    // Many cuffs send no mean: that is not a mean without a value.
    ...(mean == null ? [] : [saySent('meanArterialPressure', mean, unit, span, about)]),
  ];
}

const temperatureSites = ['', 'armpit', 'body', 'ear', 'finger', 'gastro-intestinal tract', 'mouth', 'rectum', 'toe', 'tympanum'];

/** 2A1C: flags, temperature, [time], [type]. */
export function readTemperature(bytes: Uint8Array, set: number, span: Span): Heard[] {
  const from = reader(bytes);
  const flags = from.integer(1);
  const temperature = from.float();
  const time = flags & 0x02 ? from.clock() : null;
  const bodySite = temperatureSites[flags & 0x04 ? from.integer(1) : 0] ?? '';
  if (from.isShort()) return tooShort(span);
  const note = noteOf(time, bodySite === '' ? {} : { bodySite });
  return [saySent('temperature', temperature, flags & 0x01 ? '[degF]' : 'Cel', span, { how: 'spot', set, note })];
}

/** Bits of the measurement status that make it no measurement: demonstration, test, calibrating, unavailable, invalid. */
const noMeasurement = 0b1011_1100_0000_0000;

/** 2A5E: flags, SpO2, pulse, [time], [measurement status], [device status], [pulse amplitude]. */
export function readSpotCheck(bytes: Uint8Array, set: number, span: Span): Heard[] {
  const from = reader(bytes);
  const flags = from.integer(1);
  const sent = { spo2: from.sfloat(), pulse: from.sfloat() };
  const time = flags & 0x01 ? from.clock() : null;
  const measurement = flags & 0x02 ? from.integer(2) : 0;
  const device = flags & 0x04 ? from.integer(3) : 0;
  const amplitude = flags & 0x08 ? from.sfloat() : undefined;
  if (from.isShort()) return tooShort(span);
  const isOff = (device & 0x8800) !== 0;
  const isNone = isOff || (measurement & noMeasurement) !== 0;
  const given = (value: number | null) => (isNone ? null : value);
  const marks = isNone
    ? []
    : [
        ...marksOf(measurement, [
          [6, 'early'],
          [14, 'questionable'],
        ]),
        ...marksOf(device, [[5, 'low-perfusion']]),
      ];
  // A clock that was not set states no time.
  const note = noteOf(flags & 0x10 ? null : time, measurement & 0x0200 ? { stored: true } : {});
  const about: Circumstances = { how: 'spot', set, marks, note };
  return [
    ...(isOff ? [sayStatus(device & 0x8000 ? 'sensor-disconnected' : 'sensor-off', span)] : []),
    saySent('spo2', given(sent.spo2), '%', span, about),
    saySent('pulseRate', given(sent.pulse), '/min', span, { ...about, note: { ...note, pulseSource: 'oximeter' } }),
    ...(amplitude === undefined ? [] : [saySent('perfusionIndex', given(amplitude), '%', span, about)]),
  ];
}

/** 2A9D: flags, weight, [time], [user], [BMI, height]. FFFF is a failed weighing. */
export function readWeight(bytes: Uint8Array, set: number, span: Span): Heard[] {
  const from = reader(bytes);
  const flags = from.integer(1);
  const isImperial = (flags & 0x01) !== 0;
  const weight = from.integer(2);
  const time = flags & 0x02 ? from.clock() : null;
  if (flags & 0x04) from.integer(1);
  const [index, height] = flags & 0x08 ? [from.integer(2), from.integer(2)] : [0, 0];
  if (from.isShort()) return tooShort(span);
  if (weight === 0xffff) return [sayStatus('measurement-failed', span, 'weight')];
  const about: Circumstances = { how: 'spot', set, note: noteOf(time) };
  const kilograms = (weight * 5) / 1000;
  return [
    saySent('weight', weight === 0 ? null : isImperial ? weight / 100 : kilograms, isImperial ? '[lb_av]' : 'kg', span, about),
    ...(height === 0 ? [] : [sayHeight(height, isImperial, span, about)]),
    // An index without a height is made of an older one.
    ...(height === 0 || index === 0 ? [] : [saySent('bodyMassIndex', index / 10, 'kg/m2', span, about)]),
  ];
}

function sayHeight(height: number, isImperial: boolean, span: Span, about: Circumstances): Heard {
  return isImperial ? saySent('height', height / 10, '[in_i]', span, about) : saySent('height', height / 1000, 'm', span, about);
}
