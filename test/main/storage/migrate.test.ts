import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backupOf, type Migration, versionOf } from '../../../src/main/storage/migrate.ts';
import { migrations as shipped } from '../../../src/main/storage/migrations/index.ts';
import { type Db, openDatabase } from '../../../src/main/storage/open.ts';
import { tempDir } from './temp-dir.ts';
import { thrownBy } from './thrown.ts';

const one: Migration = { version: 1, name: 'one', sql: 'CREATE TABLE a (b TEXT) STRICT' };
const two: Migration = { version: 2, name: 'two', up: (db) => void db.exec(`ALTER TABLE a ADD COLUMN c TEXT; UPDATE a SET c = b || '!'`) };
const breaks: Migration = { version: 3, name: 'breaks', sql: 'CREATE TABLE d (e TEXT) STRICT; DROP TABLE nowhere' };

function withOneRow(): { file: string; key: Buffer } {
  const file = join(tempDir(), 'station.db');
  const key = randomBytes(32);
  const db = openDatabase({ file, key, migrations: [one] });
  db.exec(`INSERT INTO a (b) VALUES ('kept')`);
  db.close();
  return { file, key };
}

function opened(file: string, key: Buffer, migrations: readonly Migration[]): Db {
  const db = openDatabase({ file, key, migrations });
  onTestFinished(() => void db.close());
  return db;
}

const tables = (db: Db) => db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`).pluck().all();

describe('moving to a newer version', () => {
  test('changes the rows, after an encrypted copy of the file as it was', () => {
    const { file, key } = withOneRow();
    const db = opened(file, key, [one, two]);
    expect(db.prepare('SELECT * FROM a').all()).toEqual([{ b: 'kept', c: 'kept!' }]);
    const copy = opened(backupOf(file, 1), key, [one]);
    expect(versionOf(copy)).toBe(1);
    expect(copy.prepare('SELECT * FROM a').all()).toEqual([{ b: 'kept' }]);
    expect(readFileSync(backupOf(file, 1)).includes('SQLite format 3')).toBe(false);
    expect(existsSync(`${backupOf(file, 1)}.unfinished`)).toBe(false);
  });

  test('that breaks half way leaves that step undone and says which it was', () => {
    const { file, key } = withOneRow();
    const thrown = thrownBy(() => openDatabase({ file, key, migrations: [one, two, breaks] }));
    expect(thrown.code).toBe('migration');
    expect(thrown.message).toContain('version 3 (breaks)');
    const db = opened(file, key, [one, two]);
    expect(versionOf(db)).toBe(2);
    expect(tables(db)).toEqual(['a']);
  });

  test('that would leave a row pointing at nothing is undone', () => {
    const { file, key } = withOneRow();
    const loose: Migration = {
      version: 2,
      name: 'loose',
      sql: `CREATE TABLE f (g TEXT PRIMARY KEY) STRICT; CREATE TABLE h (g TEXT REFERENCES f (g)) STRICT; INSERT INTO h VALUES ('nobody')`,
    };
    expect(thrownBy(() => openDatabase({ file, key, migrations: [one, loose] })).code).toBe('migration');
    expect(tables(opened(file, key, [one]))).toEqual(['a']);
  });

  test('takes no copy of a new file, nor of one that is up to date', () => {
    const { file, key } = withOneRow();
    openDatabase({ file, key, migrations: [one] }).close();
    expect(readdirSync(join(file, '..')).filter((name) => name.includes('backup'))).toEqual([]);
  });
});

test('the shipped migrations count up by one', () => {
  expect(shipped.map(({ version }) => version)).toEqual(shipped.map((_migration, index) => index + 1));
});
