import { describe, expect, test } from 'vitest';
import { masimo } from '../../drivers/masimo/driver.ts';
import { hearPieces, readingsOf, variantOf } from '../support/replay.ts';
import { hearText, noiseOf, person, statusesOf, valuesOf } from './heard-values.ts';

const variant = variantOf(masimo, 'ascii-1');
const rad8 = (values: string, tail = 'ALARM=0000 EXC=000800') =>
  `02/22/16 22:47:45 SN=0000056661 ${values} DESAT=-- PIDELTA=+-- ${tail}<CR><LF>`;

describe('an ASCII 1 line', () => {
  test('of a Rad-8', () => {
    const heard = hearText(variant, rad8('SPO2=098% BPM=097 PI=03.60% SPCO=--.-% SPMET=--.-%'));
    expect(valuesOf(heard)).toEqual({ spo2: 98, pulseRate: 97, perfusionIndex: 3.6 });
    expect(readingsOf(heard)[0]).toMatchObject({ how: 'continuous', note: { deviceTime: '2016-02-22T22:47:45' } });
    expect(readingsOf(heard)[0]?.marks).toBeUndefined();
    expect(statusesOf(heard)).toEqual([]);
  });

  test('may lack the perfusion index, and may have keys nobody knows', () => {
    expect(valuesOf(hearText(variant, rad8('NEW=12 SPO2=098% BPM=097 OTHER=')))).toEqual({ spo2: 98, pulseRate: 97 });
  });

  test('with dashes has no value', () => {
    expect(valuesOf(hearText(variant, rad8('SPO2=---% BPM=--- PI=--.--%')))).toEqual({ spo2: null, pulseRate: null, perfusionIndex: null });
  });

  test.each([
    ['000001', 'sensor-disconnected'],
    ['000002', 'sensor-defective'],
    ['000808', 'searching'],
    ['0000820', 'sensor-off'],
    ['000080', 'sensor-defective'],
  ])('with EXC %s has no value although digits are sent: %s', (bits, status) => {
    const heard = hearText(variant, rad8('SPO2=098% BPM=097 PI=03.60%', `ALARM=0000 EXC=${bits}`));
    expect(valuesOf(heard)).toEqual({ spo2: null, pulseRate: null, perfusionIndex: null });
    expect(statusesOf(heard)).toEqual([status]);
  });

  test.each([
    ['000804', ['low-perfusion']],
    ['000810', ['interference']],
    ['000850', ['interference']],
    ['0000C00', ['low-signal']],
  ])('with EXC %s keeps the doubt with the value: %s', (bits, marks) => {
    for (const reading of readingsOf(hearText(variant, rad8('SPO2=098% BPM=097', `ALARM=0000 EXC=${bits}`))))
      expect(reading.marks).toEqual(marks);
  });

  test('an alarm is said when it comes and when it goes, and going does not make a sensor ready', () => {
    const off = (alarm: string) => rad8('SPO2=098% BPM=097', `ALARM=${alarm} EXC=000820`);
    expect(statusesOf(hearText(variant, off('0002') + off('0002') + off('0000')))).toEqual(['sensor-off', 'alarm', 'sensor-off']);
  });

  test('is read by its keys, whichever and in whatever order', () => {
    expect(valuesOf(hearText(variant, '02/22/16 22:47:45 EXC=000800 PI=03.60% SPO2=098%<CR><LF>'))).toEqual({
      spo2: 98,
      perfusionIndex: 3.6,
    });
    expect(valuesOf(hearText(variant, '02/22/16 22:47:45 BPM=097 NEW=7 EXC=800<LF>'))).toEqual({ pulseRate: 97 });
  });

  test.each([
    ['02/22/16 22:47:45 SPO2=098% BPM=097'],
    ['02/22/16 22:47:45 PI=03.60% EXC=000800'],
    ['SPO2=098% BPM=097 EXC=000800'],
    ['02/22/16 22:47:45 SPO2=098% BPM=097 EXC=SET'],
    ['02/22/16 22:47:45 SPO2=098% garbage EXC=000800'],
  ])('%s is noise', (line) => {
    const heard = hearText(variant, `${line}<CR><LF>`);
    expect(readingsOf(heard)).toEqual([]);
    expect(noiseOf(heard)).toBe(line.length + 2);
  });

  test('with a date that is none has no device time', () => {
    expect(readingsOf(hearText(variant, '13/40/16 22:47:45 SPO2=098% BPM=097 EXC=800<LF>'))[0]?.note?.deviceTime).toBeUndefined();
  });
});

test('ASCII 2 is named, once; its values are doubted, and its zeros are no values', () => {
  const heard = hearText(
    variant,
    '09/21/08 09:56:12 SpO2=097 PR=069 PI=04.69 EXC=800:SET<CR><LF>09/21/08 09:56:13 SpO2=000 PR=000 PI=00.00 EXC=820:OffPat,SET<CR><LF>',
  );
  const first = readingsOf(heard).filter(({ set }) => set === 1);
  expect(valuesOf(first)).toEqual({ spo2: 97, pulseRate: 69, perfusionIndex: 4.69 });
  expect(first.map(({ marks }) => marks)).toEqual([['questionable'], ['questionable'], ['questionable']]);
  expect(first[0]!.note?.deviceTime).toBe('2008-09-21T09:56:12');
  expect(valuesOf(readingsOf(heard).filter(({ set }) => set === 2))).toEqual({ spo2: null, pulseRate: null, perfusionIndex: null });
  expect(statusesOf(heard)).toEqual(['wrong-dialect']);
  const zeros = hearText(variant, '09/21/08 09:56:13 SpO2=000 PR=000 PI=00.00 EXC=800:SET<CR><LF>');
  expect(valuesOf(zeros)).toEqual({ spo2: null, pulseRate: null, perfusionIndex: null });
});

test('the simulated monitor is heard as it was set', () => {
  const simulation = masimo.simulate(person);
  const on = simulation.next()!.bytes;
  simulation.press('finger-out', 0);
  const heard = hearPieces(variant, [on, simulation.next()!.bytes]);
  const values = readingsOf(heard).map(({ quantity, value }) => [quantity, value]);
  expect(values[0]).toEqual(['spo2', 98]);
  expect(Math.abs(Number(values[1]![1]) - 72)).toBeLessThanOrEqual(1);
  expect(values.slice(2)).toEqual([
    ['perfusionIndex', 3.6],
    ['spo2', null],
    ['pulseRate', null],
    ['perfusionIndex', null],
  ]);
  expect(statusesOf(heard)).toEqual(['sensor-off']);
});
