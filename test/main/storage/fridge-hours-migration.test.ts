/** Readings that were stored before hours were summed up are summed up when the database is brought to the newer version. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../src/main/storage/migrations/index.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { tempDir } from './temp-dir.ts';

test('hours of readings that were there already are as those of readings that come later', () => {
  const file = join(tempDir(), 'station.db');
  const before = openDatabase({ file, key: null, migrations: migrations.filter(({ version }) => version <= 12) });
  const insert = 'INSERT INTO logger_readings (sensor, run, at, occurrence, file, value, note) VALUES (1, 0, ?, ?, 1, ?, NULL)';
  const rows: [at: number, occurrence: number, value: number | null][] = [
    [7200, 0, 4.5],
    [7500, 0, null],
    [7500, 1, 6],
    [10_799, 0, 3],
    [10_800, 0, null],
  ];
  for (const row of rows) before.prepare(insert).run(...row);
  before.close();

  const db = openDatabase({ file, key: null });
  onTestFinished(() => void db.close());
  const hours = (run: number) =>
    db.prepare('SELECT hour, first_at, last_at, low, high, readings, with_value, again FROM logger_hours WHERE run = ?').raw().all(run);
  expect(hours(0)).toEqual([
    [2, 7200, 10_799, 3, 6, 4, 3, 1],
    [3, 10_800, 10_800, null, null, 1, 0, 0],
  ]);
  for (const row of rows.toReversed()) db.prepare(insert.replace('(1, 0,', '(1, 1,')).run(...row);
  expect(hours(1)).toEqual(hours(0));
});
