/** A BV tag's file made up by us: every point, cut anywhere, damaged anywhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBvTag } from '../../drivers/bv-tag/decode.ts';
import { bvTag } from '../../drivers/bv-tag/format.ts';
import { UnreadableLog } from '../../drivers/model/logger-format.ts';

const start = Date.UTC(2026, 3, 3, 8) / 1000;
const temperatures = [46, 50, -12, 81, 5000 % 300];

function file(withHumidity = false): Buffer {
  const bytes = Buffer.alloc(409);
  const put = (from: number, count: number, value: number) => {
    for (let index = 0; index < count; index += 1) bytes[from + index] = Math.floor(value / 16 ** index) % 16;
  };
  put(0, 8, 123456);
  put(28, 8, start);
  put(36, 8, start + 300 * (temperatures.length - 1));
  put(52, 8, 300);
  put(60, 1, 12);
  put(61, 4, 0x6050);
  put(401, 8, temperatures.length);
  bytes.write('Fridge 1', 253, 'latin1');
  bytes.write('GMT -05', 275, 'latin1');
  bytes.fill(0xcc, 305, 401);
  const points = temperatures.map((value) => {
    const point = Buffer.alloc(withHumidity ? 8 : 4);
    for (let index = 0; index < 4; index += 1) point[index] = ((value & 0xffff) >> (4 * index)) & 15;
    // 45.0 %
    if (withHumidity) point.set([2, 12, 1, 0], 4);
    return point;
  });
  return Buffer.concat([bytes, ...points, Buffer.from('dataend')]);
}

describe('a BV tag', () => {
  it.each([false, true])('every point, with humidity beside it: %s', (withHumidity) => {
    const log = readBvTag(file(withHumidity));
    expect(log.readings.map(({ at, value }) => [at, value])).toEqual(
      [4.6, 5, -1.2, 8.1, 20].map((value, index) => [`2026-04-03T08:${String(5 * index).padStart(2, '0')}:00`, value]),
    );
    expect(log).toMatchObject({
      serial: '123456',
      unit: 'C',
      intervalSeconds: 300,
      clock: { offsetMinutes: 0, written: 'GMT -05' },
      skipped: [],
    });
    expect(log.notes).toEqual([expect.stringContaining('1 values are below zero')]);
    expect(new Map(log.facts).get('High trip point A')).toBe('8');
    expect(new Map(log.facts).get('Name')).toBe('Fridge 1');
  });

  it('cut off keeps the points before, and says so; a damaged point is listed', () => {
    const whole = file();
    expect(readBvTag(whole.subarray(0, 409 + 10))).toMatchObject({
      readings: { length: 2 },
      notes: [expect.stringContaining('after 2 of 5'), expect.stringContaining('cannot be told')],
    });
    whole[409 + 4] = 0x30;
    expect(readBvTag(whole)).toMatchObject({ readings: { length: 4 }, skipped: [{ line: 2 }] });
  });

  it('with humidity, cut off, never gives it as a temperature', () => {
    const whole = file(true);
    for (const [length, values] of [
      [409 + 40 + 3, [4.6, 5, -1.2, 8.1, 20]],
      [409 + 40, [4.6, 5, -1.2, 8.1, 20]],
      [409 + 33, [4.6, 5, -1.2, 8.1]],
      [409 + 21, [4.6, 5]],
    ] as const)
      expect(readBvTag(whole.subarray(0, length)).readings.map(({ value }) => value)).toEqual(values);
    const longer = Buffer.concat([file().subarray(0, 409 + 20), Buffer.from([1, 2, 0xff])]);
    expect(() => readBvTag(longer)).toThrow('do not end where its points do');
  });

  it('damaged anywhere is read or refused in words', () => {
    const whole = file();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, length) => {
        const bytes = Buffer.from(whole);
        bytes[at] = byte;
        const cut = bytes.subarray(0, length);
        try {
          if (bvTag.recognize({ name: 'a', bytes: cut })) expect(readBvTag(cut).readings.length).toBeLessThanOrEqual(1_000_000);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(UnreadableLog);
        }
      }),
      { numRuns: 300 },
    );
  });
});
