import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withDerivedLeads } from '../../../drivers/model/leads.ts';
import { standardLeads, type Tracing } from '../../../drivers/model/tracing.ts';
import { readTracing } from '../../../drivers/tracings.ts';
import { createFolderDestination } from '../../../src/main/delivery/folder/destination.ts';
import { tempDir } from '../storage/temp-dir.ts';
import { identifierSystem, mrnSystem, pressure, simple } from './clinic.ts';
import { type Delivering, startDelivering } from './delivering.ts';
import { cartTracing, createEkgDesk } from './ekg-desk.ts';

function startWith(path: string, sendProvenance = false): Delivering {
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

test('a body mass index points at its weight and height: in its own bundle by their addresses, later by their identifiers', async () => {
  const path = tempDir();
  const delivering = startWith(path);
  const values = [
    simple('weight', 81.8, 'kg'),
    simple('height', 177.8, 'cm'),
    simple('bodyMassIndex', 25.9, 'kg/m2', { source: 'computed' }),
  ];
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), values);
  const { id } = await delivering.reaches('delivered');
  const { entry } = read(path, `${id}.json`);
  const addresses = (entry as unknown as { fullUrl: string }[]).map(({ fullUrl }) => fullUrl);
  expect(entry[2]!.resource.derivedFrom).toEqual(addresses.slice(0, 2).map((reference) => ({ reference })));
  delivering.clinic.change(signed, 2, 'Shoes on');
  const withdrawn = read(path, `${(await delivering.reaches('delivered', 2)).id}.json`).entry[0]!.resource;
  const search = ({ identifier }: { identifier: string }) =>
    `Observation?identifier=${encodeURIComponent(`${identifierSystem}|${identifier}`)}`;
  expect(withdrawn.derivedFrom).toEqual(
    delivering
      .parts(1)
      .slice(0, 2)
      .map((part) => ({ reference: search(part) })),
  );
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

async function readBack(path: string, name: string): Promise<Tracing> {
  return readTracing({ name, bytes: readFileSync(join(path, name)), beside: () => null });
}

/** Microvolts, so that a format which stores its leads otherwise still says the same. */
const millivolts = ({ leads }: Tracing) =>
  Object.fromEntries(
    standardLeads.map((name) => {
      const { samples, nanovoltsPerBit, baseline } = withDerivedLeads(leads).find((lead) => lead.name === name)!;
      return [name, Array.from(samples, (value) => Math.round((value - baseline) * nanovoltsPerBit!))];
    }),
  );

test('an EKG is its page, DICOM and SCP-ECG of the same samples under the matched patient, and a bundle that comes last', async () => {
  const path = tempDir();
  const delivering = startWith(path);
  const desk = createEkgDesk(delivering.db, delivering.outbox.enqueue);
  const ekg = await desk.sign(await desk.take(delivering.clinic.addPatient('100')));
  const { id } = await delivering.reaches('delivered');
  expect(readdirSync(path).sort()).toEqual([`${id}.dcm`, `${id}.json`, `${id}.pdf`, `${id}.scp`]);
  const signed = delivering.db.prepare('SELECT page FROM ekg_results').pluck().get() as Buffer;
  expect(readFileSync(join(path, `${id}.pdf`)).equals(signed)).toBe(true);
  for (const ending of ['dcm', 'scp']) {
    const back = await readBack(path, `${id}.${ending}`);
    expect([ending, back.patient]).toMatchObject([ending, { ids: ['100'], family: 'Sample', given: 'Robin', birthDate: '1970-05-04' }]);
    expect(millivolts(back)).toEqual(millivolts(cartTracing()));
    expect([ending, back.deviceMeasurements?.qt]).toEqual([ending, 400]);
  }
  const { entry } = read(path, `${id}.json`);
  const types = entry.map(({ resource }) => resource.resourceType);
  expect(types.slice(-2)).toEqual(['DocumentReference', 'DiagnosticReport']);
  expect(types.length).toBe(21);
  const addresses = (entry as unknown as { fullUrl: string }[]).map(({ fullUrl }) => fullUrl);
  expect(new Set(addresses).size).toBe(21);
  const { result } = entry.at(-1)!.resource as { result: { reference: string }[] };
  expect(result.map(({ reference }) => reference).sort()).toEqual(addresses.slice(0, 19).sort());

  await desk.confirm(ekg, { qt: 402 });
  const confirmed = await delivering.reaches('delivered', 2);
  expect(
    readdirSync(path)
      .filter((name) => name.startsWith(confirmed.id))
      .sort(),
  ).toEqual([`${confirmed.id}.json`, `${confirmed.id}.pdf`]);
  const after = read(path, `${confirmed.id}.json`).entry;
  expect(new Set(after.map(({ request }) => request.method))).toEqual(new Set(['PUT']));
  const report = after.at(-1)!.resource as { status: string; result: { reference: string }[] };
  expect(report.status).toBe('final');
  // What was written before is named by its identifier.
  expect(report.result.filter(({ reference }) => reference.startsWith('Observation?identifier=')).length).toBe(10);
});

test('an EKG of 24 bits is delivered as copies, and its history says how far they may differ', async () => {
  const path = tempDir();
  const delivering = startWith(path);
  const desk = createEkgDesk(delivering.db, delivering.outbox.enqueue);
  const fine = ({ samples, nanovoltsPerBit, ...lead }: Tracing['leads'][number]) => ({
    ...lead,
    samples: samples.map((value) => value * 64 + 1_000_000),
    nanovoltsPerBit: nanovoltsPerBit! / 64.3,
  });
  await desk.sign(await desk.take(delivering.clinic.addPatient('100'), { leads: cartTracing().leads.map(fine) }));
  const { id } = await delivering.reaches('delivered');
  expect(readdirSync(path).sort()).toEqual([`${id}.dcm`, `${id}.json`, `${id}.pdf`, `${id}.scp`]);
  const told = delivering.db.prepare("SELECT * FROM outbox_history WHERE event = 'file-is-copy'").all() as Record<string, unknown>[];
  expect(told.map((row) => JSON.stringify(row))).toEqual([
    expect.stringMatching(/SCP-ECG.*Copy, within \d+ nV of the recording, offsets removed/),
    expect.stringMatching(/DICOM EKG.*Copy, within \d+ nV of the recording, offsets removed/),
  ]);
});
