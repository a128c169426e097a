/** What becomes of loggers' files that are handed over: every outcome, with what is stored of it, in a real database and on a real thread. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { loggerDeviceById } from '../../../../drivers/loggers.ts';
import type { SimulatedMemory } from '../../../../drivers/model/logger-device.ts';
import { createFridgeFiles } from '../../../../src/main/fridge/files/files.ts';
import { readLoggerMemory } from '../../../../src/main/live/logger-memory.ts';
import { loggerPortOf } from '../../../../src/main/live/logger-ports.ts';
import { createPorts } from '../../../../src/main/ports/open.ts';
import { systemTimers } from '../../../../src/main/ports/timers.ts';
import { createLogKeeper } from '../../../../src/main/station/log-keeper.ts';
import { verifyAudit } from '../../../../src/main/storage/audit.ts';
import { openDatabase } from '../../../../src/main/storage/open.ts';
import type { FileOrder, FridgeFileCalls, Person } from '../../../../src/preload/contract.ts';
import { answerOver } from '../../../support/asked-line.ts';
import { fridgeTag2L, signed } from '../../../support/berlinger-file.ts';
import { addRefrigerator, inRange, tableLog } from '../../../support/fridge-log.ts';
import { itOverPty, openPty } from '../../../support/pty.ts';
import { tempDir } from '../../storage/temp-dir.ts';

const maria: Person = { id: 'p1', name: 'Maria Reyes', role: 'assistant', visitOpenIn: null };
const problems: unknown[] = [];
const ports = createPorts({ drivers: [], simulatedPatient: () => ({}) as never });
afterAll(() => expect(problems).toEqual([]));

function clinic() {
  const key = randomBytes(32);
  const db = openDatabase({ file: join(tempDir(), 'station.db'), key });
  onTestFinished(() => void db.close());
  addRefrigerator(db);
  addRefrigerator(db, 'unit-2', 'Fridge 2');
  db.prepare(
    "INSERT INTO people (id, name, role, pin_hash, pin_salt, added_at) VALUES ('p1', 'Maria Reyes', 'assistant', x'00', x'00', '2020-01-01')",
  ).run();
  let who: string | null = 'p1';
  const facts: { fact: string; is: unknown }[] = [];
  const announce = (fact: string, is: unknown) => void facts.push({ fact, is });
  const keeper = createLogKeeper({ db, key, announce, fault: (thrown) => problems.push(thrown) });
  onTestFinished(() => keeper.stop());
  const { answers, drives } = createFridgeFiles({
    db,
    clock: { now: () => new Date('2026-05-15T09:00:00Z') },
    receiving: keeper,
    personId: () => who,
    announce,
    importing: (is) => announce('fridge.importing', is),
    changed: () => facts.push({ fact: 'changed', is: null }),
    fault: (thrown) => problems.push(thrown),
    loggerPorts: async () => [],
    takenBy: (path) => (path === '/dev/taken' ? 'Oximeter' : null),
    readMemory: (path, progress) => readLoggerMemory(loggerPortOf(path), { openPort: ports.open, timers: systemTimers, progress }),
  });
  const ask = async <C extends keyof typeof answers>(call: C, order: FridgeFileCalls[C]['in']) =>
    (await answers[call].answer(answers[call].check.parse(order) as never, { person: maria })) as FridgeFileCalls[C]['out'];
  const receive = (file: { name: string; bytes: Uint8Array }, more: Partial<FileOrder> = {}) =>
    ask('fridge.receive', {
      fileName: file.name,
      base64: Buffer.from(file.bytes).toString('base64'),
      unitId: 'unit-1',
      answers: {},
      ...more,
    });
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  return { db, ask, receive, count, drives, facts, signOut: () => (who = null) };
}

const log = tableLog('2026-05-14T20:00', [...inRange(12), 8.6, 8.7, ...inRange(12), 'broken']);

describe('a file handed over', () => {
  it('that is long tells how far it is, from its thread', async () => {
    const { receive, facts, count } = clinic();
    expect(await receive(tableLog('2026-05-04T08:00', inRange(9000)))).toMatchObject({ state: 'imported', fresh: 9000 });
    const fileName = 'log.csv';
    const told = [2000, 4000, 6000, 8000, 9000].map((done) => ({ fact: 'fridge.importing', is: { fileName, done } }));
    expect(facts).toEqual([...told, { fact: 'changed', is: null }]);
    expect([count('logger_readings'), count('fridge_arrivals')]).toEqual([9000, 0]);
  });

  it('is imported with what it opened and skipped; again it is nothing new, since when is said', async () => {
    const { receive, facts, count, db } = clinic();
    const first = await receive(log);
    expect(first).toMatchObject({
      ...{ state: 'imported', unitId: 'unit-1', unitName: 'Fridge 1', serial: '40123', signature: 'unsigned', since: null, fresh: 26 },
      ...{ known: 0, conflicts: 0, degrees: 'C', excursions: 1, incidents: [{ became: 'opened' }], skipped: [{ line: 29 }] },
    });
    expect(facts).toEqual([{ fact: 'changed', is: null }]);
    expect(await receive(log, { unitId: null })).toMatchObject({ state: 'nothing-new', since: '2026-05-14T22:05:00', fresh: 0 });
    expect([count('logger_files'), count('fridge_incidents')]).toEqual([1, 1]);
    expect(verifyAudit(db).brokenAt).toBeNull();
  });

  it('of a logger that hangs nowhere, or elsewhere, asks first, and nothing is stored', async () => {
    const { receive, count } = clinic();
    expect(await receive(log, { unitId: null })).toMatchObject({
      ...{ state: 'whose', serial: '40123', first: '2026-05-14T20:00:00', last: '2026-05-14T22:05:00' },
    });
    await receive(log);
    const later = tableLog('2026-05-15T06:00', inRange(20), 'later.csv');
    expect(await receive(later, { unitId: 'unit-2' })).toEqual({
      state: 'elsewhere',
      fileName: 'later.csv',
      serial: '40123',
      unitName: 'Fridge 1',
    });
    expect(count('logger_files')).toBe(1);
    const moved = await receive(later, { unitId: 'unit-2', answers: { movedAt: '2026-05-15T05:00:00' } });
    expect(moved).toMatchObject({ state: 'imported', unitName: 'Fridge 2', fresh: 20 });
  });

  it('that leaves something open comes back laid open, and goes in once it is answered or a saved way is named', async () => {
    const { receive, ask, count } = clinic();
    const rows = ['03/04/2026 08:00,5.1', '03/04/2026 08:05,5.2', '03/04/2026 08:10,5.3'];
    const file = { name: 'us.csv', bytes: Buffer.from(`Time,Temp (°C)\n${rows.join('\n')}\n`) };
    const asked = await receive(file);
    expect(asked).toMatchObject({ state: 'unanswered', questions: ['date-order'], study: { columns: [{ holds: 'date' }, {}] } });
    const base64 = file.bytes.toString('base64');
    const study = await ask('fridge.study', { fileName: 'us.csv', base64, mapping: { dateOrder: 'month-day-year' } });
    expect(study).toMatchObject({ questions: [], outcome: { count: 3, first: '2026-03-04T08:00:00' } });
    await ask('fridge.saveMapping', { name: 'Old program', mapping: study.mapping });
    expect(await ask('fridge.mappings', null)).toEqual([{ name: 'Old program', mapping: study.mapping }]);
    expect(await receive(file, { answers: { mappingName: 'old PROGRAM' } })).toMatchObject({
      state: 'unanswered',
      questions: ['serial'],
      study: null,
    });
    const taken = await receive(file, { answers: { mappingName: 'Old program', serial: 'B-7' } });
    expect(taken).toMatchObject({ state: 'imported', serial: 'B-7', fresh: 3 });
    await ask('fridge.dropMapping', { name: 'Old program' });
    await expect(receive(file, { answers: { mappingName: 'Old program' } })).rejects.toThrow('fridge-mapping-unknown');
    await expect(receive(file, { answers: { zone: 'Mars/Base' } })).rejects.toThrow();
    expect(count('logger_files')).toBe(1);
  });

  it('whose signature does not fit is stored only for a reason', async () => {
    const { receive, count, db, ask } = clinic();
    const genuine = signed(fridgeTag2L);
    const bytes = Buffer.from(genuine.toString('latin1').replace('Max T: +9.2', 'Max T: +7.2'), 'latin1');
    const file = { name: '130500000001_202605041014.txt', bytes };
    expect(await receive(file)).toEqual({ state: 'altered', fileName: file.name, serial: '130500000001' });
    expect([count('logger_files'), count('loggers'), count('audit')]).toEqual([0, 0, 0]);
    const taken = await receive(file, { answers: { alteredBecause: 'The stick broke; this is the copy' } });
    expect(taken).toMatchObject({ state: 'imported', signature: 'altered' });
    expect(db.prepare("SELECT detail FROM audit WHERE action = 'fridge.log-imported'").pluck().get()).toContain('The stick broke');
    const [card] = await ask('fridge.files', { unitId: 'unit-1' });
    expect(card).toMatchObject({ name: file.name, bytes: bytes.length, importedBy: 'Maria Reyes', signature: 'altered' });
    const back = await ask('fridge.fileBytes', { number: card!.number });
    expect(Buffer.from(back.base64, 'base64').equals(bytes)).toBe(true);
    await expect(ask('fridge.fileBytes', { number: 99 })).rejects.toThrow('fridge-file-gone');
  });

  it('that says no temperatures, or for a unit that is not in use, leaves nothing', async () => {
    const { receive, count, db } = clinic();
    expect(await receive({ name: 'letter.txt', bytes: Buffer.from('Dear clinic,\nno temperatures here.\n') })).toMatchObject({
      state: 'unreadable',
    });
    expect(await receive({ name: 'empty.csv', bytes: Buffer.alloc(0) })).toMatchObject({ state: 'unreadable' });
    await expect(receive(log, { unitId: 'unit-9' })).rejects.toThrow('fridge-unknown');
    db.prepare("UPDATE storage_units SET retired_at = '2026-05-10T00:00:00Z' WHERE id = 'unit-2'").run();
    await expect(receive(log, { unitId: 'unit-2' })).rejects.toThrow('fridge-unknown');
    expect([count('logger_files'), count('logger_readings')]).toEqual([0, 0]);
  });

  it('that is the paper of a logger is kept with its unit, once', async () => {
    const { receive, count } = clinic();
    const paper = { name: '40123_202605.pdf', bytes: Buffer.from('%PDF-1.4\nmade up') };
    expect(await receive(paper, { unitId: null })).toMatchObject({ state: 'whose', serial: null });
    await receive(log);
    expect(await receive(paper, { unitId: null })).toEqual({
      state: 'attached',
      fileName: paper.name,
      unitId: 'unit-1',
      unitName: 'Fridge 1',
    });
    await receive(paper, { unitId: null });
    expect(count('unit_attachments')).toBe(1);
  });
});

describe('a logger at a serial port', () => {
  const memory: SimulatedMemory = {
    serial: '0000012345',
    start: '2026-05-14T08:00:00',
    now: '2026-05-14T20:00:00',
    intervalSeconds: 300,
    temperatures: Array.from({ length: 60 }, (_, index) => (index === 30 ? 9.1 : 4.5)),
  };

  for (const id of ['elitech-rc', 'ut330']) {
    itOverPty(`${id} is read into its unit once somebody has said which, with its own bytes kept; again there is nothing new`, async () => {
      const { ask, db, facts } = clinic();
      const pty = openPty();
      const stop = answerOver(pty, loggerDeviceById(id)!.simulate(memory), (asked) => (id === 'ut330' && asked[0] !== 0xcc ? 6 : 5), 13);
      onTestFinished(() => {
        stop();
        pty.hangUp();
      });
      const answers = id === 'ut330' ? { serial: '0000012345' } : {};
      expect(await ask('fridge.readPort', { port: pty.path, unitId: null, answers })).toMatchObject({
        state: 'whose',
        serial: '0000012345',
      });
      expect(facts.filter(({ fact }) => fact === 'fridge.importing').length).toBeGreaterThan(0);
      const taken = await ask('fridge.readPort', { port: pty.path, unitId: 'unit-1', answers });
      expect(taken).toMatchObject({ state: 'imported', serial: '0000012345', fresh: 60, excursions: 1, incidents: [{ became: 'opened' }] });
      expect(db.prepare('SELECT length(bytes) FROM logger_files').pluck().get()).toBeGreaterThan(60);
      expect(await ask('fridge.readPort', { port: pty.path, unitId: null, answers })).toMatchObject({ state: 'nothing-new', fresh: 0 });
    });
  }

  itOverPty('that is none, or whose port is another’s, leaves nothing', async () => {
    const { ask, count } = clinic();
    const pty = openPty();
    onTestFinished(() => pty.hangUp());
    expect(await ask('fridge.readPort', { port: pty.path, unitId: 'unit-1', answers: {} })).toMatchObject({ state: 'unreadable' });
    await expect(ask('fridge.readPort', { port: '/dev/taken', unitId: null, answers: {} })).rejects.toThrow('port-taken: Oximeter');
    await expect(ask('fridge.readPort', { port: '/dev/nothing-there', unitId: null, answers: {} })).rejects.toThrow('port-unknown');
    expect(count('logger_files')).toBe(0);
  });
});

describe('a logger that is a drive', () => {
  function stick(files: Readonly<Record<string, Uint8Array>>): string {
    const path = tempDir();
    mkdirSync(join(path, 'LOGS'));
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(path, name), bytes);
    return path;
  }
  const report = signed(fridgeTag2L);
  const name = '130500000001_202605041014.txt';

  it('is read by being plugged in, once it is known where it hangs; what is asked is asked on the screen', async () => {
    const { drives, facts, receive, count, ask } = clinic();
    const path = stick({
      [`LOGS/${name}`]: report,
      [`LOGS/${name.replace('.txt', '.pdf')}`]: Buffer.from('%PDF-1.4\n'),
      'letter.txt': Buffer.from('Dear clinic'),
    });
    await drives.changed([{ path, name: 'FRIDGETAG' }]);
    expect(facts.at(-1)).toMatchObject({ fact: 'fridge.taken', is: [{ state: 'whose', serial: '130500000001' }, { state: 'whose' }] });
    expect(count('logger_files')).toBe(0);
    expect(await ask('fridge.drives', null)).toEqual([
      {
        path,
        name: 'FRIDGETAG',
        files: [
          { name: join('LOGS', name), isHere: false },
          { name: join('LOGS', name.replace('.txt', '.pdf')), isHere: false },
        ],
      },
    ]);
    expect(await ask('fridge.takeFromDrive', { path, files: [join('LOGS', name)], unitId: 'unit-1' })).toMatchObject([
      { state: 'imported' },
    ]);
    expect((await ask('fridge.drives', null))[0]!.files[0]).toMatchObject({ isHere: true });
    await drives.changed([]);
    await expect(ask('fridge.takeFromDrive', { path, files: [join('LOGS', name)], unitId: null })).rejects.toThrow('fridge-drive-gone');

    // Plugged in again with another report: nothing is asked any more.
    const other = signed(fridgeTag2L.map((line) => line.replace('TS Report Creation: 2026-05-04', 'TS Report Creation: 2026-05-05')));
    writeFileSync(join(path, 'LOGS', 'second.txt'), other);
    await drives.changed([{ path, name: 'FRIDGETAG' }]);
    expect(facts.at(-1)).toMatchObject({
      fact: 'fridge.taken',
      is: [{ unitName: 'Fridge 1', fileName: 'second.txt' }, { state: 'attached' }],
    });
    expect(count('logger_files')).toBe(2);
    expect(await receive({ name, bytes: report }, { unitId: null })).toMatchObject({ state: 'nothing-new' });
  });

  it('waits while nobody is signed in', async () => {
    const { drives, facts, count, signOut, ask } = clinic();
    signOut();
    const path = stick({ [name]: report });
    await drives.changed([{ path, name: 'FRIDGETAG' }]);
    expect(facts.map(({ fact }) => fact)).toEqual(['fridge.drivesChanged']);
    expect(count('logger_files')).toBe(0);
    await expect(ask('fridge.takeFromDrive', { path, files: ['../secret.txt'], unitId: 'unit-1' })).rejects.toThrow('fridge-drive-gone');
  });
});
