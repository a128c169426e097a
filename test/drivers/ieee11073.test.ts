import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBloodPressure, readSpotCheck, readTemperature, readWeight } from '../../drivers/framing/gatt.ts';
import { absoluteTime, dateTime, floatOf, sfloatOf, specialOfFloat, specialOfSfloat, wordAt } from '../../drivers/framing/ieee11073.ts';
import { isMeasurable } from '../../drivers/model/quantity.ts';
import { bytesOfHex, readingsOf } from '../support/replay.ts';
import { noiseOf, statusesOf, valuesOf } from './heard-values.ts';

const little = (hex: string) => wordAt(bytesOfHex(hex), 0, bytesOfHex(hex).length, 'little');
const big = (hex: string) => wordAt(bytesOfHex(hex), 0, bytesOfHex(hex).length, 'big');
const hear = (read: typeof readWeight, hex: string) => {
  const bytes = bytesOfHex(hex);
  return read(bytes, 1, { from: 0, at: bytes.length });
};

describe('SFLOAT', () => {
  test.each([
    ['78 00', 120],
    ['6E F1', 36.6],
    ['58 F2', 60],
    ['CE FF', -5],
    ['FF 07', null],
    ['00 08', null],
    ['FE 07', null],
    ['02 08', null],
    ['01 08', null],
    ['FD 07', 2045],
    ['03 08', -2045],
    ['01 80', 1e-8],
    ['01 70', 1e7],
  ])('%s is %s', (hex, value) => {
    expect(sfloatOf(little(hex))).toBe(value);
  });

  test('is the decimal of its digits for every word, without the dust of binary fractions', () => {
    for (let word = 0; word < 0x10000; word += 1) {
      const value = sfloatOf(word);
      if (value !== null)
        expect(
          String(value)
            .replace(/e[+-]\d+$/, '')
            .replace(/[-.]/g, '')
            .replace(/^0+/, '').length,
        ).toBeLessThanOrEqual(11);
    }
  });
});

test.each([
  ['6E 01 00 FF', 36.6],
  ['DA 03 00 FF', 98.6],
  ['D5 02 00 FF', 72.5],
  ['FF FF 7F 00', null],
  ['00 00 80 00', null],
  ['FE FF 7F 00', null],
  ['02 00 80 00', null],
  ['01 00 80 00', null],
  ['1C 03 00 FF', 79.6],
  ['FB FF FF 00', -5],
])('FLOAT %s is %s', (hex, value) => {
  expect(floatOf(little(hex))).toBe(value);
});

test('both ends first', () => {
  expect([sfloatOf(big('F2 58')), sfloatOf(little('58 F2'))]).toEqual([60, 60]);
  expect([floatOf(big('FF 00 02 FA')), floatOf(little('FA 02 00 FF'))]).toEqual([76.2, 76.2]);
});

test.each([
  ['07 FE', '00 7F FF FE', 'plus-infinity'],
  ['07 FF', '00 7F FF FF', 'not-a-number'],
  ['08 00', '00 80 00 00', 'not-at-this-resolution'],
  ['08 01', '00 80 00 01', 'reserved'],
  ['08 02', '00 80 00 02', 'minus-infinity'],
  ['07 FD', '00 7F FF FD', null],
  ['08 03', '00 80 00 03', null],
  ['F2 58', 'FF 00 02 FA', null],
])('%s and %s say %s', (sfloat, float, special) => {
  expect([specialOfSfloat(big(sfloat)), specialOfFloat(big(float))]).toEqual([special, special]);
});

test.each([
  ['20 10 07 21 15 35 53 00', '2010-07-21T15:35:53'],
  ['20 07 12 06 12 10 00 07', '2007-12-06T12:10:00.07'],
  ['20 10 13 21 15 35 53 00', null],
  ['20 1A 07 21 15 35 53 00', null],
  ['20 10 07 21 15 35 53 0F', null],
  ['00 00 00 00 00 00 00 00', null],
  ['20 10 07 21 15 35 53', null],
])('the absolute time %s is %s', (hex, time) => {
  expect(absoluteTime(bytesOfHex(hex))).toBe(time);
});

test.each([
  ['EA 07 03 0E 09 05 00', '2026-03-14T09:05:00'],
  ['EA 07 02 1E 09 05 00', null],
  ['00 00 03 0E 09 05 00', null],
  ['EA 07 03 0E 09 05', null],
])('the date and time %s is %s', (hex, time) => {
  expect(dateTime(bytesOfHex(hex))).toBe(time);
});

