/** EKG files are read and computed on by another thread, which says what is said here; the program's own is free meanwhile. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Tracing } from '../../../drivers/model/tracing.ts';
import { writeWfdb } from '../../../drivers/wfdb/encode.ts';
import type { PlacedFile } from '../../../src/main/chart/ekg/beside.ts';
import { examineHere } from '../../../src/main/chart/ekg/examine.ts';
import { wholeEkg } from '../../../src/main/chart/ekg/whole.ts';
import { createEkgReader, type EkgReader } from '../../../src/main/station/ekg-reader.ts';
import { type EkgRow, insertEkg } from '../../../src/main/storage/ekgs.ts';
import { openMemoryDatabase } from '../../../src/main/storage/open.ts';
import type { EkgSettings } from '../../../src/preload/contract.ts';
import { madeUpHeart } from '../../support/made-up-heart.ts';
import { undoAfterEach } from '../../support/undo.ts';

const later = undoAfterEach();
const problems: unknown[] = [];
let reader: EkgReader;
let folder: string;
beforeEach(() => {
  problems.length = 0;
  reader = createEkgReader((thrown) => problems.push(thrown));
  folder = later(mkdtempSync(join(tmpdir(), 'isoline-reader-')), (path) => rmSync(path, { recursive: true, force: true }));
});
afterEach(() => reader.stop());

/** Two leads of a heart, over and over. */
function longRecord(times: number): Tracing {
  const { tracing } = madeUpHeart({ noise: 4 });
  const leads = tracing.leads.slice(0, 2).map((lead) => {
    const samples = new Int32Array(lead.samples.length * times);
    for (let time = 0; time < times; time += 1) samples.set(lead.samples, time * lead.samples.length);
    return { ...lead, samples };
  });
  return { ...tracing, leads };
}

function onDisk(tracing: Tracing): PlacedFile {
  const [header, signals] = writeWfdb(tracing, 'rest');
  writeFileSync(join(folder, signals!.name), signals!.bytes);
  return { name: header!.name, bytes: header!.bytes, around: { folder, ready: null } };
}

const compute = { qtcFormula: 'bazett' } as const;

it('says what is said here, reads what lies beside in a folder, and gives it back to be kept', async () => {
  const needs = { file: onDisk(madeUpHeart({ noise: 4 }).tracing), compute };
  const there = await reader.examine(needs);
  const here = await examineHere(needs);
  expect([...there.beside.keys()]).toEqual(['rest.dat']);
  expect(there.computed).toEqual(here.computed);
  expect(there.record).toEqual(here.record);
  expect(there.computed!.values.heartRate).toBeGreaterThan(40);
  expect(problems).toEqual([]);
});

it('names what is not there, takes nothing that is still being copied, and follows no name out of the folder', async () => {
  const file = onDisk(madeUpHeart({ noise: 4 }).tracing);
  const copied = await reader.examine({ file: { ...file, around: { folder, ready: new Set() } }, compute: null });
  expect([copied.record, copied.lacks]).toEqual([{ problem: expect.stringMatching(/rest\.dat is not beside the header/) }, ['rest.dat']]);
  writeFileSync(join(folder, 'above.dat'), 'not for it');
  const outside = Buffer.from(Buffer.from(file.bytes).toString('latin1').replaceAll('rest.dat', '../above.dat'));
  const { record } = await reader.examine({
    file: { ...file, bytes: outside, around: { folder: join(folder, 'in'), ready: null } },
    compute: null,
  });
  expect(record).toEqual({ problem: expect.stringMatching(/is not beside the header/) });
});

it('computes on minutes while this thread goes on with its own', async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  later(timer, clearInterval);
  // Work of this thread would let no timer come before it is done.
  const { computed } = await reader.examine({ file: onDisk(longRecord(30)), compute });
  expect(computed!.values.heartRate).toBeGreaterThan(40);
  expect(turns).toBeGreaterThan(5);
});

it('hands the screen the beginning of a long record, with how long it is', async () => {
  const db = openMemoryDatabase();
  // Two leads come with the four that follow from them.
  const { bytes, name } = onDisk(longRecord(30));
  const examined = await reader.examine({ file: { name, bytes, around: { folder, ready: null } }, compute: null });
  const told = { id: 'long', received_at: '2026-11-23T15:00:00Z', received_by: null, file_name: name, sha256: 'x' };
  const row: EkgRow = { ...told, format: 'wfdb', problem: null, taken_at: null, file_patient: null, state: 'unmatched', patient_id: null };
  insertEkg(db, row, bytes, examined.beside);
  const settings = { analysis: true, qtcFormula: 'bazett' } as EkgSettings;
  const whole = await wholeEkg({ db, examine: reader.examine }, row, settings);
  expect(whole).toMatchObject({ heldSeconds: 300, shownSeconds: 200 });
  expect(whole.leads.map(({ samples }) => samples.length)).toEqual(Array(6).fill(100_000));
});
