import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFolderDestination } from '../../../src/main/delivery/folder/destination.ts';
import { tempDir } from '../storage/temp-dir.ts';
import { identifierSystem, mrnSystem, pressure, simple } from './clinic.ts';
import { startDelivering } from './delivering.ts';

function startWith(path: string, sendProvenance = false) {
  const folder = { id: 'folder', path, identifierSystem, mrnSystem, stationName: 'Station 2' };
  return startDelivering({ destinations: (db) => [createFolderDestination({ ...folder, db })], sendProvenance });
}

type Written = { type: string; entry: { resource: Record<string, unknown>; request: Record<string, string> }[] };
const read = (path: string, name: string) => JSON.parse(readFileSync(join(path, name), 'utf8')) as Written;

test('a set is one transaction, each entry guarded by its identifier, with nothing unfinished beside it', async () => {
  const path = tempDir();
  const delivering = startWith(path, true);
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [pressure(120, 80), simple('weight', 180, '[lb_av]')]);
  const item = await delivering.reaches('delivered');
  expect(readdirSync(path)).toEqual([`${item.id}.json`]);
  const { type, entry } = read(path, `${item.id}.json`);
  expect(type).toBe('transaction');
  expect(entry.map(({ request }) => request.method)).toEqual(['POST', 'POST']);
  for (const [index, part] of delivering.parts().slice(0, 2).entries()) {
    expect(entry[index]?.request.ifNoneExist).toBe(`identifier=${encodeURIComponent(`${identifierSystem}|${part.identifier}`)}`);
    expect(entry[index]?.resource.subject).toEqual({ reference: `Patient?identifier=${encodeURIComponent(`${mrnSystem}|100`)}` });
    expect(part).toMatchObject({ state: 'delivered', location: `${item.id}.json` });
  }
  expect(delivering.parts()[2]).toMatchObject({ kind: 'provenance', state: 'skipped', location: null });
});

test('a correction names what was written before, not something new', async () => {
  const path = tempDir();
  const delivering = startWith(path);
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), [simple('weight', 81.5, 'kg')]);
  delivering.clinic.change(signed, 0, 'Wrong line', simple('weight', 91.5, 'kg'));
  const item = await delivering.reaches('delivered', 2);
  const [first] = delivering.parts(1);
  const { entry } = read(path, `${item.id}.json`);
  expect(entry[0]?.request).toEqual({
    method: 'PUT',
    url: `Observation?identifier=${encodeURIComponent(`${identifierSystem}|${first?.identifier}`)}`,
  });
  expect(entry[0]?.resource).toMatchObject({
    status: 'corrected',
    identifier: [{ value: first?.identifier }],
    valueQuantity: { value: 91.5, code: 'kg' },
  });
});

test('a folder that is not there is waited for and never made', async () => {
  const parent = tempDir();
  const path = join(parent, 'share');
  const delivering = startWith(path);
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [simple('weight', 81.5, 'kg')]);
  expect(await delivering.reaches('retry-wait')).toMatchObject({ reason: 'folder-missing', needs_person: 0 });
  expect(readdirSync(parent)).toEqual([]);
  mkdirSync(path);
  delivering.skip(60_000);
  const item = await delivering.reaches('delivered');
  expect(readdirSync(path)).toEqual([`${item.id}.json`]);
});

test('what is in the way of a file is waited out, and what was begun is no result', async () => {
  const path = tempDir();
  const delivering = startWith(join(path, 'gone'));
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [simple('weight', 81.5, 'kg')]);
  const { id } = await delivering.reaches('retry-wait');
  // A directory stands where the unfinished file would be written.
  mkdirSync(join(path, 'made', `.${id}.json.unfinished`), { recursive: true });
  renameSync(join(path, 'made'), join(path, 'gone'));
  delivering.skip(60_000);
  await expect.poll(() => delivering.items()[0]).toMatchObject({ state: 'retry-wait', attempts: 2, reason: 'folder-missing' });
  expect(readdirSync(join(path, 'gone')).filter((name) => !name.startsWith('.'))).toEqual([]);
});