describe('blood pressure', () => {
  test('128/83, mean 98, pulse 72 at 2026-03-14 09:05', () => {
    const heard = hear(readBloodPressure, '16 80 00 53 00 62 00 EA 07 03 0E 09 05 00 48 00 00 00');
    expect(valuesOf(heard)).toEqual({ systolic: 128, diastolic: 83, meanArterialPressure: 98, pulseRate: 72 });
    for (const reading of readingsOf(heard)) {
      expect(reading.note?.deviceTime).toBe('2026-03-14T09:05:00');
      expect(reading.marks).toBeUndefined();
    }
  });

  test('in kilopascals keeps what was sent', () => {
    const heard = hear(readBloodPressure, '01 A0 F0 68 F0 7B F0');
    expect(readingsOf(heard)[0]).toMatchObject({ quantity: 'systolic', value: 120.01, sent: { value: 16, unit: 'kPa' } });
  });

  test('without a mean has none, and without any number has no value', () => {
    expect(valuesOf(hear(readBloodPressure, '00 80 00 53 00 FF 07'))).toEqual({ systolic: 128, diastolic: 83 });
    expect(valuesOf(hear(readBloodPressure, '00 FF 07 FF 07 FF 07'))).toEqual({ systolic: null, diastolic: null });
  });

  test('keeps the device’s doubts; doubts about the pulse stay with the pulse', () => {
    const heard = hear(readBloodPressure, '1C 80 00 53 00 62 00 48 00 FF 0F 00');
    const marks = Object.fromEntries(readingsOf(heard).map((reading) => [reading.quantity, reading.marks]));
    expect(marks.systolic).toEqual(['movement', 'questionable', 'irregular-beat']);
    expect(marks.pulseRate).toEqual(['movement', 'questionable', 'irregular-beat', 'over-range']);
  });

  test.each(['00 53 00 80 00 62 00', '00 80 00 53 00 90 00', '00 80 00 FF 07 62 00', '00 80 00 0A 00 62 00'])(
    '%s cannot belong together',
    (hex) => {
      expect(readingsOf(hear(readBloodPressure, hex))).toEqual([]);
      expect(statusesOf(hear(readBloodPressure, hex))).toEqual(['not-measurable']);
    },
  );

  test('with an unknown date has no device time', () => {
    expect(readingsOf(hear(readBloodPressure, '02 80 00 53 00 62 00 00 00 00 00 09 05 00'))[0]?.note?.deviceTime).toBeUndefined();
  });
});

describe('temperature', () => {
  test('in either unit, with its place', () => {
    expect(hear(readTemperature, '04 6E 01 00 FF 09')).toEqual([expect.objectContaining({ value: 36.6, note: { bodySite: 'tympanum' } })]);
    expect(hear(readTemperature, '01 DA 03 00 FF')).toEqual([
      expect.objectContaining({ value: 37, sent: { value: 98.6, unit: '[degF]' } }),
    ]);
    expect(valuesOf(hear(readTemperature, '00 FF FF 7F 00'))).toEqual({ temperature: null });
  });
});

describe('a spot check of the oximeter', () => {
  test('98 %, 72', () => {
    expect(valuesOf(hear(readSpotCheck, '00 62 00 48 00'))).toEqual({ spo2: 98, pulseRate: 72 });
  });

  test('with every part that may follow', () => {
    const heard = hear(readSpotCheck, '0F 62 00 48 00 EA 07 03 0E 09 05 00 40 02 20 00 00 24 F0');
    expect(valuesOf(heard)).toEqual({ spo2: 98, pulseRate: 72, perfusionIndex: 3.6 });
    expect(readingsOf(heard)[0]).toMatchObject({
      marks: ['early', 'low-perfusion'],
      note: { deviceTime: '2026-03-14T09:05:00', stored: true },
    });
  });

  test.each(['00 04', '00 08', '00 10', '00 20', '00 80'])('with the status %s there is no value', (status) => {
    expect(valuesOf(hear(readSpotCheck, `02 62 00 48 00 ${status}`))).toEqual({ spo2: null, pulseRate: null });
  });

  test('with the finger out or the sensor away there is no value', () => {
    for (const [device, status] of [
      ['00 08 00', 'sensor-off'],
      ['00 80 00', 'sensor-disconnected'],
    ]) {
      const heard = hear(readSpotCheck, `04 62 00 48 00 ${device}`);
      expect(valuesOf(heard)).toEqual({ spo2: null, pulseRate: null });
      expect(statusesOf(heard)).toEqual([status]);
    }
  });

  test('whose clock was not set states no time', () => {
    expect(readingsOf(hear(readSpotCheck, '11 62 00 48 00 EA 07 03 0E 09 05 00'))[0]?.note?.deviceTime).toBeUndefined();
  });
});

describe('weight', () => {
  test('90.98 kg is not one of its steps; 90.98 lb is', () => {
    expect(valuesOf(hear(readWeight, '00 14 47'))).toEqual({ weight: 90.98 });
    expect(hear(readWeight, '01 8A 23')).toEqual([expect.objectContaining({ value: 41.27, sent: { value: 90.98, unit: '[lb_av]' } })]);
  });

  test('with height and index', () => {
    expect(valuesOf(hear(readWeight, '08 14 47 1C 01 FB 06'))).toEqual({ weight: 90.98, height: 178.7, bodyMassIndex: 28.4 });
    expect(valuesOf(hear(readWeight, '08 14 47 1C 01 00 00'))).toEqual({ weight: 90.98 });
  });

  test('FFFF is a failure, zero is no value', () => {
    expect(statusesOf(hear(readWeight, '00 FF FF'))).toEqual(['measurement-failed']);
    expect(valuesOf(hear(readWeight, '00 00 00'))).toEqual({ weight: null });
  });
});

test.each([readBloodPressure, readTemperature, readSpotCheck, readWeight])(
  'whatever the bytes, %o never throws and gives nothing unmeasurable',
  (read) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
        for (const reading of readingsOf(read(bytes, 1, { from: 0, at: bytes.length }))) {
          if (reading.value !== null) expect(isMeasurable(reading.quantity, reading.value)).toBe(true);
        }
      }),
      { numRuns: 500, seed: 20260314 },
    );
  },
);

test('a characteristic that is cut short gives nothing', () => {
  const whole = bytesOfHex('16 80 00 53 00 62 00 EA 07 03 0E 09 05 00 48 00 00 00');
  for (let length = 1; length < whole.length; length += 1) {
    const heard = readBloodPressure(whole.subarray(0, length), 1, { from: 0, at: length });
    expect(readingsOf(heard)).toEqual([]);
    expect(noiseOf(heard)).toBe(length);
  }
});
