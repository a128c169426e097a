import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drivers } from '../../../drivers/index.ts';
import { decodeFile } from '../../../src/main/commands/decode.ts';
import { listDrivers } from '../../../src/main/commands/drivers.ts';
import { fixturesOf, told } from '../../support/replay.ts';

const cli = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));
const parsed = (lines: Iterable<string>) => [...lines].map((line) => JSON.parse(line));

describe('decoding a file', () => {
  test.each(drivers.flatMap(fixturesOf).map((fixture) => [`${fixture.driver.id} ${fixture.name}`, fixture] as const))(
    '%s: one line per fact',
    (_name, fixture) => {
      const lines = decodeFile({ driverId: fixture.driver.id, variant: fixture.variant.id, bytes: fixture.bytes });
      expect(told(parsed(lines))).toEqual(told(fixture.heard));
    },
  );

  test('without a dialect uses the driver’s own default', () => {
    const bytes = new Uint8Array([0x1b, 0x52, 0x1b, 0x57, 0x30, 0x39, 0x30, 0x2e, 0x39, 0x38, 0x1b, 0x4e, 0x6d, 0x1b, 0x45]);
    expect(parsed(decodeFile({ driverId: 'escape-scale', variant: null, bytes }))).toEqual([
      expect.objectContaining({ quantity: 'weight', value: 90.98 }),
    ]);
  });

  test('an unknown driver or dialect is named at once, with the known ones', () => {
    const bytes = new Uint8Array();
    expect(() => decodeFile({ driverId: 'nonim', variant: null, bytes })).toThrow(/"nonim".*nonin.*hl7-oru/);
    expect(() => decodeFile({ driverId: 'nonin', variant: 'format-3', bytes })).toThrow(/nonin.*"format-3".*format-2.*ascii/);
  });

  test('an empty file says nothing', () => {
    for (const { id } of drivers) expect([...decodeFile({ driverId: id, variant: null, bytes: new Uint8Array() })]).toEqual([]);
  });
});

test('the catalogue has one line for each driver, with how it is connected', () => {
  const entries = parsed(listDrivers());
  expect(entries.map(({ id }) => id)).toEqual(drivers.map(({ id }) => id));
  expect(Object.keys(entries[0])).toEqual(['id', 'label', 'link', 'gives', 'grade', 'variants']);
  const linkOf = (id: string) => entries.find((entry) => entry.id === id).link;
  expect(linkOf('nonin')).toBe('serial 9600 8N1');
  expect(linkOf('omron-hem')).toBe('USB HID 0590:0028');
  expect(linkOf('hl7-oru')).toBe('TCP port 2575');
});

describe('the command itself', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'isoline-decode-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('reads a file, and standard input for -', () => {
    const file = join(folder, 'scale.bin');
    const bytes = Buffer.from('\x1bR\x1bW090.98\x1bNm\x1bE');
    writeFileSync(file, bytes);
    const fromFile = execFileSync(process.execPath, [cli, 'decode', 'escape-scale', file], { encoding: 'utf8' });
    const fromInput = execFileSync(process.execPath, [cli, 'decode', 'escape-scale', '--variant', 'escape', '-'], {
      encoding: 'utf8',
      input: bytes,
    });
    expect(JSON.parse(fromFile)).toMatchObject({ quantity: 'weight', value: 90.98 });
    expect(fromInput).toBe(fromFile);
  });

  test('fails with one line on standard error and nothing on standard output', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'decode', 'nobody', join(folder, 'scale.bin')], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^isoline: there is no driver "nobody"\. Known: .*\n$/);
  });
});
