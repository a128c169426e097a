/** Public exports of loggers' programs against an independent reading of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readLog } from '../../drivers/logs.ts';
import { UnreadableLog } from '../../drivers/model/logger-format.ts';
import type { LoggedReading, LoggerLog } from '../../drivers/model/logger-log.ts';
import { withUnmovedClock } from '../../drivers/model/printed-clock.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const folder = join(sharedFixtures, 'cold-chain');
const read = (path: string): LoggerLog => {
  const { format, log } = readLog({ name: 'file', bytes: readFileSync(join(folder, path)) });
  expect(format.id).toBe('logger-csv');
  return log;
};
const expectedOf = (name: string) => JSON.parse(readFileSync(join(folder, 'expected', `${name}.json`), 'utf8'));
const values = ({ readings }: LoggerLog) => readings.flatMap(({ value }) => value ?? []);
const mean = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
const plain = ({ at, value }: LoggedReading) => [at, value];
const limits = (log: LoggerLog) => [Math.min(...values(log)), Math.max(...values(log))];

interface ExpectedTable {
  readings: number;
  first: [string, number];
  last: [string, number];
}

describeWithCaptures('exports of loggers’ programs', () => {
  it('the ten layouts of other makers', () => {
    const tables = Object.entries(expectedOf('generic-csv') as Record<string, ExpectedTable>);
    expect(tables).toHaveLength(10);
    for (const [path, expected] of tables) {
      if (expected.readings === 0) {
        expect(() => read(`generic-csv/${path}`)).toThrow(UnreadableLog);
        expect(() => read(`generic-csv/${path}`)).toThrow('no temperature column');
        continue;
      }
      const log = read(`generic-csv/${path}`);
      const full = ([at, value]: [string, number]) => [at.length === 16 ? `${at}:00` : at, value];
      expect([path, log.readings.length, log.skipped]).toEqual([path, expected.readings, []]);
      expect([path, ...[log.readings[0]!, log.readings.at(-1)!].map(plain)]).toEqual([path, full(expected.first), full(expected.last)]);
      expect(log.unit).toBe('C');
    }
    const isKnown = (path: string) => read(`generic-csv/${path}`).unitKnown;
    expect(['trend/Trend_1.csv', 'hanwell/Hanwell_1.csv', 'rotronic/Rotronic_1.csv', 'tandd/TandD_1.csv'].map(isKnown)).toEqual(
      Array(4).fill(true),
    );
    expect(['tandd/Case_1_A0000000.csv', 'tinytag/TinyTag_1.csv', 'meaco/Meaco_1.csv'].map(isKnown)).toEqual(Array(3).fill(false));
    expect(read('generic-csv/rotronic/Rotronic_1.csv')).toMatchObject({
      serial: 'A00000000',
      notes: [expect.stringContaining('every 30 min')],
    });
    expect(read('generic-csv/hanwell/Hanwell_1.csv').serial).toBe('0000-00000');
    expect(read('generic-csv/meaco/Meaco_1.csv').sensor).toBe('Archive 1');
  });

  it('HOBOware', () => {
    const [log, expected] = [read('hobo/U23-001_HOBOware.csv'), expectedOf('hobo-U23-001_HOBOware')];
    expect(log).toMatchObject({ serial: expected.serial, unit: 'F', unitKnown: true, clock: { offsetMinutes: -480, offsetFrom: 'file' } });
    expect(log.readings).toHaveLength(expected.readings);
    expect([log.readings[0]!, log.readings.at(-1)!].map(plain)).toEqual([
      ['2017-01-13T01:00:00', expected.firstF],
      ['2017-02-23T16:00:00', expected.lastF],
    ]);
    expect(limits(log)).toEqual([expected.minF, expected.maxF]);
    expect(mean(values(log))).toBeCloseTo(expected.meanF, 3);
  });

  it('HOBOmobile, its events apart from its readings', () => {
    const [log, expected] = [read('hobo/MX2301_HOBOmobile.csv'), expectedOf('hobo-MX2301_HOBOmobile')];
    expect(log).toMatchObject({ serial: expected.serial, unit: 'F', unitKnown: true, clock: { offsetMinutes: 300 }, skipped: [] });
    expect(log.readings).toHaveLength(expected.readings);
    expect(log.facts.filter(([name]) => name.startsWith('Event '))).toHaveLength(expected.eventOnlyRows);
    expect([log.readings[0]!, log.readings.at(-1)!].map(({ at, value }) => [at.replace('T', ' '), value])).toEqual([
      [expected.first, expected.firstF],
      [expected.last, expected.lastF],
    ]);
    expect(limits(log)).toEqual([expected.minF, expected.maxF]);
  });

  it('an iButton’s mission, day first by its numbers', () => {
    const [log, expected] = [read('ibutton/10a.csv'), expectedOf('ibutton-10a')];
    expect(log).toMatchObject({
      model: expected.partNumber,
      serial: expected.registration,
      intervalSeconds: 3600,
      resolution: 0.5,
      skipped: [],
    });
    expect(log.readings).toHaveLength(expected.rows);
    expect([log.readings[0]!, log.readings.at(-1)!].map(plain)).toEqual([
      ['2012-10-11T12:11:00', expected.firstValue],
      ['2012-12-16T04:11:00', expected.lastValue],
    ]);
    expect(limits(log)).toEqual([expected.min, expected.max]);
    expect(mean(values(log))).toBeCloseTo(expected.mean, 4);
  });

  it('the RC-5’s 32,000 rows, with the hour that its program put in', () => {
    const [log, expected] = [read('elitech/rc5-export-1.tsv'), expectedOf('rc5-export-1')];
    expect(log).toMatchObject({ model: expected.type, unit: 'C', unitKnown: true, intervalSeconds: expected.intervalSeconds, skipped: [] });
    expect(log.readings).toHaveLength(expected.rows);
    expect([log.readings[0]!, log.readings.at(-1)!].map(({ at }) => at.replace('T', ' '))).toEqual([expected.first, expected.last]);
    expect(limits(log)).toEqual([expected.min, expected.max]);
    expect(mean(values(log))).toBeCloseTo(expected.mean, 4);
    expect(log.notes).toEqual([expect.stringContaining(`reading ${expected.dstArtefact.afterRecord} (${expected.dstArtefact.at})`)]);
    const rebuilt = withUnmovedClock(log, (at, shift) => at.startsWith('2016-03-27T00') && shift === 3600);
    expect(`${rebuilt.readings.at(-1)!.at}Z`).toBe(expected.dstArtefact.correctedLastUtc);
    expect(withUnmovedClock(log, () => false)).toBe(log);
  });

  it('a BV tag’s points, times and own counters', () => {
    const { format, log } = readLog({ name: 'file', bytes: readFileSync(join(folder, 'bv/2622930045_202006091730.bv')) });
    const expected = expectedOf('2622930045_202006091730');
    const second = (epoch: number) => new Date(epoch * 1000).toISOString().slice(0, 19);
    expect(format.id).toBe('bv-tag');
    expect(log).toMatchObject({
      serial: String(expected.serial),
      intervalSeconds: expected.intervalSeconds,
      unit: expected.unit,
      skipped: [],
      notes: [],
    });
    expect(log.readings).toHaveLength(expected.points);
    expect([`${log.readings[0]!.at}Z`, log.readings.at(-1)!.at]).toEqual([expected.startUtc, second(expected.stopEpoch)]);
    expect(limits(log)).toEqual([expected.min, expected.max]);
    expect([values(log).slice(0, 3), values(log).slice(-3)]).toEqual([expected.firstThree, expected.lastThree]);
    expect(log.readings.find(({ value }) => value === expected.max)!.at).toBe(second(expected.maxAtEpoch));
    expect(log.readings.find(({ value }) => value === expected.min)!.at).toBe(second(expected.minAtEpoch));
    expect(values(log).filter((value) => value > 8)).toHaveLength(expected.readingsAbove8);
    const facts = new Map(log.facts);
    expect(
      ['Name', 'Configured by', 'Average', 'MKT', 'Seconds above high A', 'Seconds in range', 'Start delay (s)'].map((key) =>
        facts.get(key),
      ),
    ).toEqual(
      [
        expected.loggerName,
        expected.configuredBy,
        expected.average,
        expected.mkt,
        expected.declaredSecondsAboveHighA,
        expected.declaredSecondsInRange,
        expected.startupDelaySeconds,
      ].map(String),
    );
    expect(log.clock).toMatchObject({ offsetMinutes: 0, offsetFrom: 'file', written: expected.timeBase });
  });
});
