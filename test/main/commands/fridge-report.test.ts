/** `isoline fridge report` as a person at the command line runs it: files in, a month's log out as PDF, on a station's encrypted data. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadOrCreateKey } from '../../../src/main/storage/key.ts';
import { keepKind } from '../../../src/main/storage/kind.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { inRange, tableLog } from '../../support/fridge-log.ts';
import { pdfSheets } from '../../support/pdf-words.ts';
import { tempDir } from '../storage/temp-dir.ts';

const cli = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));

function station() {
  const dir = tempDir();
  const db = openDatabase({ file: join(dir, 'station.db'), key: loadOrCreateKey(dir) });
  keepKind(db, 'real');
  db.close();
  const fridge = (...more: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'fridge', ...more], { encoding: 'utf8', cwd: dir });
    return { status, told: stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])), stderr };
  };
  return { dir, fridge };
}

test('a month of an imported file is two sheets and an appendix with the excursion, its worst case, the silence and the file’s hash', () => {
  const { dir, fridge } = station();
  const log = tableLog('2026-05-04T08:00', [6, 7.5, 8.1, 8.4, 7.9, ...inRange(20)]);
  const later = tableLog('2026-05-05T08:00', inRange(10), 'later.csv');
  for (const { name, bytes } of [log, later]) writeFileSync(join(dir, name), bytes);
  const made = ['--unit', 'Fridge 1', '--kind', 'refrigerator', '--basis', 'C', '--profile', 'cdc'];
  expect(fridge('import', '--data', dir, ...made, join(dir, log.name), join(dir, later.name)).status).toBe(0);

  const out = join(dir, 'may.pdf');
  const report = fridge('report', '--data', dir, '--unit', 'fridge 1', '--month', '2026-05', '--paper', 'a4', out);
  expect([report.status, report.stderr]).toEqual([0, '']);
  expect(report.told).toMatchObject([{ file: out, unit: 'Fridge 1', month: '2026-05', readings: 35, excursions: 1 }]);
  const sheets = pdfSheets(readFileSync(out));
  expect(sheets.length).toBeGreaterThanOrEqual(3);
  expect(sheets[0]!.words.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['Refrigerator temperature log, °C', 'May 2026, days 1 to 15', '40123', 'No. 1']),
  );
  const appendix = sheets.slice(2).flatMap(({ words }) => words.map(({ text }) => text));
  // Out at 08:10 and 08:15: ten minutes logged, from 08:05 to 08:20 at the worst.
  for (const said of [
    '2026-05-04 08:05',
    '2026-05-04 08:10',
    '2026-05-04 08:20',
    '10 min',
    '15 min',
    '8.4 °C',
    'The logger was silent',
    'log.csv',
  ])
    expect(appendix).toContain(said);
  expect(appendix.some((text) => /^[0-9a-f]{40,}$/.test(text))).toBe(true);
}, 60_000);

test('says what is wrong with an order, and writes nothing', () => {
  const { dir, fridge } = station();
  const out = join(dir, 'x.pdf');
  const refused = (...more: string[]) => fridge('report', '--data', dir, ...more);
  expect(refused('--unit', 'Fridge 1', '--month', '2026-05')).toMatchObject({ status: 1, stderr: expect.stringContaining('OUT.pdf') });
  expect(refused('--unit', 'Fridge 1', '--month', '2026-13', out)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('2026-13 is no month'),
  });
  expect(refused('--unit', 'Fridge 1', '--month', '2026-05', out)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/no unit Fridge 1.*no units yet/),
  });
  expect(fridge('report', '--data', join(dir, 'none'), '--unit', 'a', '--month', '2026-05', out).stderr).toContain(
    "holds no station's data",
  );
  expect(existsSync(out)).toBe(false);
}, 60_000);
