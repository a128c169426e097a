/** What leaves the station about a unit: CSV, a workbook and FHIR out of imported files, read again by parsers of their own. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Observation } from '@medplum/fhirtypes';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { exportCsv } from '../../../src/main/fridge/export-csv.ts';
import { exportFhir } from '../../../src/main/fridge/export-fhir.ts';
import { type ExportSpan, exportPages } from '../../../src/main/fridge/export-rows.ts';
import { exportXlsx } from '../../../src/main/fridge/export-xlsx.ts';
import { importLog } from '../../../src/main/fridge/import-log.ts';
import { findStorageUnit } from '../../../src/main/storage/fridge-units.ts';
import { type Db, openDatabase } from '../../../src/main/storage/open.ts';
import { fridgeTag2L, signed } from '../../support/berlinger-file.ts';
import { startFhirServer } from '../../support/fhir-server.ts';
import { addRefrigerator, inRange, tableLog } from '../../support/fridge-log.ts';
import { tempDir } from '../storage/temp-dir.ts';

function emptyUnit(name = 'Fridge 1'): { db: Db; span: ExportSpan } {
  const db = openDatabase({ file: join(tempDir(), 'station.db'), key: randomBytes(32) });
  onTestFinished(() => void db.close());
  addRefrigerator(db, 'unit-1', name);
  return { db, span: { unit: findStorageUnit(db, 'unit-1')!, from: '2026-05-01', to: '2026-05-31' } };
}

function unitWith(values: readonly (number | string)[], name?: string): { db: Db; span: ExportSpan } {
  const { db, span } = emptyUnit(name);
  const file = tableLog('2026-05-04T08:00', values);
  expect(importLog(db, { file, unitId: 'unit-1', at: new Date('2026-05-05T12:00:00Z'), personId: null })).toMatchObject({
    state: 'imported',
  });
  return { db, span };
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

test('CSV has the header of the notes, a row a reading, and nothing where nothing is known', async () => {
  const { db, span } = unitWith([6, 8, 8.1, '', 7.9]);
  const lines = text(await exportCsv(exportPages(db, span))).split('\r\n');
  expect(lines).toEqual([
    'unit,logger_serial,timestamp_local,utc_offset,temperature,unit_of_measure,in_range,excursion_id',
    'Fridge 1,40123,2026-05-04T08:00:00,,6,C,true,',
    'Fridge 1,40123,2026-05-04T08:05:00,,8,C,true,',
    'Fridge 1,40123,2026-05-04T08:10:00,,8.1,C,false,1',
    'Fridge 1,40123,2026-05-04T08:15:00,,,C,,',
    'Fridge 1,40123,2026-05-04T08:20:00,,7.9,C,true,',
    '',
  ]);
});

test('days outside the span stay out, and both of its days belong to it', async () => {
  const { db, span } = unitWith(inRange(600));
  const days = async (from: string, to: string) => text(await exportCsv(exportPages(db, { ...span, from, to }))).split('\r\n').length - 2;
  expect([await days('2026-05-03', '2026-05-03'), await days('2026-05-04', '2026-05-04'), await days('2026-05-05', '2026-05-06')]).toEqual([
    0, 192, 408,
  ]);
});

test('a name that a spreadsheet would take for a formula is text in both', async () => {
  const name = '=HYPERLINK("http://x","a"),\nb';
  const { db, span } = unitWith(inRange(5), name);
  const csv = text(await exportCsv(exportPages(db, span)));
  expect(csv).toContain(`\r\n"'=HYPERLINK(""http://x"",""a""),\nb",40123,`);
  const sheet = text(unzipSync(await exportXlsx(exportPages(db, span)))['xl/worksheets/sheet1.xml']!);
  expect(sheet).not.toContain('<f>');
  expect(sheet).toContain('<c t="inlineStr"><is><t xml:space="preserve">=HYPERLINK("http://x","a"),\nb</t></is></c>');
  for (const start of ['+1', '-1', '@a', '\tx', ' =1']) {
    const other = unitWith(inRange(5), `${start}2`);
    expect(text(await exportCsv(exportPages(other.db, other.span)))).toContain(`\r\n'${start}2,`);
  }
});

test('the workbook has numbers as numbers, empty cells where nothing is known, and goes on on a further sheet', async () => {
  const { db, span } = unitWith([6, 8.1, '', 7.9, 7.8, 7.7]);
  const files = unzipSync(await exportXlsx(exportPages(db, span), 4));
  const rows = (sheet: string) => text(files[`xl/worksheets/${sheet}.xml`]!).match(/<row .*?<\/row>/g)!;
  expect(rows('sheet1')).toHaveLength(4);
  expect(rows('sheet2')).toHaveLength(4);
  expect(rows('sheet1')[2]).toMatch(/<c><v>8\.1<\/v><\/c>.*<c t="b"><v>0<\/v><\/c><c><v>1<\/v><\/c><\/row>$/);
  expect(rows('sheet1')[3]).toMatch(/<c\/><c><\/c>|<c\/><c\/>|<c\/><c t="inlineStr">/);
  expect(text(files['xl/workbook.xml']!)).toContain('<sheet name="Readings 2" sheetId="2" r:id="rId2"/>');
});

test('FHIR: a validating server takes the unit, the logger and the day; a missing value is an E, a gap begins another', async () => {
  const { db, span } = unitWith([6, 8, 8.1, '', 7.9]);
  importLog(db, { file: tableLog('2026-05-04T12:00', [5, 5.1, 5, 5.2, 5], 'later.csv'), unitId: 'unit-1', at: new Date(), personId: null });
  const bytes = await exportFhir(exportPages(db, span), span, { identifierSystem: 'urn:isoline:reading', facility: 'Riverside' });
  const bundle = JSON.parse(text(bytes)) as { type: string; entry: { fullUrl?: string; resource: Record<string, unknown> }[] };
  expect(bundle.type).toBe('collection');
  expect(bundle.entry.map(({ resource }) => resource.resourceType)).toEqual(['Location', 'Device', 'Observation', 'Observation']);
  const [, , day, later] = bundle.entry.map(({ resource }) => resource);
  expect(day).toMatchObject({
    subject: { reference: bundle.entry[0]!.fullUrl },
    device: { reference: bundle.entry[1]!.fullUrl },
    valueSampledData: { period: 300_000, data: '6 8 8.1 E 7.9', origin: { code: 'Cel' } },
  });
  expect(JSON.stringify(day)).not.toContain('vital-signs');
  expect(later).toMatchObject({ valueSampledData: { data: '5 5.1 5 5.2 5' } });

  const server = await startFhirServer({ patients: [] });
  onTestFinished(() => server.close());
  // The server knows what it was given under addresses of its own, as it would put them in place of the bundle's.
  const given = new Map<string, string>();
  for (const { fullUrl, resource } of bundle.entry) {
    const body = [...given].reduce((json, [here, there]) => json.replaceAll(here, there), JSON.stringify(resource));
    const headers = { 'content-type': 'application/fhir+json' };
    const response = await fetch(`${server.baseUrl}/${resource.resourceType}`, { method: 'POST', headers, body });
    const answer = (await response.json()) as { id: string };
    expect(response.status, JSON.stringify(answer)).toBe(201);
    if (fullUrl !== undefined) given.set(fullUrl, `${resource.resourceType}/${answer.id}`);
  }
  expect(await server.observations()).toHaveLength(2);
});

test('tells how far it has come, and lets others work between pages', async () => {
  const { db, span } = unitWith(inRange(4500));
  const told: [number, number][] = [];
  let turns = 0;
  const beat = setInterval(() => {
    turns += 1;
  }, 0);
  await exportCsv(exportPages(db, span, (done, total) => told.push([done, total])));
  clearInterval(beat);
  expect(told).toEqual([1000, 2000, 3000, 4000, 4500].map((done) => [done, 4500]));
  expect(turns).toBeGreaterThan(0);
});

test('of a logger that keeps only days the lowest and highest of each leave with the time it gives them', async () => {
  const { db, span } = emptyUnit();
  const file = { name: 'tag.txt', bytes: signed(fridgeTag2L.slice(0, fridgeTag2L.indexOf('Data:'))) };
  expect(importLog(db, { file, unitId: 'unit-1', at: new Date(), personId: null })).toMatchObject({ state: 'imported', fresh: 0 });
  const stored = (db.prepare('SELECT content FROM logger_days ORDER BY date').pluck().all() as string[]).map((content) =>
    JSON.parse(content),
  );
  const lines = text(await exportCsv(exportPages(db, span)))
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
  const expected = stored.flatMap(({ date, min, minAt, max, maxAt }) =>
    [
      [`${date}T${minAt}:00`, min],
      [`${date}T${maxAt}:00`, max],
    ].filter(([, value]) => value !== null),
  );
  expect(lines.map(([, , at, , value]) => [at, Number(value)]).sort()).toEqual(expected.sort());
  // Every value beyond the limit belongs to the excursion of its day.
  for (const [, , , , value, , inRange, excursion] of lines)
    expect([inRange, excursion !== '']).toEqual(Number(value) > 8 || Number(value) < 2 ? ['false', true] : ['true', false]);
  expect(lines.some(([, , , , , , inRange]) => inRange === 'false')).toBe(true);
  const days = await observationsOf(db, span);
  expect(days.map(({ identifier }) => identifier![0]!.value)).toEqual(stored.map(({ date }) => `${lines[0]![1]}:${date}`));
  const [day] = days;
  const { date, min, minAt, max, maxAt } = stored[0];
  expect(day).toMatchObject({ effectiveDateTime: date });
  expect(day!.valueSampledData).toBeUndefined();
  expect(new Map(day!.component!.map(({ code, valueQuantity }) => [code.text, valueQuantity!.value]))).toEqual(
    new Map([
      ['Minimum of the day', min],
      ['Maximum of the day', max],
    ]),
  );
  const notes = day!.note!.map((note) => note.text);
  expect(notes).toEqual(
    expect.arrayContaining([`Minimum at ${minAt} by the logger's clock.`, `Maximum at ${maxAt} by the logger's clock.`]),
  );
});

async function observationsOf(db: Db, span: ExportSpan): Promise<Observation[]> {
  const bytes = await exportFhir(exportPages(db, span), span, { identifierSystem: 'urn:isoline:reading', facility: '' });
  const { entry } = JSON.parse(text(bytes)) as { entry: { resource: Observation }[] };
  return entry.flatMap(({ resource }) => (resource.resourceType === 'Observation' ? [resource] : []));
}

test('of two sensors of one logger each has names of its own; that of a single one names the logger alone', async () => {
  const { db, span } = unitWith(inRange(5));
  const single = await observationsOf(db, span);
  expect(single[0]!.identifier![0]!.value).toMatch(/^40123:2026-05-04T08:00:00/);
  // As a logger with a second probe has it, which says the same at the same times.
  db.exec(`UPDATE logger_sensors SET name = 'Shelf' WHERE number = 1;
    INSERT INTO logger_sensors (number, logger, name) SELECT 2, logger, 'Door' FROM logger_sensors WHERE number = 1;
    CREATE TEMP TABLE copied AS SELECT * FROM logger_readings WHERE sensor = 1;
    UPDATE copied SET sensor = 2;
    INSERT INTO logger_readings SELECT * FROM copied;`);
  const named = (await observationsOf(db, span)).map(({ identifier, device }) => [identifier![0]!.value!, device!.display]);
  expect(named.map(([name]) => name!.split(':').slice(0, 2).join(':')).sort()).toEqual(['40123:Door', '40123:Shelf']);
  expect(named.map(([, display]) => display).sort()).toEqual(['40123, sensor Door', '40123, sensor Shelf']);
});
