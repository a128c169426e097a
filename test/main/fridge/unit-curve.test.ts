/** The curve of a unit over any span: summed up in the database it shows the same silences, lowest and highest as reading by reading. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { clockSeconds } from '../../../drivers/framing/local-time.ts';
import { importLog } from '../../../src/main/fridge/import-log.ts';
import { unitCurve } from '../../../src/main/fridge/unit-curve.ts';
import { findStorageUnit } from '../../../src/main/storage/fridge-units.ts';
import { type Db, openDatabase } from '../../../src/main/storage/open.ts';
import { addRefrigerator, inRange, tableLog } from '../../support/fridge-log.ts';
import { tempDir } from '../storage/temp-dir.ts';

const from = clockSeconds('2026-05-04T08:00:00');

function database(): Db {
  const db = openDatabase({ file: join(tempDir(), 'station.db'), key: randomBytes(32) });
  onTestFinished(() => void db.close());
  addRefrigerator(db);
  return db;
}

function take(db: Db, values: readonly (number | string)[], at = '2026-05-04T08:00', name = 'log.csv'): void {
  const imported = importLog(db, { file: tableLog(at, values, name), unitId: 'unit-1', at: new Date(), personId: null });
  expect(imported.state).toBe('imported');
}

const curveOf = (db: Db, points: number, later = 0) =>
  unitCurve(db, findStorageUnit(db, 'unit-1')!, { from: from + later, to: from + later + 86_400, points });

test('with room for each reading every point is one, and a missing value is a hole in no line', () => {
  const db = database();
  take(db, [4, 5, '', 6, 7, 8]);
  expect(curveOf(db, 5000)).toEqual({
    runs: [{ at: [0, 300, 900, 1200, 1500].map((at) => from + at), low: [4, 5, 6, 7, 8], high: [4, 5, 6, 7, 8] }],
    gaps: [],
    readings: 6,
  });
});

test('no line crosses a silence, also where a step of the curve is far longer than it', () => {
  const db = database();
  take(db, [...inRange(10), 9.5]);
  take(db, [3, ...inRange(100)], '2026-05-04T09:15', 'later.csv');
  const { runs, gaps, readings } = curveOf(db, 6);
  expect(gaps).toEqual([{ from: from + 3000, to: from + 4500 }]);
  expect(readings).toBe(112);
  expect(runs).toHaveLength(2);
  // What was highest before the silence stands before it, and what was lowest after it, after it.
  expect([Math.max(...runs[0]!.high), Math.max(...runs[1]!.high)]).toEqual([9.5, 5.9]);
  expect([Math.min(...runs[0]!.low), Math.min(...runs[1]!.low)]).toEqual([4, 3]);
});

test('summed up or reading by reading: the same gaps, the same lowest and highest, whatever is missing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 150 }), { minLength: 30, maxLength: 80 }),
      fc.array(fc.nat(79), { maxLength: 20 }),
      fc.nat(7000),
      (tenths, holes, later) => {
        const db = openDatabase({ file: join(tempDir(), 'station.db'), key: null });
        try {
          addRefrigerator(db);
          take(
            db,
            tenths.map((value, index) => (holes.includes(index) && index > 4 ? '' : value / 10)),
          );
          const [fine, coarse] = [curveOf(db, 5000, later), curveOf(db, 7, later)];
          expect(coarse.gaps).toEqual(fine.gaps);
          expect(coarse.readings).toBe(fine.readings);
          expect(coarse.runs.length).toBe(fine.runs.length);
          for (const [index, run] of fine.runs.entries()) {
            expect(Math.min(...coarse.runs[index]!.low)).toBe(Math.min(...run.low));
            expect(Math.max(...coarse.runs[index]!.high)).toBe(Math.max(...run.high));
          }
        } finally {
          db.close();
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('readings of a logger in Fahrenheit are shown in the unit’s Celsius', () => {
  const db = database();
  const file = {
    name: 'f.csv',
    bytes: Buffer.from(
      Buffer.from(tableLog('2026-05-04T08:00', [40, 41, 42, 43, 44]).bytes)
        .toString()
        .replace('°C', '°F'),
    ),
  };
  importLog(db, { file, unitId: 'unit-1', at: new Date(), personId: null });
  expect(curveOf(db, 5000).runs[0]!.low).toEqual([4.4, 5, 5.6, 6.1, 6.7]);
  expect(curveOf(db, 1)).toMatchObject({ runs: [{ low: [4.4], high: [6.7] }] });
});
