import { describe, expect, test } from 'vitest';
import { ageText, ageYears, localDay } from '../../../src/main/worklist/age.ts';

describe('an age', () => {
  test.each([
    ['1958-03-14', '2026-11-23', '68 y', 68],
    ['1958-11-24', '2026-11-23', '67 y', 67],
    ['1958-11-23', '2026-11-23', '68 y', 68],
    ['2022-05-19', '2026-11-23', '4 y', 4],
    ['2024-11-23', '2026-11-23', '2 y', 2],
    ['2024-11-24', '2026-11-23', '23 mo', 23 / 12],
    ['2026-04-10', '2026-11-23', '7 mo', 7 / 12],
    ['2026-10-23', '2026-11-23', '1 mo', 1 / 12],
    ['2026-11-11', '2026-11-23', '12 d', 0],
    ['2026-11-23', '2026-11-23', '0 d', 0],
    ['2026-01-31', '2026-02-28', '28 d', 0],
    ['2026-01-31', '2026-03-01', '1 mo', 1 / 12],
    ['2024-02-29', '2026-02-28', '23 mo', 23 / 12],
    ['2024-02-29', '2026-03-01', '2 y', 2],
  ])('born %s, on %s, is %s', (born, day, text, atLeast) => {
    const at = new Date(`${day}T09:00:00`);
    expect(ageText(born, at)).toBe(text);
    expect(ageYears(born, at)).toBeGreaterThanOrEqual(atLeast);
    expect(ageYears(born, at)).toBeLessThan(atLeast + 1 / 12);
  });

  test('in years never goes down from one day to the next', () => {
    let before = 0;
    for (let day = 0; day < 1200; day += 1) {
      const now = ageYears('2023-01-31', new Date(2023, 0, 31 + day, 12));
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
    }
  });

  test('goes by the day where the station stands', () => {
    expect(localDay(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
    expect(localDay(new Date(2026, 0, 5, 0, 0))).toBe('2026-01-05');
  });
});
