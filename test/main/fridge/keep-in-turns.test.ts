/** A file so long that it is stored in turns: the same as at once, nobody's before it is whole, and nothing of it where it does not arrive. */
import { beforeEach, expect, it } from 'vitest';
import { clockSeconds } from '../../../drivers/framing/local-time.ts';
import type { LoggerFile } from '../../../drivers/model/logger-format.ts';
import { readLogFile } from '../../../src/main/fridge/files/read-log-file.ts';
import { foresee, stillHolds } from '../../../src/main/fridge/foresee.ts';
import { importLog, type LogImport } from '../../../src/main/fridge/import-log.ts';
import type { HashedFile } from '../../../src/main/fridge/keep-file.ts';
import { storedCurve } from '../../../src/main/fridge/stored-curve.ts';
import { insertLoggerFile } from '../../../src/main/storage/fridge-files.ts';
import { assignLogger, findLogger, keepLogger, keepSensor } from '../../../src/main/storage/fridge-loggers.ts';
import { lastReadingAt } from '../../../src/main/storage/fridge-readings.ts';
import { countOld } from '../../../src/main/storage/fridge-retention.ts';
import { findStorageUnit } from '../../../src/main/storage/fridge-units.ts';
import { type Db, openMemoryDatabase } from '../../../src/main/storage/open.ts';
import { addRefrigerator, inRange, serial, tableLog } from '../../support/fridge-log.ts';

let db: Db;
beforeEach(() => {
  db = clinic();
});

function clinic(): Db {
  const fresh = openMemoryDatabase();
  addRefrigerator(fresh);
  return fresh;
}

const from = '2026-05-04T08:00';
/** Nine thousand readings, warm for an hour twice, once across the end of a turn. */
const values = inRange(9000).map((value, index) => ((index > 1995 && index < 2008) || (index > 7000 && index < 7013) ? 9.1 : value));
const long = tableLog(from, values);

function bring(file: LoggerFile, onProgress?: (done: number) => void, into = db): LogImport {
  const at = new Date('2026-07-01T12:00:00Z');
  return importLog(into, { file, unitId: 'unit-1', at, personId: null, ...(onProgress === undefined ? {} : { onProgress }) });
}

const tables = ['logger_readings', 'logger_hours', 'fridge_excursions', 'logger_sensors', 'logger_assignments', 'logger_clock_breaks'];
const rowsOf = (of: Db, table: string) => {
  const named = of.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
  // Which file brought it, and which incident it is, differ.
  return named.map(({ file: _file, incident_id: _incident, ...row }) => row);
};
const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
const curve = () => storedCurve(db, findStorageUnit(db, 'unit-1')!, { to: null, seconds: null, points: 1000 });

it('leaves the same rows as files that are stored at once', () => {
  expect(bring(long)).toMatchObject({ state: 'imported', fresh: 9000, known: 0, excursions: 2, since: null });
  const parts = clinic();
  for (let start = 0; start < 9000; start += 3000) {
    const hours = new Date(Date.parse(`${from}:00Z`) + start * 300_000).toISOString().slice(0, 16);
    bring(tableLog(hours, values.slice(start, start + 3000)), undefined, parts);
  }
  for (const table of tables) expect(rowsOf(db, table)).toEqual(rowsOf(parts, table));
  expect(count('fridge_arrivals')).toBe(0);
  expect(bring(long)).toMatchObject({ state: 'nothing-new', fresh: 0, known: 9000 });
});

it('is nobody’s until it is whole: no curve, no last reading, nothing old, nothing summed up', () => {
  bring(tableLog('2026-05-01T08:00', [5, 5.1, 5.2, 5.3], 'before.csv'));
  const before = curve();
  const hours = count('logger_hours');
  const seen: number[] = [];
  bring(long, (done) => {
    seen.push(done);
    expect(count('logger_readings')).toBe(4 + done);
    expect(curve()).toEqual(before);
    expect(lastReadingAt(db, 1)).toBe(clockSeconds('2026-05-01T08:15:00'));
    expect(countOld(db, 'unit-1', { at: clockSeconds('2027-01-01T00:00:00'), day: '2020-01-01' })).toEqual({
      readings: 4,
      files: 0,
      bytes: 0,
    });
    expect(count('logger_hours')).toBe(hours);
    expect(count('logger_files')).toBe(1);
  });
  expect(seen).toEqual([2000, 4000, 6000, 8000, 9000]);
  expect(curve().readings).toBe(9004);
});

