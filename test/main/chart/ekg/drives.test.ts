/** Files on a drive: offered by their content, taken in when a person says so, never changed. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { writeWfdb } from '../../../../drivers/wfdb/encode.ts';
import { createEkgDrives, type EkgDrives } from '../../../../src/main/chart/ekg/drives.ts';
import { createEkgs } from '../../../../src/main/chart/ekg/ekgs.ts';
import { examineHere } from '../../../../src/main/chart/ekg/examine.ts';
import { hashPin } from '../../../../src/main/people/pin.ts';
import { openMemoryDatabase } from '../../../../src/main/storage/open.ts';
import { insertPerson } from '../../../../src/main/storage/people.ts';
import type { Person } from '../../../../src/preload/contract.ts';
import { type CartFiles, writeCartFiles } from '../../../support/cart-files.ts';
import { madeUpTracing } from '../../../support/tracing-files.ts';
import { undoAfterEach } from '../../../support/undo.ts';

const maria: Person = { id: 'maria', name: 'Maria Reyes', role: 'assistant', visitOpenIn: null };
const later = undoAfterEach();
let drive: string;
let files: CartFiles;
let drives: EkgDrives;
let told: string[];

beforeEach(async () => {
  const db = openMemoryDatabase();
  const now = new Date('2026-11-23T15:00:00Z');
  insertPerson(db, { id: maria.id, name: maria.name, role: maria.role, pin: await hashPin('271828'), addedAt: now });
  drive = later(mkdtempSync(join(tmpdir(), 'isoline-drive-')), (path) => rmSync(path, { recursive: true, force: true }));
  mkdirSync(join(drive, 'EXPORT', '2026'), { recursive: true });
  files = await writeCartFiles(join(drive, 'EXPORT', '2026'));
  writeFileSync(join(drive, 'letter.txt'), 'Dear colleague,');
  writeFileSync(join(drive, 'picture.scp'), 'no EKG at all, whatever its name');
  writeFileSync(join(drive, 'nothing.scp'), '');
  writeFileSync(join(drive, 'notes.txt'), '');
  writeFileSync(join(drive, 'huge.DCM'), '');
  truncateSync(join(drive, 'huge.DCM'), 20 * 1024 * 1024 + 1);
  told = [];
  const announce = (fact: string) => void told.push(fact);
  const ekgs = createEkgs({
    db,
    examine: examineHere,
    clock: { now: () => now },
    announce,
    enqueue: () => undefined,
    todayChanged: () => undefined,
  });
  drives = createEkgDrives({ db, examine: examineHere, announce, receive: ekgs.take, fault: (thrown) => told.push(String(thrown)) });
  await drives.changed([{ path: drive, name: 'CART' }]);
});

const offered = async () => drives.answers['ekg.drives'].answer(null, { person: maria });
const take = async (names: string[], path = drive) => drives.answers['ekg.takeFromDrive'].answer({ path, files: names }, { person: maria });

it('are found below folders by what is in them; nothing is taken in before a person says so', async () => {
  expect(await offered()).toEqual([
    {
      path: drive,
      name: 'CART',
      files: ['before.dcm', 'early.dcm', 'irregular.scp', 'today.scp', 'torn.xml'].map((name) => ({
        name: join('EXPORT', '2026', name),
        isHere: false,
      })),
      leftOut: [
        { name: 'huge.DCM', why: 'too-large' },
        { name: 'nothing.scp', why: 'empty' },
        { name: 'picture.scp', why: 'not-known' },
      ],
    },
  ]);
  expect(told).toEqual(['ekg.drivesChanged']);
});

it('are taken in as they are, then known, and stay on the drive as they were', async () => {
  const before = readFileSync(files.today);
  const [card] = await take([join('EXPORT', '2026', 'today.scp')]);
  expect(card).toMatchObject({ fileName: 'today.scp', state: 'unmatched', filePatient: { family: 'Hadad' } });
  expect((await offered())[0]!.files.filter(({ isHere }) => isHere).map(({ name }) => name)).toEqual([join('EXPORT', '2026', 'today.scp')]);
  expect(readFileSync(files.today).equals(before)).toBe(true);
  expect(readdirSync(join(drive, 'EXPORT', '2026'))).toHaveLength(5);
});

it('of a record of two files are offered as one, taken in together, and known then', async () => {
  const [header, signals] = writeWfdb(madeUpTracing(), 'rest');
  const stick = later(mkdtempSync(join(tmpdir(), 'isoline-drive-')), (path) => rmSync(path, { recursive: true, force: true }));
  for (const { name, bytes } of [header!, signals!]) writeFileSync(join(stick, name), bytes);
  await drives.changed([{ path: stick, name: 'STICK' }]);
  expect(await offered()).toMatchObject([{ files: [{ name: 'rest.hea', isHere: false }], leftOut: [] }]);
  expect(await take(['rest.hea'], stick)).toMatchObject([{ fileName: 'rest.hea', problem: null }]);
  expect(await offered()).toMatchObject([{ files: [{ name: 'rest.hea', isHere: true }] }]);
});

it('are no way to other files of the computer, and gone with their drive', async () => {
  await expect(take(['../../etc/passwd'])).rejects.toMatchObject({ code: 'ekg-drive-gone' });
  await expect(take(['letter.txt'])).rejects.toMatchObject({ code: 'ekg-drive-gone' });
  await expect(take(['today.scp'], '/')).rejects.toMatchObject({ code: 'ekg-drive-gone' });
  await drives.changed([]);
  expect(await offered()).toEqual([]);
  await expect(take([join('EXPORT', '2026', 'today.scp')])).rejects.toMatchObject({ code: 'ekg-drive-gone' });
});

it('of a drive that cannot be opened are said to be a fault, and hide no other drive', async () => {
  await drives.changed([
    { path: join(drive, 'not-there'), name: 'BROKEN' },
    { path: drive, name: 'CART' },
  ]);
  expect((await offered()).map(({ name }) => name)).toEqual(['CART']);
  expect(told.some((words) => words.includes('not-there'))).toBe(true);
});
