/** `isoline fridge import` as a person at the command line runs it, on a station's encrypted data. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { verifyAudit } from '../../../src/main/storage/audit.ts';
import { loadOrCreateKey } from '../../../src/main/storage/key.ts';
import { keepKind, type StationKind } from '../../../src/main/storage/kind.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { inRange, tableLog } from '../../support/fridge-log.ts';
import { tempDir } from '../storage/temp-dir.ts';

const cli = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));

function station(kind: StationKind) {
  const dir = tempDir();
  const open = () => openDatabase({ file: join(dir, 'station.db'), key: loadOrCreateKey(dir) });
  const db = open();
  keepKind(db, kind);
  db.close();
  const put = ({ name, bytes }: { name: string; bytes: Uint8Array }) => {
    writeFileSync(join(dir, name), bytes);
    return join(dir, name);
  };
  const run = (...more: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'fridge', 'import', '--data', dir, ...more], { encoding: 'utf8' });
    const told = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    return { status, told, stderr };
  };
  return { open, put, run };
}

test('a new unit needs its kind, then files come in, one line each; what cannot be taken is said and the rest is kept', () => {
  const { open, put, run } = station('real');
  const first = put(tableLog('2026-05-04T08:00', [6, 7.5, 8.1, 8.4], 'first.csv'));
  const second = put(tableLog('2026-05-04T08:15', [8.4, 7.9, ...inRange(5)], 'second.csv'));
  const strange = put({ name: 'strange.txt', bytes: Buffer.from('The fridge was fine.\n') });

  expect(run('--unit', 'Fridge 1', first)).toMatchObject({ status: 1, told: [], stderr: expect.stringMatching(/no units yet.*--kind/s) });
  const made = run('--unit', 'Fridge 1', '--kind', 'refrigerator', '--basis', 'C', '--profile', 'cdc', first, strange, second);
  expect(made.status).toBe(1);
  expect(made.stderr).toMatch(/strange\.txt: .*no logger/);
  expect(made.told).toMatchObject([
    { file: first, driver: 'logger-csv', serial: '40123', new: 4, known: 0, conflicts: [], skipped: [], signature: 'unsigned', events: 1 },
    { file: strange, state: 'unreadable' },
    { file: second, new: 6, known: 1, events: 1, incidents: [{ became: 'grew', events: [{ side: 'high', minutes: 10, peak: 8.4 }] }] },
  ]);

  const again = run('--unit', 'fridge 1', second);
  expect(again).toMatchObject({ status: 0, told: [{ state: 'nothing-new', new: 0, noNewReadingsSince: '2026-05-04T08:45:00' }] });
  expect(run('--unit', 'Freezer', second).stderr).toMatch(/no unit Freezer.*Fridge 1/);

  const db = open();
  onTestFinished(() => void db.close());
  expect(db.prepare('SELECT action FROM audit ORDER BY number').pluck().all()).toEqual([
    'fridge.unit-added',
    'fridge.log-imported',
    'fridge.log-imported',
  ]);
  expect(verifyAudit(db).brokenAt).toBeNull();
}, 60_000);

test('a demo’s data takes no real log, nor the other way round', () => {
  const { open, put, run } = station('demo');
  const file = put(tableLog('2026-05-04T08:00', inRange(5)));
  const made = ['--unit', 'Fridge 1', '--kind', 'refrigerator', '--basis', 'C', '--profile', 'cdc', file];
  expect(run(...made)).toMatchObject({ status: 1, told: [], stderr: expect.stringContaining('made-up') });
  const db = open();
  expect(db.prepare('SELECT count(*) FROM storage_units').pluck().get()).toBe(0);
  db.close();
  expect(run('--demo', ...made)).toMatchObject({ status: 0, told: [{ new: 5 }] });
}, 60_000);
