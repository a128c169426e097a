/** Files and standard input are read whole, within bounds, and what cannot be is said in words. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readInput } from '../../../src/main/commands/input.ts';
import { undoAfterEach } from '../../support/undo.ts';

const later = undoAfterEach();
const megabyte = 1024 * 1024;

function folder(): string {
  return later(mkdtempSync(join(tmpdir(), 'isoline-input-')), (path) => rmSync(path, { recursive: true, force: true }));
}

it('a file longer than one read is whole; one at the limit too, and one byte more is refused', () => {
  const path = join(folder(), 'bytes');
  const bytes = Buffer.from(Array.from({ length: 3 * megabyte }, (_, index) => (index * 7) % 251));
  writeFileSync(path, bytes);
  expect(readInput(path, 3 * megabyte).equals(bytes)).toBe(true);
  truncateSync(path, 3 * megabyte + 1);
  expect(() => readInput(path, 3 * megabyte)).toThrow('it is larger than 3 MB, and none that is read here is');
});

it('a folder and a file that is not there are told apart', () => {
  const here = folder();
  expect(() => readInput(here, megabyte)).toThrow('it is a folder');
  expect(() => readInput(join(here, 'none'), megabyte)).toThrow('there is no such file');
});

it.runIf(existsSync('/dev/zero'))('what never ends is refused at the limit', () => {
  expect(() => readInput('/dev/zero', 2 * megabyte)).toThrow('it is larger than 2 MB, and none that is read here is');
});

it('standard input is read to its end, and a logger’s file comes that way', () => {
  const cli = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));
  const input = ['Date;Temperature °C', '2026-11-20 09:00;4,5', '2026-11-20 09:05;4,75', '2026-11-20 09:10;4,6', ''].join('\n');
  const { stdout, stderr, status } = spawnSync(process.execPath, [cli, 'fridge', 'read', '-'], { input, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toMatchObject({ count: 3, min: 4.5, max: 4.75 });
});