it('holds only what is new to what is known, and tells what says otherwise', () => {
  bring(tableLog(from, [...values.slice(0, 99), 7.7], 'before.csv'));
  expect(bring(long)).toMatchObject({ state: 'imported', fresh: 8900, known: 99, conflicts: [{ stored: 7.7, file: values[99] }] });
  expect(count('logger_readings')).toBe(9000);
});

it('what was worked out beforehand no longer holds once limits, the place or the interval have changed', () => {
  bring(long);
  const logger = findLogger(db, serial)!;
  const order = { file: long, unitId: 'unit-1', at: new Date(), personId: null };
  const read = { ...readLogFile(long), sha256: '' } as HashedFile;
  const readings = { fresh: 9000, known: 0, conflicts: [], firstFresh: { run: 0, at: 0 }, spans: [] };
  const see = () => foresee(db, order, read, { file: 99, sensor: 1, readings });
  const before = see();
  expect(before.events).toMatchObject([{ unitId: 'unit-1', events: [{ readings: 12 }, { readings: 12 }] }]);
  expect(stillHolds(db, before, logger)).toBe(before.events);
  expect(stillHolds(db, before, { ...logger, interval_seconds: 60 })).toBeNull();
  db.prepare("UPDATE storage_units SET high = 7 WHERE id = 'unit-1'").run();
  expect(stillHolds(db, before, logger)).toBeNull();
  const narrowed = see();
  addRefrigerator(db, 'unit-2', 'Fridge 2');
  assignLogger(db, logger.number, 'unit-2', clockSeconds('2026-06-01T00:00:00'));
  expect(stillHolds(db, narrowed, logger)).toBeNull();
});

it('keeps its number while others come', () => {
  let other = 0;
  bring(long, () => {
    if (other > 0) return;
    const sensor = keepSensor(db, keepLogger(db, { serial: 'probe', driver: 'ds18b20', model: null, interval_seconds: 60 }).number, '');
    const row = {
      sha256: 'a',
      sensor,
      name: 'polled',
      imported_at: '2026-07-01',
      imported_by: null,
      driver: 'ds18b20',
      signature: 'unsigned',
    } as const;
    other = insertLoggerFile(
      db,
      { ...row, degrees: 'C', offset_minutes: null, offset_from: null, interval_seconds: 60, answers: '{}' },
      { bytes: Buffer.from('a'), unpackedLength: null },
      [],
    );
  });
  const files = db.prepare('SELECT number, name, new_readings FROM logger_files ORDER BY number').raw().all();
  expect(files).toEqual([
    [1, 'log.csv', 9000],
    [2, 'polled', 0],
  ]);
});

it('leaves nothing where its logger was hung in another unit meanwhile, and says so', () => {
  addRefrigerator(db, 'unit-2', 'Fridge 2');
  let isMoved = false;
  const outcome = bring(long, () => {
    if (!isMoved) assignLogger(db, findLogger(db, serial)!.number, 'unit-2', null);
    isMoved = true;
  });
  expect(outcome).toEqual({ state: 'elsewhere', serial, unit: 'Fridge 2' });
  for (const table of ['logger_readings', 'logger_files', 'logger_hours', 'fridge_arrivals', 'fridge_excursions', 'audit'])
    expect([table, count(table)]).toEqual([table, 0]);
});

it('leaves nothing, not even its logger, where it breaks off', () => {
  const breaking = () =>
    bring(long, (done) => {
      if (done > 4000) throw new Error('no more');
    });
  expect(breaking).toThrow('no more');
  for (const table of [...tables, 'loggers', 'logger_files', 'fridge_arrivals', 'audit']) expect([table, count(table)]).toEqual([table, 0]);
  expect(bring(long)).toMatchObject({ state: 'imported', fresh: 9000 });
});

it('waits for no other program that brings the same logger in, and is not mixed with it', () => {
  bring(tableLog('2026-05-01T08:00', [5, 5.1, 5.2, 5.3], 'before.csv'));
  const elsewhere = (touchedAt: Date) =>
    db
      .prepare('INSERT OR REPLACE INTO fridge_arrivals VALUES (9, 1, 0, 0, 0, ?, ?)')
      // Whoever runs this test runs.
      .run(process.ppid, touchedAt.toISOString());
  elsewhere(new Date());
  expect(() => bring(long)).toThrow('database-locked');
  expect(() => bring(tableLog('2026-05-02T08:00', [5, 5.1, 5.2, 5.3], 'short.csv'))).toThrow('database-locked');
  expect(count('logger_readings')).toBe(4);
  elsewhere(new Date(Date.now() - 3_600_000));
  expect(bring(long)).toMatchObject({ state: 'imported', fresh: 9000 });
});
