/** Papers and files as a signed-in person asks for them: out of an imported log, checked before anything is drawn, and noted in the audit log. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importLog } from '../../../src/main/fridge/import-log.ts';
import { createFridgePapers, type PaperAnswers, type PapersParts } from '../../../src/main/fridge/papers/papers.ts';
import { Refusal } from '../../../src/main/refusal.ts';
import { createPaperDrawer } from '../../../src/main/station/paper-drawer.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import type { FridgePaperCalls, Person } from '../../../src/preload/contract.ts';
import { addRefrigerator, inRange, tableLog } from '../../support/fridge-log.ts';
import { workedIncident } from '../../support/fridge-papers.ts';
import { fullMonth, refrigerator } from '../../support/fridge-span.ts';
import { pdfSheets } from '../../support/pdf-words.ts';
import { tempDir } from '../storage/temp-dir.ts';

const celsius = fullMonth('2026-05', { ...refrigerator, basis: 'C', low: 2, high: 8 });
const person: Person = { id: 'p1', name: 'Dana Cole', role: 'administrator', visitOpenIn: null };

function desk() {
  const db = openDatabase({ file: join(tempDir(), 'station.db'), key: randomBytes(32) });
  onTestFinished(() => void db.close());
  addRefrigerator(db);
  db.prepare(
    "INSERT INTO people (id, name, role, pin_hash, pin_salt, added_at) VALUES ('p1', 'Dana Cole', 'administrator', x'00', x'00', '2020-01-01')",
  ).run();
  const file = tableLog('2026-05-04T08:00', [6, 7.5, 8.1, 8.4, 7.9, ...inRange(40)]);
  importLog(db, { file, unitId: 'unit-1', at: new Date('2026-05-05T12:00:00Z'), personId: 'p1' });
  const told: unknown[] = [];
  const drawer = createPaperDrawer((thrown) => expect.fail(String(thrown)));
  onTestFinished(() => drawer.stop());
  const incident = { ...workedIncident(), unitId: 'unit-1', id: db.prepare('SELECT id FROM fridge_incidents').pluck().get() as string };
  const parts: PapersParts = {
    db,
    clock: { now: () => new Date('2026-05-20T15:00:00Z') },
    exporting: (fact) => told.push(fact),
    draw: drawer.draw,
    settings: () => ({
      facility: 'Riverside Family Clinic',
      programPin: 'VFC-10234',
      workdays: [1, 2, 3, 4, 5],
      closedDates: [],
      morningBy: '10:00',
      afternoonBy: null,
      retentionYears: 3,
      contacts: [],
      downloadEveryDays: 7,
    }),
    identifierSystem: () => 'urn:isoline:reading',
    checks: (_unit, from, to) => celsius.checks.filter(({ date }) => date >= from && date <= to),
    reviews: () => [...fullMonth('2026-05').reviews],
    incident: () => incident,
    incidents: () => [incident],
    notices: () => [{ code: 'no-backup' }],
    loggers: () => [],
  };
  const answers: PaperAnswers = createFridgePapers(parts);
  const ask = async <C extends keyof FridgePaperCalls>(call: C, order: FridgePaperCalls[C]['in']) =>
    answers[call].answer(answers[call].check.parse(order) as never, { person }) as Promise<FridgePaperCalls[C]['out']>;
  return { db, ask, told, incident };
}

const words = (base64: string) => pdfSheets(Buffer.from(base64, 'base64')).flatMap((sheet) => sheet.words.map(({ text }) => text));

test('a month, the label, the record and the binder, each named so that it is found again', async () => {
  const { db, ask, incident } = desk();
  const month = await ask('fridge.monthLog', { unitId: 'unit-1', month: '2026-05', paper: 'letter' });
  expect(month.name).toBe('Temperature log Fridge 1 2026-05.pdf');
  expect(words(month.base64)).toEqual(expect.arrayContaining(['Riverside Family Clinic', 'VFC-10234', 'X', 'MA', '8.4 °C', 'Dana Cole']));
  const label = await ask('fridge.label', { incidentId: incident.id, paper: 'a4' });
  expect(words(label.base64)).toEqual(['DO NOT USE', 'Fridge 1', '2026-05-11', 'Incident 7']);
  const report = await ask('fridge.incidentReport', { incidentId: incident.id, paper: 'letter' });
  // The figures of the record's excursions are those that are stored.
  expect(words(report.base64)).toEqual(expect.arrayContaining(['MRK-55-201', '2026-05-04 08:10', '15 min']));
  const pack = await ask('fridge.inspectionPack', { from: '2026-05-01', to: '2026-05-31', paper: 'letter' });
  expect(words(pack.base64)).toEqual(expect.arrayContaining(['The four questions', 'There is no backup logger', 'log.csv']));
  expect(
    db.prepare("SELECT json_extract(detail, '$.file') FROM audit WHERE action = 'fridge.given-out' ORDER BY number").pluck().all(),
  ).toEqual([
    'Temperature log Fridge 1 2026-05.pdf',
    'DO NOT USE Fridge 1.pdf',
    'Incident 7 Fridge 1.pdf',
    'Inspection pack 2026-05-01 to 2026-05-31.pdf',
  ]);
});

test.each([
  ['csv', 'csv'],
  ['xlsx', 'xlsx'],
  ['fhir', 'json'],
] as const)('an export as %s tells how far it has come', async (format, ending) => {
  const { ask, told } = desk();
  const file = await ask('fridge.export', { unitId: 'unit-1', from: '2026-05-01', to: '2026-05-31', format });
  expect(file.name).toBe(`Fridge 1 2026-05-01 to 2026-05-31.${ending}`);
  expect(Buffer.from(file.base64, 'base64').length).toBeGreaterThan(500);
  expect(told).toEqual([{ unitId: 'unit-1', done: 45, total: 45 }]);
});

test('what cannot be is refused before anything is drawn', async () => {
  const { ask } = desk();
  await expect(ask('fridge.monthLog', { unitId: 'unit-9', month: '2026-05', paper: 'letter' })).rejects.toEqual(
    new Refusal('fridge-unknown'),
  );
  await expect(ask('fridge.monthLog', { unitId: 'unit-1', month: '2026-13', paper: 'letter' })).rejects.toThrow();
  await expect(ask('fridge.export', { unitId: 'unit-1', from: '2026-05-02', to: '2026-05-01', format: 'csv' })).rejects.toThrow();
});

test('old readings go only where an administrator writes the unit’s name and why', async () => {
  const { db, ask } = desk();
  const old = tableLog('2022-05-04T08:00', inRange(20), 'old.csv');
  importLog(db, { file: old, unitId: 'unit-1', at: new Date('2022-05-05T12:00:00Z'), personId: 'p1' });
  const [there] = await ask('fridge.outlived', null);
  expect(there).toMatchObject({ unitName: 'Fridge 1', readings: 20, files: 1 });
  const order = { unitId: 'unit-1', before: there!.before, typedName: 'Fridge 1', reason: 'older than three years' };
  await expect(ask('fridge.purge', { ...order, typedName: 'fridge 2' })).rejects.toEqual(new Refusal('fridge-name-differs'));
  await expect(ask('fridge.purge', { ...order, reason: ' ' })).rejects.toEqual(new Refusal('reason-missing'));
  await expect(ask('fridge.purge', { ...order, before: '2026-05-01' })).rejects.toEqual(new Refusal('fridge-too-young'));
  expect(db.prepare('SELECT count(*) FROM logger_readings').pluck().get()).toBe(65);
  expect(await ask('fridge.purge', order)).toEqual([]);
  expect(db.prepare('SELECT count(*) FROM logger_readings').pluck().get()).toBe(45);
});
