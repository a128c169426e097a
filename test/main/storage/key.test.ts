import { chmodSync, existsSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type KeyKeeper, loadOrCreateKey } from '../../../src/main/storage/key.ts';
import { keepKind } from '../../../src/main/storage/kind.ts';
import { openDatabase, openMemoryDatabase } from '../../../src/main/storage/open.ts';
import { hasFileModes, modesOrWhy } from '../../support/file-rights.ts';
import { tempDir } from './temp-dir.ts';
import { thrownBy } from './thrown.ts';

/** Turns bits over: enough to tell a sealed key from a plain one. */
const keychain: KeyKeeper = {
  isAvailable: () => true,
  seal: (plain) => Buffer.from(plain).map((byte) => byte ^ 0xff) as Buffer,
  open: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString(),
};
const noKeychain: KeyKeeper = { ...keychain, isAvailable: () => false };

describe('the key file', () => {
  test('is made once, whole, for its owner alone', () => {
    const dir = tempDir();
    const key = loadOrCreateKey(dir);
    expect(key).toHaveLength(32);
    expect(loadOrCreateKey(dir).equals(key)).toBe(true);
    expect(readdirSync(dir)).toEqual(['station.key']);
    if (hasFileModes) expect(statSync(join(dir, 'station.key')).mode & 0o777).toBe(0o600);
  });

  test.skipIf(!hasFileModes).each([0o640, 0o604, 0o660])(`that others may read (%o) is refused, with what to do${modesOrWhy}`, (mode) => {
    const dir = tempDir();
    loadOrCreateKey(dir);
    chmodSync(join(dir, 'station.key'), mode);
    const thrown = thrownBy(() => loadOrCreateKey(dir));
    expect(thrown.code).toBe('key-file');
    expect(thrown.message).toContain(`chmod 600 "${join(dir, 'station.key')}"`);
  });

  test('that is damaged is refused and kept', () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'station.key'), 'abc', { mode: 0o600 });
    expect(thrownBy(() => loadOrCreateKey(dir)).message).toContain('damaged');
    expect(readFileSync(join(dir, 'station.key'), 'utf8')).toBe('abc');
  });

  test('that is gone is never replaced while there is a database', () => {
    const dir = tempDir();
    openDatabase({ file: join(dir, 'station.db'), key: loadOrCreateKey(dir) }).close();
    unlinkSync(join(dir, 'station.key'));
    expect(thrownBy(() => loadOrCreateKey(dir)).message).toContain('Put the key file back');
    expect(existsSync(join(dir, 'station.key'))).toBe(false);
  });
});

describe('a key kept by the keychain', () => {
  test('is not on disk in the clear and opens again', () => {
    const dir = tempDir();
    const key = loadOrCreateKey(dir, keychain);
    expect(readdirSync(dir)).toEqual(['station.key.sealed']);
    expect(readFileSync(join(dir, 'station.key.sealed')).includes(key.toString('hex'))).toBe(false);
    expect(loadOrCreateKey(dir, keychain).equals(key)).toBe(true);
  });

  test.each([
    ['no keychain', undefined],
    ['a locked keychain', noKeychain],
  ])('is not to be had with %s', (_name, keeper) => {
    const dir = tempDir();
    loadOrCreateKey(dir, keychain);
    expect(thrownBy(() => loadOrCreateKey(dir, keeper)).message).toContain('Start the desktop window');
  });

  test('of somebody else is refused in words', () => {
    const dir = tempDir();
    loadOrCreateKey(dir, keychain);
    const stranger: KeyKeeper = {
      ...keychain,
      open: () => {
        throw new Error('decryption failed');
      },
    };
    expect(thrownBy(() => loadOrCreateKey(dir, stranger)).message).toContain('The keychain does not open');
  });

  test('falls back to a file where there is none', () => {
    const dir = tempDir();
    loadOrCreateKey(dir, noKeychain);
    expect(readdirSync(dir)).toEqual(['station.key']);
  });
});

test.each([
  ['real', 'demo'],
  ['demo', 'real'],
] as const)('a %s database is never opened as a %s one', (kind, other) => {
  const db = openMemoryDatabase();
  keepKind(db, kind);
  keepKind(db, kind);
  expect(thrownBy(() => keepKind(db, other)).code).toBe('other-kind');
});
