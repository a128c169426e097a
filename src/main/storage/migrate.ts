/** Brings a database from the version it has to the newest, forward only, one transaction a step. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import type { Db } from './open.ts';
import { diskState, StorageError } from './problem.ts';

export type Migration = { version: number; name: string; sql: string } | { version: number; name: string; up(db: Db): void };

export interface MigrateOptions {
  /** null: in memory, nothing to back up. */
  file: string | null;
  migrations: readonly Migration[];
}

/** Throws StorageError 'newer-database' when a later program wrote this file, and 'migration' when a step did not go through. */
export function migrate(db: Db, { file, migrations }: MigrateOptions): void {
  const found = versionOf(db);
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) throw newerDatabase(file ?? 'This database', found, known);
  const pending = migrations.filter(({ version }) => version > found);
  if (pending.length === 0) return;
  if (file !== null && found > 0) backUp(db, file, found);
  // Rebuilding a table needs its references loose for a moment; each step checks them before it commits.
  db.pragma('foreign_keys = OFF');
  try {
    for (const migration of pending) step(db, migration);
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

export function versionOf(db: Db): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/** Where the copy taken before leaving `version` lies. */
export const backupOf = (file: string, version: number) => `${file}.version-${version}.backup`;

function step(db: Db, migration: Migration): void {
  const run = db.transaction(() => {
    if ('sql' in migration) db.exec(migration.sql);
    else migration.up(db);
    const loose = db.pragma('foreign_key_check') as unknown[];
    if (loose.length > 0) throw new Error(`${loose.length} rows point at nothing`);
    db.pragma(`user_version = ${migration.version}`);
  });
  try {
    run.immediate();
  } catch (thrown) {
    if (diskState(thrown) !== null) throw thrown;
    throw new StorageError(
      'migration',
      `The database could not be brought to version ${migration.version} (${migration.name}): ${(thrown as Error).message}. It is as it was before.`,
    );
  }
}

/** VACUUM INTO keeps the encryption and writes one whole file; it is on disk under its name before anything changes. */
function backUp(db: Db, file: string, version: number): void {
  const unfinished = `${backupOf(file, version)}.unfinished`;
  rmSync(unfinished, { force: true });
  closeSync(openSync(unfinished, 'wx', 0o600));
  db.prepare('VACUUM INTO ?').run(unfinished);
  const handle = openSync(unfinished, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(unfinished, backupOf(file, version));
}

function newerDatabase(file: string, found: number, known: number): StorageError {
  return new StorageError(
    'newer-database',
    `${file} is of version ${found}; this program knows versions up to ${known}. Nothing was changed. Install the newer Isoline again, or start with another --data directory.`,
    { found, known },
  );
}
