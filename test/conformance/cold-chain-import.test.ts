/** Real loggers' files into the database: every reading once, the figures of the expected files, and again nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { type ImportedLog, importLog } from '../../src/main/fridge/import-log.ts';
import { type Db, openMemoryDatabase } from '../../src/main/storage/open.ts';
import { addRefrigerator } from '../support/fridge-log.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const folder = join(sharedFixtures, 'cold-chain');

function bring(db: Db, path: string): ImportedLog {
  const file = { name: basename(path), bytes: readFileSync(join(folder, path)) };
  const result = importLog(db, {
    file,
    unitId: 'unit-1',
    at: new Date('2026-06-01T12:00:00Z'),
    personId: null,
    answers: { serial: 'said', alteredBecause: 'held against its genuine twin' },
  });
  if (!('driver' in result)) throw new Error(`${path}: ${JSON.stringify(result)}`);
  return result;
}

function fridge(): Db {
  const db = openMemoryDatabase();
  addRefrigerator(db);
  return db;
}

const count = (db: Db, table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;

describeWithCaptures('loggers’ files in the database', () => {
  it('a Fridge-tag 2 L: all 10,653 rows, its 47 events, its altered twin told as such', () => {
    const db = fridge();
    const path = 'berlinger/fridge-tag-2l/130500109088_202206081014.txt';
    const first = bring(db, path);
    expect(first).toMatchObject({ state: 'imported', signature: 'genuine', fresh: 10_653, known: 0, conflicts: [], skipped: [] });
    expect([count(db, 'logger_readings'), count(db, 'fridge_excursions'), first.excursions]).toEqual([10_653, 47, 47]);
    expect(bring(db, path)).toMatchObject({ state: 'nothing-new', fresh: 0, known: 10_653, incidents: [] });
    const altered = bring(db, 'berlinger/fridge-tag-2l/edited-signature-invalid.txt');
    expect([altered.signature, altered.fresh + altered.known + altered.conflicts.filter((one) => 'at' in one).length]).toEqual([
      'altered',
      53,
    ]);
    // Its rows are other ones; where they come from stays with them.
    expect(count(db, 'logger_readings')).toBe(10_653 + altered.fresh);
  });

  it('a Fridge-tag 2 keeps days and no readings', () => {
    const db = fridge();
    const { fresh, days, state } = bring(db, 'berlinger/fridge-tag-2/130400191542_202302140605.txt');
    expect([state, fresh, days > 0, count(db, 'logger_days')]).toEqual(['imported', 0, true, days]);
  });

  it.each([
    'hobo/U23-001_HOBOware.csv',
    'hobo/MX2301_HOBOmobile.csv',
    'ibutton/10a.csv',
    'elitech/rc5-export-1.tsv',
    'bv/2622930045_202006091730.bv',
  ])('%s twice', (path) => {
    const db = fridge();
    const first = bring(db, path);
    expect(first.fresh).toBeGreaterThan(900);
    expect([first.conflicts, count(db, 'logger_readings')]).toEqual([[], first.fresh]);
    expect(bring(db, path)).toMatchObject({ state: 'nothing-new', known: first.fresh });
  });

  it('finds a fixture of each family', () => {
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['berlinger', 'bv', 'elitech', 'hobo', 'ibutton']));
  });
});
