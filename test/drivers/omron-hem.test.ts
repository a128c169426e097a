import { describe, expect, test } from 'vitest';
import { omronHem } from '../../drivers/omron-hem/driver.ts';
import { dataOf, kindOf, questionReports } from '../../drivers/omron-hem/message.ts';
import { bytesOfHex, readingsOf, variantOf } from '../support/replay.ts';
import { hearHex, noiseOf, statusesOf, valuesOf } from './heard-values.ts';

const variant = variantOf(omronHem, 'hid');

describe('an answer', () => {
  test('with a stored reading: 2007-01-01 00:06:38, 123/78, pulse 87', () => {
    const heard = hearHex(variant, '07 4F 4B 00 07 01 01 00  07 06 26 00 00 7B 4E 57  03 00 00 45 00 7B 4E 57');
    expect(valuesOf(heard)).toEqual({ systolic: 123, diastolic: 78, pulseRate: 87 });
    for (const reading of readingsOf(heard)) {
      expect(reading).toMatchObject({ how: 'spot', set: 1, note: { deviceTime: '2007-01-01T00:06:38', stored: true } });
      expect(reading.marks).toBeUndefined();
    }
  });

  test('with a weekly average is no measurement', () => {
    const average = [...bytesOfHex('4F 4B 00 80 03 06 0C 1F 61 4C 4D F6')];
    expect(kindOf(average)).toBe('average');
    expect(hearHex(variant, '07 4F 4B 00 80 03 06 0C 05 1F 61 4C 4D F6 00 00')).toEqual([]);
  });

  test('with a count: two, of which the check byte is over the data', () => {
    const count = [...bytesOfHex('4F 4B 00 00 14 00 02 16')];
    expect(kindOf(count)).toBe('count');
    expect(dataOf(count)).toEqual([0x00, 0x14, 0x00, 0x02]);
  });

  test('with the model', () => {
    const heard = hearHex(variant, '07 4F 4B 00 4D 37 30 38 07 30 49 54 20 32 30 37 01 4A 49 00 20 32 30 37');
    expect(heard).toEqual([expect.objectContaining({ status: 'identity', identity: { model: 'M7080IT 207' } })]);
  });

  test.each([
    ['irregular beat', '01', '44', ['irregular-beat']],
    ['movement', '02', '47', ['movement']],
  ])('keeps %s with the values', (_name, flags, check, marks) => {
    const heard = hearHex(variant, `07 4F 4B 00 07 01 01 00 07 06 26 00 00 7B 4E 57 03 00 ${flags} ${check} 00 00 00 00`);
    for (const reading of readingsOf(heard)) expect(reading.marks).toEqual(marks);
    expect(readingsOf(heard)).toHaveLength(3);
  });

  test('whose check byte is wrong is noise', () => {
    const heard = hearHex(variant, '07 4F 4B 00 07 01 01 00 07 06 26 00 00 7B 4E 57 03 00 00 46 00 7B 4E 57');
    expect(readingsOf(heard)).toEqual([]);
    expect(noiseOf(heard)).toBe(24);
  });

  test('of "not ready", "busy" or nothing is passed over', () => {
    expect(hearHex(variant, '02 4E 4F 00 00 00 00 00 08 60 00 00 00 00 00 00 00 00 00 00 00 00 00 00')).toEqual([]);
  });

  test('with an empty memory says so', () => {
    expect(statusesOf(hearHex(variant, '07 4F 4B 00 00 00 00 00 01 00 00 00 00 00 00 00'))).toEqual(['no-stored-readings']);
  });
});

test('a question ends with the exclusive or of its arguments, in reports of seven bytes', () => {
  expect(questionReports('GME', [0x00, 0x01, 0x00, 0x02], true)).toEqual([
    bytesOfHex('07 47 4D 45 00 01 00 02'),
    bytesOfHex('01 03 00 00 00 00 00 00'),
  ]);
  expect(questionReports('VER', [0x30, 0x30], false)).toEqual([bytesOfHex('05 56 45 52 30 30 00 00')]);
});
