import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../src/main/storage/migrations/index.ts';
import { type Db, openDatabase, openMemoryDatabase, transaction } from '../../../src/main/storage/open.ts';
import { asPlainUser, giveToPlainUser, hasFileModes, modesOrWhy } from '../../support/file-rights.ts';
import { tempDir } from './temp-dir.ts';
import { thrownBy } from './thrown.ts';

function opened(file: string, key: Buffer | null): Db {
  const db = openDatabase({ file, key });
  onTestFinished(() => void db.close());
  return db;
}

const note = (db: Db, name: string) => db.prepare('INSERT INTO station (name, value) VALUES (?, ?)').run(name, 'x');
const notes = (db: Db) => db.prepare('SELECT count(*) FROM station').pluck().get();

describe('an opened database', () => {
  test('writes ahead, in full sync, with foreign keys and the newest version', () => {
    const db = opened(join(tempDir(), 'station.db'), randomBytes(32));
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('busy_timeout', { simple: true })).toBe(2000);
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)!.version);
  });

  test('has strict tables only', () => {
    const loose = openMemoryDatabase()
      .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'`)
      .all();
    expect(loose).toEqual([]);
  });

  test('shows neither what it is nor what is in it, in the file or its log', () => {
    const file = join(tempDir(), 'station.db');
    const db = opened(file, randomBytes(32));
    note(db, 'Adaeze Okafor');
    for (const each of [file, `${file}-wal`]) {
      const bytes = readFileSync(each);
      expect(bytes.includes('SQLite format 3')).toBe(false);
      expect(bytes.includes('Adaeze')).toBe(false);
      expect(bytes.includes('CREATE TABLE')).toBe(false);
    }
  });

  test.skipIf(process.platform === 'win32')('is its owner’s alone', () => {
    const file = join(tempDir(), 'station.db');
    note(opened(file, randomBytes(32)), 'a');
    for (const each of [file, `${file}-wal`]) expect(statSync(each).mode & 0o077).toBe(0);
  });

  test('opens again with its key and holds what was saved', () => {
    const file = join(tempDir(), 'station.db');
    const key = randomBytes(32);
    const first = openDatabase({ file, key });
    note(first, 'a');
    first.close();
    expect(notes(opened(file, key))).toBe(1);
  });
});

describe('a database that cannot be opened', () => {
  test.each([
    ['another key', randomBytes(32)],
    ['no key', null],
  ])('with %s says so and is left as it was', (_name, wrong) => {
    const file = join(tempDir(), 'station.db');
    const key = randomBytes(32);
    openDatabase({ file, key }).close();
    const before = readFileSync(file);
    const thrown = thrownBy(() => openDatabase({ file, key: wrong }));
    expect(thrown.code).toBe('wrong-key');
    expect(thrown.message).toContain(file);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('because it is no database at all', () => {
    const file = join(tempDir(), 'station.db');
    writeFileSync(file, randomBytes(8192));
    expect(thrownBy(() => openDatabase({ file, key: randomBytes(32) })).code).toBe('wrong-key');
  });

  test('because a later program wrote it: both versions are named and nothing changes', () => {
    const file = join(tempDir(), 'station.db');
    const key = randomBytes(32);
    const later = openDatabase({ file, key });
    later.pragma('user_version = 99');
    later.close();
    const before = readFileSync(file);
    const known = migrations.at(-1)!.version;
    const thrown = thrownBy(() => openDatabase({ file, key }));
    expect(thrown).toMatchObject({ code: 'newer-database', versions: { found: 99, known } });
    expect(thrown.message).toMatch(new RegExp(`version 99.*up to ${known}`));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('because its place is a directory, or is not there', () => {
    const dir = tempDir();
    mkdirSync(join(dir, 'station.db'));
    expect(thrownBy(() => openDatabase({ file: join(dir, 'station.db'), key: null })).code).toBe('cannot-open');
    expect(thrownBy(() => openDatabase({ file: join(dir, 'gone', 'station.db'), key: null })).code).toBe('cannot-open');
  });

  test.skipIf(!hasFileModes)(`because it may not be written${modesOrWhy}`, () => {
    const dir = tempDir();
    const file = join(dir, 'station.db');
    openDatabase({ file, key: null }).close();
    const before = readFileSync(file);
    chmodSync(dir, 0o755);
    giveToPlainUser(file);
    chmodSync(file, 0o400);
    expect(asPlainUser(() => thrownBy(() => openDatabase({ file, key: null })).code)).toBe('cannot-open');
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('a transaction', () => {
  test('is undone whole when anything in it throws', () => {
    const db = openMemoryDatabase();
    expect(
      thrownBy(() =>
        transaction(db, () => {
          note(db, 'a');
          transaction(db, () => note(db, 'b'));
          throw new Error('half way');
        }),
      ).message,
    ).toBe('half way');
    expect(notes(db)).toBe(0);
  });

  test('on a full disk is refused as such and loses nothing saved before', () => {
    const db = opened(join(tempDir(), 'station.db'), randomBytes(32));
    note(db, 'before');
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    const thrown = thrownBy(() =>
      transaction(db, () => {
        for (let index = 0; index < 100; index += 1) note(db, `${index} ${'x'.repeat(4000)}`);
      }),
    );
    expect(thrown).toMatchObject({ name: 'Refusal', code: 'disk-full' });
    expect(notes(db)).toBe(1);
  });

  test('while another program writes is refused as such', () => {
    const file = join(tempDir(), 'station.db');
    const key = randomBytes(32);
    const one = opened(file, key);
    const other = opened(file, key);
    one.pragma('busy_timeout = 1');
    other.exec('BEGIN IMMEDIATE');
    expect(thrownBy(() => transaction(one, () => note(one, 'a')))).toMatchObject({ name: 'Refusal', code: 'database-locked' });
    other.exec('COMMIT');
    transaction(one, () => note(one, 'a'));
    expect(notes(one)).toBe(1);
  });
});
