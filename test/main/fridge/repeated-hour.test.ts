/** Readings of an instant that comes twice, put into the order they were logged in. */
import { describe, expect, it } from 'vitest';
import type { UnitReading } from '../../../src/main/fridge/excursions.ts';
import { inPasses } from '../../../src/main/fridge/repeated-hour.ts';

const minute = 60_000;
const readings = (...of: [minutes: number, value: number | null][]): UnitReading[] =>
  of.map(([minutes, value]) => ({ at: minutes * minute, value }));

describe('an hour that comes twice', () => {
  it('is its first pass, and then its second as after a change of the clock', () => {
    const stored = readings([-30, 5], [0, 1], [0, 11], [30, 2], [30, null], [60, 6], [90, 7]);
    expect(inPasses(stored)).toEqual([
      ...readings([-30, 5], [0, 1], [30, 2]),
      { at: 0, value: 11, isAfterBreak: true },
      ...readings([30, null], [60, 6], [90, 7]),
    ]);
  });

  it('is nothing where the same reading was written twice, nor over a change of the clock', () => {
    const twice = readings([0, 1], [0, 1], [30, 2], [30, 2], [60, 3]);
    expect(inPasses(twice)).toEqual(twice);
    const changed = [...readings([0, 1], [30, 2]), { at: 30 * minute, value: 5, isAfterBreak: true }, ...readings([60, 3])];
    expect(inPasses(changed)).toEqual(changed);
  });

  it('ends within an hour: what comes twice later is another', () => {
    const stored = readings([0, 1], [0, 11], [90, 2], [90, 12]);
    expect(inPasses(stored).map(({ at, value, isAfterBreak = false }) => [at / minute, value, isAfterBreak])).toEqual([
      [0, 1, false],
      [0, 11, true],
      [90, 2, false],
      [90, 12, true],
    ]);
  });
});
