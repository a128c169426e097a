/** The key of the patient database: made once, kept by the operating system's keychain where there is one, else in a file only its owner can read. */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, type Stats, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from './problem.ts';

/** Seals small secrets so that only this user of this machine can open them again (the desktop shell's keychain). */
export interface KeyKeeper {
  isAvailable(): boolean;
  seal(plain: string): Buffer;
  /** Throws when it was sealed by another user or on another machine. */
  open(sealed: Buffer): string;
}

const plainName = 'station.key';
const sealedName = 'station.key.sealed';

/**
 * The 32 bytes that open this directory's database. A new key is made only where there is no database yet: a second
 * key for an existing one could open nothing. Throws StorageError 'key-file', or 'disk-full' when it cannot be kept.
 */
export function loadOrCreateKey(dataDir: string, keeper?: KeyKeeper): Buffer {
  const plain = join(dataDir, plainName);
  const sealed = join(dataDir, sealedName);
  if (existsSync(sealed)) return openSealed(sealed, keeper);
  if (existsSync(plain)) return readPlain(plain);
  if (hasDatabase(dataDir)) {
    throw new StorageError(
      'key-file',
      `The database in ${dataDir} is there, but its key file ${plainName} is not. Put the key file back from your backup, then start again.`,
    );
  }
  const key = randomBytes(32);
  if (keeper?.isAvailable()) keep(sealed, keeper.seal(key.toString('hex')));
  else keep(plain, Buffer.from(`${key.toString('hex')}\n`));
  return key;
}

/** Where the key of this directory's database is kept. */
export function keyFileOf(dataDir: string): string {
  const sealed = join(dataDir, sealedName);
  return existsSync(sealed) ? sealed : join(dataDir, plainName);
}

function hasDatabase(dataDir: string): boolean {
  return (statSync(join(dataDir, 'station.db'), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function openSealed(file: string, keeper: KeyKeeper | undefined): Buffer {
  if (!keeper?.isAvailable()) {
    throw new StorageError(
      'key-file',
      `The key in ${file} is kept by this computer's keychain. Start the desktop window, or choose another directory with --data.`,
    );
  }
  return keyOf(openWith(keeper, file), file);
}

function openWith(keeper: KeyKeeper, file: string): string {
  try {
    return keeper.open(readFileSync(file));
  } catch {
    throw new StorageError(
      'key-file',
      `The keychain does not open ${file}. Start Isoline as the person, and on the computer, that made it.`,
    );
  }
}

function readPlain(file: string): Buffer {
  try {
    refuseIfShared(file, statSync(file));
    return keyOf(readFileSync(file, 'utf8'), file);
  } catch (thrown) {
    if (thrown instanceof StorageError) throw thrown;
    throw new StorageError(
      'key-file',
      `The key file ${file} cannot be read (${(thrown as NodeJS.ErrnoException).code}). Start Isoline as the person who owns it.`,
    );
  }
}

/** Windows keeps access in lists that the mode does not show; there the user's own profile folder is the guard. */
function refuseIfShared(file: string, { mode, uid }: Stats): void {
  if (process.platform === 'win32') return;
  if ((mode & 0o077) !== 0) {
    const now = (mode & 0o777).toString(8).padStart(4, '0');
    throw new StorageError(
      'key-file',
      `Other people on this computer may read the key file ${file} (its mode is ${now}). Make it yours alone with: chmod 600 "${file}"`,
    );
  }
  if (uid !== process.getuid?.())
    throw new StorageError('key-file', `The key file ${file} belongs to another user. Start Isoline as the person who owns it.`);
}

function keyOf(text: string, file: string): Buffer {
  const hex = text.trim();
  if (/^[0-9a-f]{64}$/.test(hex)) return Buffer.from(hex, 'hex');
  throw new StorageError(
    'key-file',
    `The key file ${file} is damaged: 64 hexadecimal digits were expected. Put it back from your backup, then start again.`,
  );
}

/** Whole and on disk under its name, or not there at all: a half-written key would lock the clinic out. */
function keep(file: string, contents: Buffer): void {
  const unfinished = `${file}.unfinished`;
  try {
    rmSync(unfinished, { force: true });
    const handle = openSync(unfinished, 'wx', 0o600);
    writeSync(handle, contents);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(unfinished, file);
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC')
      throw new StorageError('disk-full', `There is no room left on the disk that holds ${file}. Free space, then start again.`);
    throw new StorageError(
      'key-file',
      `The key file ${file} cannot be written (${code}). Check who owns the directory, or choose another with --data.`,
    );
  }
}
