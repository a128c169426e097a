import { describe, expect, test } from 'vitest';
import type { Quantity } from '../../../drivers/model/quantity.ts';
import { questionsFor } from '../../../src/main/chart/limits.ts';
import { measurementsFrom, tileKeyOf } from '../../../src/main/chart/measure.ts';
import { defaultSettings } from '../../../src/main/settings/shape.ts';
import { ageYears } from '../../../src/main/worklist/age.ts';
import type { SheetKey } from '../../../src/preload/contract.ts';
import { arrival } from './rig.ts';

const today = new Date('2026-11-23T15:00:00');

/** What the defaults ask about this value at this age: nothing, or the level. */
function asks(values: Partial<Record<Quantity, number>>, years: number): string {
  const [measurement] = measurementsFrom(arrival(values, { at: today }), () => 'id');
  const key = tileKeyOf(measurement!) as SheetKey;
  return (
    questionsFor([{ key, measurement: measurement!, ticked: true, held: null, newer: null }], years, defaultSettings)[0]?.level ?? 'nothing'
  );
}

const pressure = (systolic: number, diastolic: number) => ({ systolic, diastolic });

/** Workflow notes, section 5: each bound, and the value next to it that is still inside. */
const adults: [Partial<Record<Quantity, number>>, string][] = [
  [pressure(159, 70), 'nothing'],
  [pressure(160, 70), 'before-seen'],
  [pressure(179, 70), 'before-seen'],
  [pressure(180, 70), 'now'],
  [pressure(100, 60), 'nothing'],
  [pressure(99, 60), 'before-seen'],
  [pressure(99.6, 60), 'before-seen'],
  [pressure(91, 60), 'before-seen'],
  [pressure(90, 60), 'now'],
  [pressure(140, 99), 'nothing'],
  [pressure(140, 100), 'before-seen'],
  [pressure(150, 120), 'now'],
  [{ pulseRate: 100 }, 'nothing'],
  [{ pulseRate: 101 }, 'before-seen'],
  [{ pulseRate: 100.4 }, 'before-seen'],
  [{ pulseRate: 130 }, 'before-seen'],
  [{ pulseRate: 131 }, 'now'],
  [{ heartRate: 131 }, 'now'],
  [{ pulseRate: 50 }, 'nothing'],
  [{ pulseRate: 49 }, 'before-seen'],
  [{ pulseRate: 40 }, 'now'],
  [{ respiratoryRate: 20 }, 'nothing'],
  [{ respiratoryRate: 21 }, 'before-seen'],
  [{ respiratoryRate: 25 }, 'now'],
  [{ respiratoryRate: 12 }, 'nothing'],
  [{ respiratoryRate: 11 }, 'before-seen'],
  [{ respiratoryRate: 8 }, 'now'],
  [{ spo2: 95 }, 'nothing'],
  [{ spo2: 94 }, 'before-seen'],
  [{ spo2: 92 }, 'before-seen'],
  [{ spo2: 91 }, 'now'],
  [{ temperature: 37.9 }, 'nothing'],
  [{ temperature: 38 }, 'before-seen'],
  [{ temperature: 39.1 }, 'now'],
  [{ temperature: 35.1 }, 'nothing'],
  [{ temperature: 35 }, 'now'],
  [{ painScore: 6 }, 'nothing'],
  [{ painScore: 7 }, 'before-seen'],
];

/** Workflow notes, section 4: born on, 1st and 99th centile of heart rate and of breaths, lowest systolic. Both ends of every band. */
const children: [born: string, heart: [number, number], breaths: [number, number], systolic: number][] = [
  ['2026-11-23', [107, 181], [25, 66], 60],
  ['2026-08-24', [107, 181], [25, 66], 70],
  ['2026-08-23', [104, 175], [24, 64], 70],
  ['2026-05-24', [104, 175], [24, 64], 70],
  ['2026-05-23', [98, 168], [23, 61], 70],
  ['2026-02-23', [93, 161], [22, 58], 70],
  ['2025-11-24', [93, 161], [22, 58], 70],
  ['2025-11-23', [88, 156], [21, 53], 72],
  ['2025-05-23', [82, 149], [19, 46], 72],
  ['2024-11-24', [82, 149], [19, 46], 72],
  ['2024-11-23', [76, 142], [18, 38], 74],
  ['2023-11-23', [70, 136], [17, 33], 76],
  ['2022-11-23', [65, 131], [17, 29], 78],
  ['2020-11-24', [65, 131], [17, 29], 80],
  ['2020-11-23', [59, 123], [16, 27], 82],
  ['2018-11-23', [52, 115], [14, 25], 86],
  ['2016-11-23', [52, 115], [14, 25], 90],
  ['2014-11-23', [47, 108], [12, 23], 90],
  ['2011-11-23', [43, 104], [11, 22], 90],
  ['2008-11-24', [43, 104], [11, 22], 90],
];

describe('the limits a clinic starts from', () => {
  test.each(adults)('adults: %j asks %s', (values, level) => {
    expect(asks(values, 18)).toBe(level);
    expect(asks(values, 84)).toBe(level);
  });

  test.each(children)('a child born on %s: heart rate %j, breaths %j, systolic from %i', (born, heart, breaths, systolic) => {
    const years = ageYears(born, today);
    for (const [quantity, [first, last]] of [
      ['pulseRate', heart],
      ['heartRate', heart],
      ['respiratoryRate', breaths],
    ] as const) {
      expect([first - 1, first, last, last + 1].map((value) => asks({ [quantity]: value }, years))).toEqual([
        'before-seen',
        'nothing',
        'nothing',
        'before-seen',
      ]);
    }
    expect([systolic - 1, systolic].map((value) => asks(pressure(value, 30), years))).toEqual(['now', 'nothing']);
    expect([91, 92].map((spo2) => asks({ spo2 }, years))).toEqual(['now', 'nothing']);
  });

  test('fever of an infant up to three months is told now; later by nobody’s default', () => {
    expect([37.9, 38].map((temperature) => asks({ temperature }, ageYears('2026-08-24', today)))).toEqual(['nothing', 'now']);
    expect(asks({ temperature: 38 }, ageYears('2026-08-23', today))).toBe('nothing');
  });

  test('from 13 years the adult numbers hold for high pressures, not before', () => {
    expect([12, 13].map((years) => asks(pressure(180, 90), years))).toEqual(['nothing', 'now']);
  });

  test('are nobody’s policy until the clinic has confirmed them, and the question says so', () => {
    const [measurement] = measurementsFrom(arrival({ spo2: 91 }, { at: today }), () => 'id');
    const rows = [{ key: 'spo2', measurement: measurement!, ticked: true, held: null, newer: null } as const];
    expect(questionsFor(rows, 40, defaultSettings)).toMatchObject([{ setBy: 'Isoline defaults, clinic must confirm', setOn: '' }]);
    expect(questionsFor(rows, 40, { ...defaultSettings, limitsSetBy: 'Dr. Lindqvist', limitsSetOn: '2026-06-02' })).toMatchObject([
      { setBy: 'Dr. Lindqvist', setOn: '2026-06-02' },
    ]);
  });
});
