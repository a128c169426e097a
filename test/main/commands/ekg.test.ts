/** `isoline ekg` as a person at the command line runs it: one JSON value on standard output, words on standard error, exit codes. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { writeRecording } from '../../../drivers/isoline-recording/encode.ts';
import type { Tracing } from '../../../drivers/model/tracing.ts';
import { writeScp } from '../../../drivers/scp-ecg/encode.ts';
import { runEkg } from '../../../src/main/commands/ekg/run.ts';
import { streamTracing } from '../../../src/main/commands/ekg/stream.ts';
import { madeUpHeart } from '../../support/made-up-heart.ts';
import { itOverPty, openPty } from '../../support/pty.ts';
import { undoAfterEach } from '../../support/undo.ts';
import { until } from '../../support/until.ts';
import { tempDir } from '../storage/temp-dir.ts';

const cli = fileURLToPath(new URL('../../../src/main/cli.ts', import.meta.url));
const later = undoAfterEach();

function isoline(args: readonly string[], input?: Uint8Array) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'ekg', ...args], { encoding: 'utf8', input });
  return { status, stdout, stderr };
}

/** What a command that must succeed printed: exactly one line, one value. */
function told<T = Record<string, unknown>>(args: readonly string[], input?: Uint8Array): T {
  const { status, stdout, stderr } = isoline(args, input);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.trimEnd().split('\n').length).toBe(1);
  return JSON.parse(stdout) as T;
}

/** The same order within this process: a program started anew costs half a second. */
async function ordered<T>(args: readonly string[]): Promise<T> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      samples: { type: 'boolean' },
      lead: { type: 'string' },
      to: { type: 'string' },
      on: { type: 'string' },
      as: { type: 'string' },
    },
  });
  const { samples = false, lead = null, to = null, on = null, as = null } = values;
  const lines = await runEkg({ positionals, samples, lead, to, on, as });
  expect(lines.length).toBe(1);
  return JSON.parse(lines[0]!) as T;
}

const cart = (): Tracing => ({
  ...madeUpHeart({ noise: 3 }).tracing,
  patient: { ids: ['77'], family: 'Doe', given: 'Jane', birthDate: '1958-03-14', sex: 'female', ageYears: null },
  device: { manufacturer: 'Maker', model: 'M1', serial: 'S9', software: null },
  startedAt: '2026-11-20T09:30:00',
});

function folderWith(tracing: Tracing = cart()) {
  const folder = tempDir();
  const path = (name: string) => join(folder, name);
  const bytes = writeScp(tracing, 'cart')[0]!.bytes;
  writeFileSync(path('cart.scp'), bytes);
  return { folder, path, bytes, file: path('cart.scp') };
}

test('read says what a file holds, with every integer where they are asked for, of a file and of standard input', () => {
  const { file, bytes } = folderWith();
  const plain = told(['read', file]);
  expect(plain).toMatchObject({
    format: 'scp-ecg',
    rate: 500,
    samples: 5000,
    seconds: 10,
    patient: { ids: ['77'], family: 'Doe' },
    device: { manufacturer: 'Maker', serial: 'S9' },
    deviceMeasurements: null,
  });
  const { leads } = plain as { leads: Record<string, unknown>[] };
  expect(leads.length).toBe(cart().leads.filter(({ derived }) => derived !== true).length);
  expect(leads[0]).toEqual({ name: 'I', rate: 500, count: 5000, nanovoltsPerBit: cart().leads[0]!.nanovoltsPerBit, baseline: 0 });
  const whole = told<{ leads: { samples: number[] }[] }>(['read', '-', '--samples'], bytes);
  expect(whole.leads[0]!.samples).toEqual([...cart().leads[0]!.samples]);
});

test('measure, beats, delineate, quality and reversal each answer with their value', async () => {
  const { file } = folderWith();
  const measured = told(['measure', file]);
  expect(measured).toMatchObject({ label: 'unconfirmed, computed by Isoline', device: null, quality: { verdict: 'accept', reasons: [] } });
  expect(measured.heartRate).toBeGreaterThan(50);
  expect(Object.keys(measured.medianBeat as object)).toEqual(expect.arrayContaining(['rate', 'global', 'perLead', 'leads']));

  const all = told<{ rate: number; beats: number[] }>(['beats', file]);
  expect(Object.keys(all)).toEqual(['rate', 'beats']);
  expect(all.rate).toBe(500);
  expect(all.beats.length).toBeGreaterThan(8);
  expect(all.beats.every(Number.isInteger)).toBe(true);
  const byName = await ordered<{ beats: number[] }>(['beats', file, '--lead', 'II']);
  expect(await ordered(['beats', file, '--lead', '1'])).toEqual(byName);

  const rows = told<Record<string, number | null>[]>(['delineate', file, '--lead', 'II']);
  expect(Object.keys(rows[0]!)).toEqual(['p_on', 'p_peak', 'p_off', 'qrs_on', 'r', 'qrs_off', 't_on', 't_peak', 't_off']);
  for (const row of rows) {
    const marks = Object.values(row).filter((mark) => mark !== null);
    expect(marks).toEqual([...marks].sort((a, b) => a - b));
  }

  expect(told(['quality', file])).toEqual({ verdict: 'accept', reasons: [] });
  expect(told(['reversal', file])).toMatchObject({ swap: null, certainty: expect.any(Number) });
});

test('quality reads a packed text record of the challenge, and names lead and fault of what is wrong', () => {
  const { path } = folderWith();
  const flat = Array.from({ length: 5000 }, (_, at) => [at, ...Array.from({ length: 12 }, () => 0)].join(',')).join('\n');
  writeFileSync(path('1002603.txt.gz'), gzipSync(flat));
  const { verdict, reasons } = told<{ verdict: string; reasons: Record<string, string>[] }>(['quality', path('1002603.txt.gz')]);
  expect(verdict).toBe('retake');
  expect(Object.keys(reasons[0]!)).toEqual(['lead', 'fault', 'text']);
});

