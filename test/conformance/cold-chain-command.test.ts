/** `isoline fridge read` on every device file and export: names, forms and figures of the expected files. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runFridge } from '../../src/main/commands/fridge/run.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const folder = join(sharedFixtures, 'cold-chain');
const expectedOf = (name: string) => JSON.parse(readFileSync(join(folder, 'expected', `${name}.json`), 'utf8'));

function read(path: string, zone: string | null = null) {
  const [line] = runFridge({ positionals: ['read', join(folder, path)], readings: true, zone, unit: null, dateOrder: null });
  return JSON.parse(line!);
}

describeWithCaptures('isoline fridge read', () => {
  it.each([
    ['fridge-tag-2/130400191542_202302140605', '130400191542_202302140605'],
    ['fridge-tag-2/160400347643_sample', '160400347643_sample'],
    ['fridge-tag-2l/130500109088_202206081014', '130500109088_202206081014'],
    ['fridge-tag-2l/edited-signature-invalid', 'edited-signature-invalid'],
    ['fridge-tag-ul/100800001215_202304201410', '100800001215_202304201410'],
    ['q-tag-clm-doc-lr/RCPJ00010_02_202211090128', 'RCPJ00010_02_202211090128'],
  ])('berlinger/%s', (path, name) => {
    const [told, expected] = [read(`berlinger/${path}.txt`), expectedOf(name)];
    expect(told).toMatchObject({ driver: 'berlinger', model: expected.device, serial: expected.serial, timeZone: null, skipped: [] });
    expect(told.signature).toBe(expected.signatureValid ? 'genuine' : 'altered');
    expect(told.days).toEqual(expected.days ?? []);
    expect([told.count, told.readings.length]).toEqual([expected.series?.rows ?? 0, expected.series?.rows ?? 0]);
    if (expected.series === undefined) return;
    expect([told.first.slice(0, 16), told.last.slice(0, 16), told.min, told.max]).toEqual([
      expected.series.first,
      expected.series.last,
      expected.series.min,
      expected.series.max,
    ]);
    expect(told.readings.filter(([, value]: [string, number | null]) => value === null)).toHaveLength(expected.series.missing);
  });

  it('exports: counts, offsets, Celsius', () => {
    const hobo = read('hobo/U23-001_HOBOware.csv');
    expect(hobo).toMatchObject({ count: 1000, timeZone: '-08:00', first: '2017-01-13T01:00:00-08:00', last: '2017-02-23T16:00:00-08:00' });
    expect(hobo.min).toBeCloseTo(((30.479 - 32) * 5) / 9, 5);
    expect(read('hobo/MX2301_HOBOmobile.csv')).toMatchObject({ count: 986, timeZone: '+05:00', last: '2018-05-13T14:23:23+05:00' });
    expect(read('ibutton/10a.csv')).toMatchObject({
      count: 1577,
      first: '2012-10-11T12:11:00',
      last: '2012-12-16T04:11:00',
      min: 16,
      max: 24.5,
    });
    const rc5 = { count: 32000, intervalSeconds: 120, min: 17.5, max: 25.5, first: '2016-03-12T12:21:30' };
    expect(read('elitech/rc5-export-1.tsv')).toMatchObject({ ...rc5, last: '2016-04-25T23:59:30' });
    const rebuilt = read('elitech/rc5-export-1.tsv', 'Europe/London');
    expect(rebuilt).toMatchObject({ ...rc5, last: '2016-04-25T22:59:30' });
    expect(`${rebuilt.last}Z`).toBe(expectedOf('rc5-export-1').dstArtefact.correctedLastUtc);
  });
});
