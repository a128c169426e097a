/** A station that cannot use its data says which file and what to do, ends with a failure, and leaves every byte as it was. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/main/storage/open.ts';
import { runStation } from '../support/station-run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kept = ['station.db', 'raw.db', 'station.key'];

let folder: string;
let used: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isoline-refused-'));
  used = join(folder, 'used');
  await (await runStation(['--data', used])).stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A station's data as it is after a clean stop, for one test to spoil. */
function copyOfUsed(): string {
  const copy = mkdtempSync(join(folder, 'data-'));
  for (const name of kept) copyFileSync(join(used, name), join(copy, name));
  return copy;
}

interface Ended {
  code: number | null;
  words: string;
}

/** Starts the station and waits for its end. `uid` is for root only: another user's rights. */
async function startOn(data: string, uid?: number, more: readonly string[] = []): Promise<Ended> {
  const child = spawn(process.execPath, ['out/main/node.js', '--no-open', '--data', data, ...more], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let words = '';
  const hear = (chunk: Buffer) => {
    words += chunk;
    // A station that starts after all is ended, and fails the test by its words.
    if (words.includes('Isoline is ready')) child.kill('SIGTERM');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, words };
}

const bytesOf = (data: string) => kept.map((name) => readFileSync(join(data, name)).toString('base64'));

/** One paragraph for a person: no stack, no code of the program. */
function expectRefused({ code, words }: Ended, ...needed: string[]): void {
  for (const part of needed) expect(words).toContain(part);
  expect(words.trim().split('\n')).toHaveLength(1);
  expect(words).not.toContain('    at ');
  expect(code).toBe(1);
}

describe('a station with data it cannot use', () => {
  it('names the database and the key file when the key is another one’s', async () => {
    const data = copyOfUsed();
    writeFileSync(join(data, 'station.key'), `${randomBytes(32).toString('hex')}\n`);
    const before = bytesOf(data);
    expectRefused(await startOn(data), join(data, 'station.db'), join(data, 'station.key'), 'Nothing was changed', 'Put back');
    expect(bytesOf(data)).toEqual(before);
  });

  it('names both versions when a newer Isoline wrote the database', async () => {
    const data = copyOfUsed();
    const key = Buffer.from(readFileSync(join(data, 'station.key'), 'utf8').trim(), 'hex');
    const db = openDatabase({ file: join(data, 'station.db'), key });
    const known = db.pragma('user_version', { simple: true }) as number;
    db.pragma('user_version = 99');
    db.close();
    const before = bytesOf(data);
    const ended = await startOn(data);
    expectRefused(ended, join(data, 'station.db'), 'version 99', `versions up to ${known}`, 'Install the newer Isoline again');
    expect(bytesOf(data)).toEqual(before);
  });

  const spoilings: [string, (file: string) => void, string[]][] = [
    ['is no database', (file) => writeFileSync(file, randomBytes(5000)), ['no database of Isoline']],
    ['is another program’s words', (file) => writeFileSync(file, 'Shopping list\n'.repeat(400)), ['no database of Isoline']],
    ['was cut off', (file) => truncateSync(file, 10_000), ['damaged', 'backup']],
    ['has damage in its middle', (file) => spoil(file), ['damaged', 'backup']],
  ];
  it.each(spoilings)('says so when the database %s', async (_what, act, needed) => {
    const data = copyOfUsed();
    act(join(data, 'station.db'));
    const before = bytesOf(data);
    expectRefused(await startOn(data), join(data, 'station.db'), 'Nothing was changed', ...needed);
    expect(bytesOf(data)).toEqual(before);
  });

  it('names the key file when it is gone, damaged, or open to others', async () => {
    const gone = copyOfUsed();
    rmSync(join(gone, 'station.key'));
    expectRefused(await startOn(gone), gone, 'station.key', 'from your backup');
    expect(readFileSync(join(gone, 'station.db'))).toEqual(readFileSync(join(used, 'station.db')));
    const damaged = copyOfUsed();
    writeFileSync(join(damaged, 'station.key'), 'half a key');
    expectRefused(await startOn(damaged), join(damaged, 'station.key'), '64 hexadecimal digits');
    if (process.platform === 'win32') return;
    const shared = copyOfUsed();
    chmodSync(join(shared, 'station.key'), 0o644);
    expectRefused(await startOn(shared), join(shared, 'station.key'), 'chmod 600');
    expect(bytesOf(shared)).toEqual(bytesOf(used));
  });
});

describe('a data directory that cannot be one', () => {
  it('because it is a file', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, 'words of somebody else');
    expectRefused(await startOn(file), file, 'Choose another with --data');
    expectRefused(await startOn(join(file, 'below')), join(file, 'below'), 'Choose another with --data');
    expect(readFileSync(file, 'utf8')).toBe('words of somebody else');
  });

  it.runIf(process.platform !== 'win32')('because it may not be written', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o555 });
    chmodSync(folder, 0o755);
    // Root may write everywhere, so there the station runs as somebody who may not.
    const uid = process.getuid?.() === 0 ? 65_534 : undefined;
    expectRefused(await startOn(closed, uid), closed, '--data');
    expectRefused(await startOn(join(closed, 'below'), uid), join(closed, 'below'), 'Choose another with --data');
    expect(statSync(closed).nlink).toBe(2);
  });
});

/** Turns the bytes in the middle of every page but the first over: each page's own check finds it. */
function spoil(file: string): void {
  const bytes = readFileSync(file);
  for (let at = 4096 + 2000; at < bytes.length; at += 4096) bytes[at] = bytes[at]! ^ 0xff;
  writeFileSync(file, bytes);
}

describe('a station that is told of a device it cannot have', () => {
  it.each([
    ['nope@sim', ['there is no driver "nope"', 'ge-dinamap', 'hl7-oru']],
    ['nonin/format-9@sim', ['nonin has no dialect "format-9"', 'format-7']],
    ['nonin', ['give DRIVER@PORT', 'nonin@/dev/ttyUSB0']],
    ['omron-hem@hid:12', ['hid:VID:PID', 'hexadecimal']],
  ])('says of %s what is wrong with it and what would do, and begins nothing', async (device, needed) => {
    const data = copyOfUsed();
    const before = bytesOf(data);
    expectRefused(await startOn(data, undefined, ['--device', device]), `--device ${device}`, ...needed);
    expect(bytesOf(data)).toEqual(before);
  });
});
