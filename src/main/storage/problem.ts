/** Why the station's data cannot be opened. `message` is whole sentences for the person who starts the station. */
export type StorageProblem =
  | 'wrong-key'
  | 'key-file'
  | 'newer-database'
  | 'damaged'
  | 'other-kind'
  | 'cannot-open'
  | 'migration'
  | 'disk-full'
  | 'database-locked';

export class StorageError extends Error {
  readonly code: StorageProblem;
  /** For 'newer-database': the version of the file and the newest this program knows. */
  readonly versions: { found: number; known: number } | null;
  constructor(code: StorageProblem, words: string, versions: { found: number; known: number } | null = null) {
    super(words);
    this.name = 'StorageError';
    this.code = code;
    this.versions = versions;
  }
}

/** `file` (or one in it) has pages that cannot be read: 'damaged'; null when this says something else. SQLite: result codes SQLITE_CORRUPT. */
export function damageOf(thrown: unknown, file: string): StorageError | null {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || !code.startsWith('SQLITE_CORRUPT')) return null;
  return new StorageError(
    'damaged',
    `${file} is damaged: parts of it cannot be read. Nothing was changed. Put back your backup of the whole directory, or start with another --data directory.`,
  );
}

/** The two states of the disk a person can do something about, out of SQLite's and the system's codes; null for any other. */
export function diskState(thrown: unknown): 'disk-full' | 'database-locked' | null {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return null;
  // SHMSIZE: the index of the write-ahead log could not grow, which happens on a full disk only.
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'SQLITE_IOERR_SHMSIZE') return 'disk-full';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'database-locked';
  return null;
}