test('convert writes by the ending or by --to, each read again as the same integers', async () => {
  const { file, path } = folderWith();
  const samples = async (from: string) =>
    (await ordered<{ leads: { samples: number[] }[] }>(['read', from, '--samples'])).leads.map((lead) => lead.samples);
  const own = await samples(file);
  for (const name of ['a.dcm', 'a.xml', 'a.edf', 'a.hea']) {
    const { written, copy } = await ordered<{ written: string[]; copy: unknown }>(['convert', file, path(name)]);
    expect([name, written.every(existsSync), copy]).toEqual([name, true, null]);
    expect(await samples(path(name))).toEqual(own);
  }
  expect(told(['convert', file, path('b.bin'), '--to', 'scp'])).toEqual({ written: [path('b.bin')], copy: null });
  expect(await samples(path('b.bin'))).toEqual(own);
  await ordered(['convert', file, path('a.pdf')]);
  expect(readFileSync(path('a.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  await ordered(['convert', file, path('a.json')]);
  const { resourceType, entry } = JSON.parse(readFileSync(path('a.json'), 'utf8')) as { resourceType: string; entry: unknown[] };
  expect([resourceType, entry.length]).toEqual(['Bundle', 2]);
});

test('convert says how far a copy may differ, in its answer and in the file', () => {
  const { path } = folderWith();
  const fine = {
    ...cart(),
    leads: cart().leads.map((lead) => ({ ...lead, samples: lead.samples.map((value) => value * 64), nanovoltsPerBit: 47.68 })),
  };
  writeFileSync(path('fine.isoline'), writeRecording(fine, 'fine')[0]!.bytes);
  const { copy } = told<{ copy: { note: string; largestDifferenceNanovolts: number; leads: Record<string, unknown>[] } }>([
    'convert',
    path('fine.isoline'),
    path('fine.scp'),
  ]);
  expect(copy.note).toContain(`within ${copy.largestDifferenceNanovolts} nV of the recording`);
  expect(Object.keys(copy.leads[0]!)).toEqual(['name', 'stepNanovolts', 'offsetNanovolts']);
  expect(readFileSync(path('fine.scp'), 'latin1')).toContain(copy.note);
});

test('what cannot be done is said on standard error with exit code 1, and nothing is printed or written', async () => {
  const { file, path, folder } = folderWith();
  writeFileSync(path('note.txt'), 'The EKG was fine.\n');
  writeFileSync(path('cut.scp'), readFileSync(file).subarray(0, 900));
  writeFileSync(path('huge.scp'), '');
  truncateSync(path('huge.scp'), 300 * 1024 * 1024);
  writeFileSync(path('bomb.txt.gz'), gzipSync(Buffer.alloc(300 * 1024 * 1024)));
  const before = readdirSync(folder).sort();
  const wrong: [args: string[], words: RegExp][] = [
    [[], /name what to do and a file/],
    [['toString', file], /name what to do and a file/],
    [['read', path('none.scp')], /none\.scp: there is no such file\./],
    [['read', folder], /it is a folder\./],
    [['read', path('huge.scp')], /huge\.scp: it is larger than 256 MB, and none that is read here is\./],
    [['read', path('bomb.txt.gz')], /bomb\.txt\.gz: the packed file cannot be unpacked, or holds more than a recording can\./],
    [['read', path('note.txt')], /note\.txt: this is no EKG format that Isoline knows\./],
    [['measure', path('cut.scp')], /cut\.scp: .*(section|byte)/i],
    [['beats', file, '--lead', 'V9'], /there is no lead "V9"\. Known: I, II/],
    [['delineate', file], /give --lead NAME/],
    [['convert', file], /name a file and what to write/],
    [['convert', file, path('out.doc')], /the ending names no format/],
    [['convert', file, path('out'), '--to', 'constructor'], /--to constructor is not one of scp, dicom/],
    [['convert', file, join(folder, 'nowhere', 'out.dcm')], /cannot be written \(ENOENT\)/],
    [['stream', file, '--on', '/dev/none'], /name a file, --on PATH and --as/],
    [['stream', file, '--on', '/dev/none', '--as', 'toaster'], /not one of cyton, ads1298, healthypi/],
  ];
  for (const [args, words] of wrong) await expect(ordered(args), args.join(' ')).rejects.toThrow(words);
  for (const [args, words] of [wrong[1]!, wrong[2]!, wrong[5]!]) {
    const { status, stdout, stderr } = isoline(args);
    expect([args, status, stdout]).toEqual([args, 1, '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/\n\s+at /);
  }
  expect(readdirSync(folder).sort()).toEqual(before);
});

// In this process: a child would inherit the device's end of the terminal, and nobody could hang up.
itOverPty('stream plays the tracing as the device over a serial path, takes words, and ends when the other side hangs up', async () => {
  const line = later(openPty(), (opened) => opened.hangUp());
  const controls = new PassThrough();
  const said: string[] = [];
  const ended = streamTracing({ tracing: cart(), on: line.path, as: 'healthypi' }, (words) => void said.push(words), controls);
  await until(() => line.written().length > 2000, 'frames came');
  expect(line.written()).toContain('\x0a\xfa');
  expect(said[0]).toMatch(/every 4th sample is sent/);
  controls.write('loose-v3\nnonsense\n');
  await until(() => said.some((words) => words.startsWith('There is no "nonsense"')), 'it answered');
  line.hangUp();
  await ended;
  expect(controls.destroyed).toBe(true);
});
