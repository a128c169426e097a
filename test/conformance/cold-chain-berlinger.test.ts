/** The device files of Berlinger against an independent reading of them, signatures included. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readLog } from '../../drivers/logs.ts';
import { clockBreaksOf } from '../../drivers/model/clock-breaks.ts';
import type { LoggedDay, LoggerLog } from '../../drivers/model/logger-log.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const folder = join(sharedFixtures, 'cold-chain');
const bytesOf = (path: string) => readFileSync(join(folder, path));
const expectedOf = (name: string) => JSON.parse(readFileSync(join(folder, 'expected', `${name}.json`), 'utf8'));

const files: readonly [path: string, expected: string][] = [
  ['berlinger/fridge-tag-2/130400191542_202302140605.txt', '130400191542_202302140605'],
  ['berlinger/fridge-tag-2/160400347643_sample.txt', '160400347643_sample'],
  ['berlinger/fridge-tag-2l/130500109088_202206081014.txt', '130500109088_202206081014'],
  ['berlinger/fridge-tag-2l/edited-signature-invalid.txt', 'edited-signature-invalid'],
  ['berlinger/fridge-tag-ul/100800001215_202304201410.txt', '100800001215_202304201410'],
  ['berlinger/q-tag-clm-doc-lr/RCPJ00010_02_202211090128.txt', 'RCPJ00010_02_202211090128'],
];

/** A day with the names of the expected files; what is absent there is absent here. */
function asExpected(day: LoggedDay) {
  const minutes = (side: string) => day.alarms.find((one) => one.side === side);
  const missing = (sensor: string) => day.missing.find((one) => one.sensor === sensor);
  const whole = {
    date: day.date,
    min: day.min,
    minAt: day.minAt,
    max: day.max,
    maxAt: day.maxAt,
    avg: day.average,
    lowMinutes: minutes('low')?.minutes,
    lowAlarmAt: minutes('low')?.alarmedAt ?? undefined,
    lowAcknowledged: minutes('low')?.alarmedAt == null ? undefined : minutes('low')!.confirmed,
    highMinutes: minutes('high')?.minutes,
    highAlarmAt: minutes('high')?.alarmedAt ?? undefined,
    highAcknowledged: minutes('high')?.alarmedAt == null ? undefined : minutes('high')!.confirmed,
    extSensorMissingMinutes: missing('external')?.minutes,
    extSensorMissingAlarmAt: missing('external')?.complainedAt ?? undefined,
    intSensorMissingMinutes: missing('internal')?.minutes,
    intSensorMissingAlarmAt: missing('internal')?.complainedAt ?? undefined,
    events: day.events,
    checkedAm: day.checkedMorning ?? undefined,
    checkedPm: day.checkedAfternoon ?? undefined,
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

function seriesOf({ readings }: LoggerLog) {
  const values = readings.flatMap(({ value }) => (value === null ? [] : [value]));
  return {
    rows: readings.length,
    missing: readings.length - values.length,
    first: readings[0]!.at.slice(0, 16),
    last: readings.at(-1)!.at.slice(0, 16),
    min: Math.min(...values),
    max: Math.max(...values),
  };
}

const clock = (time: string | null) => time?.replace('T', ' ').slice(0, 16);

describeWithCaptures('device files of Berlinger', () => {
  it.each(files)('%s', (path, name) => {
    const expected = expectedOf(name);
    const { format, log } = readLog({ name: 'file.txt', bytes: bytesOf(path) });
    expect(format.id).toBe('berlinger');
    expect(log.skipped).toEqual([]);
    expect([log.model, log.firmware, log.serial]).toEqual([expected.device, expected.firmware, expected.serial]);
    expect(log.signature).toBe(expected.signatureValid ? 'genuine' : 'altered');
    const facts = new Map(log.facts);
    expect([facts.get('Vers'), facts.get('Conf Lot')]).toEqual([expected.formatVersion, expected.lot]);
    if (expected.days !== undefined) {
      expect(log.days.map(asExpected)).toEqual(expected.days);
      expect(log.days).toHaveLength(expected.dayCount);
      expect(Object.fromEntries(log.limits.map(({ id, side, limit, minutes }) => [id, { side, limit, minutes }]))).toEqual(expected.alarms);
      expect([log.externalSensor, facts.get('Conf Report history length')]).toEqual([
        expected.externalSensor,
        String(expected.historyLengthDays),
      ]);
      expect([facts.get('Hist TS Actv'), clock(log.clock.deviceNow)]).toEqual([expected.activated, expected.reportCreated]);
      expect(log.intervalSeconds).toBe(expected.loggingIntervalMin === null ? null : expected.loggingIntervalMin * 60);
      for (const [code, { count, lastAt }] of Object.entries(expected.errors as Record<string, { count: number; lastAt: string }>))
        expect([facts.get(`Errors ${code} Err Count`), facts.get(`Errors ${code} Err TS`)]).toEqual([String(count), lastAt]);
    }
    if (expected.series !== undefined) {
      const { mean, flagged, ...series } = expected.series;
      expect(seriesOf(log)).toEqual(series);
      const values = log.readings.flatMap(({ value }) => (value === null ? [] : [value]));
      expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(mean, 2);
      expect(log.readings.filter(({ note }) => note !== undefined)).toHaveLength(flagged);
    } else expect(log.readings).toEqual([]);
  });

  it('a Q-tag’s limits, results and the alarms it recorded', () => {
    const { log } = readLog({ name: 'file.txt', bytes: bytesOf(files[5]![0]) });
    const facts = new Map(log.facts);
    expect(['Res MKT', 'Res Avrg T', 'Res Run Number', 'Device ID'].map((key) => facts.get(key))).toEqual(['10.5', '5.4', '2', '80']);
    expect(log.limits.map(({ id, side, mode, limit, minutes }) => [id, side, mode, limit, minutes])).toEqual([
      ['1', 'high', 'single', 8, 30],
      ['2', 'high', 'cumulative', 8, 60],
      ['4', 'low', 'cumulative', 2, 60],
      ['5', 'low', 'single', 2, 30],
    ]);
    expect(log.alarms.map(({ limitId, start, minutes, end }) => [limitId, clock(start), minutes, clock(end)])).toEqual([
      ['1', '2022-11-08 21:50', 219, undefined],
      ['2', '2022-11-08 21:50', 219, undefined],
      ['4', '2022-11-08 05:51', 598, undefined],
      ['5', '2022-11-08 12:16', 145, '2022-11-08 14:41'],
      ['5', '2022-11-08 14:52', 32, '2022-11-08 15:24'],
      ['5', '2022-11-08 15:39', 31, '2022-11-08 16:10'],
    ]);
  });

  it('an alarm carried over midnights is one alarm, from the day it fired', () => {
    const { log } = readLog({ name: 'file.txt', bytes: bytesOf(files[2]![0]) });
    const long = log.alarms.find(({ alarmedAt }) => alarmedAt === '2022-05-17T13:02:00');
    expect(long).toMatchObject({ side: 'high', start: '2022-05-17T12:02:00', days: ['2022-05-17', '2022-05-24'] });
    expect(log.alarms.some(({ alarmedAt }) => alarmedAt?.startsWith('2022-05-10') === true)).toBe(false);
  });

  it('the clock that was set by hand is one break, on the day the device marks', () => {
    const { log } = readLog({ name: 'file.txt', bytes: bytesOf(files[2]![0]) });
    expect(clockBreaksOf(log)).toEqual(['2022-05-02T10:36:00']);
  });

  it('a copy with LF line ends is genuine still, and says that it was repaired', () => {
    const text = bytesOf(files[0]![0]).toString('latin1').replaceAll('\r\n', '\n');
    const { log } = readLog({ name: 'file.txt', bytes: Buffer.from(text, 'latin1') });
    expect([log.signature, log.notes]).toEqual(['genuine', [expect.stringContaining('Line ends')]]);
  });
});
