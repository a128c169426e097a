/**
 * The one place that knows which SQLite this is: an encrypted one (SQLCipher format, AES-256 with a page MAC),
 * synchronous, with every commit on disk before the call returns.
 */
import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Refusal } from '../refusal.ts';
import { clearLeftArrivals } from './fridge-arrivals.ts';
import { keyFileOf } from './key.ts';
import { type Migration, migrate } from './migrate.ts';
import { migrations as shipped } from './migrations/index.ts';
import { damageOf, diskState, StorageError } from './problem.ts';

export { StorageError } from './problem.ts';

export type Db = Database.Database;

export interface OpenOptions {
  file: string;
  /** 32 bytes; null leaves the file plain, for tests and tools only. */
  key: Buffer | null;
  migrations?: readonly Migration[];
}

/** How long a write waits for another program (a backup, an export) to let go of the file, in milliseconds. */
const lockedAfterMs = 2000;

/**
 * Opens or creates the station's database and brings it to the newest version, after a backup copy beside it.
 * Throws StorageError 'wrong-key', 'newer-database', 'damaged', 'cannot-open', 'migration', 'disk-full' or 'database-locked'; the file is then as it was.
 */
export function openDatabase({ file, key, migrations = shipped }: OpenOptions): Db {
  const db = openFile(file);
  try {
    if (key !== null) unlock(db, key);
    readFirstPage(db, file);
    setPragmas(db);
    migrate(db, { file, migrations });
    if (migrations === shipped) clearLeftArrivals(db);
    return db;
  } catch (thrown) {
    db.close();
    throw storageErrorOf(thrown, file);
  }
}

/** A migrated database that lives as long as its connection. */
export function openMemoryDatabase(migrations: readonly Migration[] = shipped): Db {
  const db = new Database(':memory:');
  setPragmas(db);
  migrate(db, { file: null, migrations });
  return db;
}

/**
 * All of `fn` or none of it; on disk when this returns. Inside another transaction it joins that one.
 * Throws Refusal 'disk-full' or 'database-locked' when nothing could be written, and whatever `fn` throws.
 */
export function transaction<T>(db: Db, fn: () => T): T {
  try {
    return db.transaction(fn).immediate();
  } catch (thrown) {
    const state = diskState(thrown);
    throw state === null ? thrown : new Refusal(state);
  }
}

/** The file is made first, so that it is its owner's alone from its first byte. */
function openFile(file: string): Db {
  try {
    closeSync(openSync(file, 'a', 0o600));
    return new Database(file, { timeout: lockedAfterMs });
  } catch (thrown) {
    throw storageErrorOf(thrown, file);
  }
}

/** A raw key: it is random already, so no pass-phrase derivation is needed and opening costs nothing. */
function unlock(db: Db, key: Buffer): void {
  if (key.length !== 32) throw new StorageError('wrong-key', `The key of the database has ${key.length} bytes; 32 are needed.`);
  db.pragma(`cipher='sqlcipher'`);
  // The format of SQLCipher 4 itself, byte for byte; without this, a dialect only this library reads.
  db.pragma('legacy = 4');
  db.pragma(`key="x'${key.toString('hex')}'"`);
}

function readFirstPage(db: Db, file: string): void {
  try {
    db.prepare('SELECT count(*) FROM sqlite_master').get();
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code !== 'SQLITE_NOTADB') throw thrown;
    throw new StorageError(
      'wrong-key',
      `${file} cannot be read with the key in ${keyFileOf(dirname(file))}: the key is another one's, or the file is no database of Isoline. Nothing was changed. Put back the two that belong together from your backup, or start with another --data directory.`,
    );
  }
}

function setPragmas(db: Db): void {
  db.pragma('journal_mode = WAL');
  // NORMAL, the usual choice with WAL, may lose the last save when the power goes.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma(`busy_timeout = ${lockedAfterMs}`);
}

function storageErrorOf(thrown: unknown, file: string): unknown {
  if (thrown instanceof StorageError) return thrown;
  const damage = damageOf(thrown, file);
  if (damage !== null) return damage;
  const state = diskState(thrown);
  if (state === 'disk-full')
    return new StorageError(state, `There is no room left on the disk that holds ${file}. Free space, then start again.`);
  if (state === 'database-locked') {
    return new StorageError(
      state,
      `Another program is using ${file}. Close it (it may be a second station or a backup), then start again.`,
    );
  }
  const code = (thrown as { code?: unknown }).code;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EISDIR' || code === 'ENOENT' || code === 'EROFS' || code === 'SQLITE_CANTOPEN') {
    return new StorageError(
      'cannot-open',
      `${file} cannot be opened for writing (${code}). Check who owns it, or choose another directory with --data.`,
    );
  }
  return thrown;
}
