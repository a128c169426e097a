import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { omronHem } from '../../drivers/omron-hem/driver.ts';
import { noiseOf, statusesOf } from '../drivers/heard-values.ts';
import { bytesOfHex, hearWhole, joined, readingsOf, variantOf } from '../support/replay.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const variant = variantOf(omronHem, 'hid');
const file = (name: string) => readFileSync(`${sharedFixtures}vitals/omron-hid/${name}`, 'utf8');

/** The input reports of a USB log, in order. */
function reportsOf(name: string): Uint8Array {
  const reports = file(name)
    .split('\n')
    .flatMap((line) => /^\S+\s+IN\s+(.*)$/.exec(line.trim())?.[1] ?? []);
  return joined(...reports.map(bytesOfHex));
}

/** Measurements as "time systolic/diastolic pulse", each once: the vendor's program reads some more than once. */
function measurementsOf(name: string): string[] {
  const readings = readingsOf(hearWhole(variant, reportsOf(name)));
  const sets = [...new Set(readings.map(({ set }) => set))].map((set) => readings.filter((reading) => reading.set === set));
  const words = sets.map((set) => {
    const value = (quantity: string) => set.find((one) => one.quantity === quantity)?.value;
    return `${set[0]?.note?.deviceTime} ${value('systolic')}/${value('diastolic')} ${value('pulseRate')}`;
  });
  return [...new Set(words)].sort();
}

describeWithCaptures('USB logs of the vendor’s program with a real HEM-790IT', () => {
  test('two readings, as the vendor’s program exports them', () => {
    expect(measurementsOf('hem790it-two-readings-a.log')).toEqual(['2007-01-01T00:06:38 123/78 87', '2007-01-02T00:08:38 120/73 67']);
    const exported = file('vendor-report.csv')
      .split(/\r?\n/)
      .filter((row) => /^\d+\//.test(row))
      .map((row) => row.split(','));
    expect(exported.map((row) => `${row[2]}/${row[3]} ${row[4]}`)).toEqual(['123/78 87', '120/73 67']);
  });

  test('one reading', () => {
    expect(measurementsOf('hem790it-one-reading-b.log')).toEqual(['2008-04-21T16:10:46 129/78 77']);
  });

  test('an empty memory', () => {
    expect(measurementsOf('hem790it-empty.log')).toEqual([]);
    expect(statusesOf(hearWhole(variant, reportsOf('hem790it-empty.log')))).toContain('no-stored-readings');
  });

  test.each(['hem790it-two-readings-a.log', 'hem790it-one-reading-b.log', 'hem790it-empty.log'])(
    '%s names the model, has no mark and no noise',
    (name) => {
      const heard = hearWhole(variant, reportsOf(name));
      expect(heard).toContainEqual(expect.objectContaining({ identity: { model: 'M7080IT 207' } }));
      expect(readingsOf(heard).every(({ marks, note }) => marks === undefined && note?.stored === true)).toBe(true);
      expect(noiseOf(heard)).toBe(0);
    },
  );
});
