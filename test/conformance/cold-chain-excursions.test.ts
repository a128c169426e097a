/** The worked cases of the excursion rule set, and a real logger's file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DegreeUnit } from '../../drivers/model/logger-log.ts';
import { runFridge } from '../../src/main/commands/fridge/run.ts';
import { type AlarmRule, alarmsOf } from '../../src/main/fridge/alarm-rules.ts';
import { excursionsOf, type UnitRange } from '../../src/main/fridge/excursions.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const folder = join(sharedFixtures, 'cold-chain');

interface WorkedCase {
  name: string;
  profile: {
    low: number;
    high: number;
    intervalMin: number;
    sourceUnit: DegreeUnit;
    limitUnit: DegreeUnit;
    rules: AlarmRule[];
    clockBreaks?: string[];
  };
  readings: [string, number | null][];
  expected: { events: unknown[]; gaps: unknown[]; alarms: unknown[] };
}

const instant = (text: string) => Date.parse(`${text}Z`);
/** Instants as the cases write them. */
const text = (value: unknown): unknown =>
  typeof value === 'number' && value > 1e11
    ? new Date(value).toISOString().slice(0, 16)
    : Array.isArray(value)
      ? value.map(text)
      : asObject(value);
const asObject = (value: unknown) =>
  value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, text(inner)])) : value;

describeWithCaptures('the worked cases of the excursion rules', () => {
  const cases: WorkedCase[] = JSON.parse(readFileSync(join(folder, 'excursion-cases.json'), 'utf8'));
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { profile, readings: written, expected }) => {
    const { intervalMin, clockBreaks = [], rules, ...limits } = profile;
    const range: UnitRange = { ...limits, intervalMinutes: intervalMin, clockBreaks: clockBreaks.map(instant) };
    const readings = written.map(([at, value]) => ({ at: instant(at), value }));
    const { events, gaps, disputed } = excursionsOf(readings, range);
    expect(text(events)).toEqual(expected.events);
    expect(text(gaps)).toEqual(expected.gaps);
    expect(text(alarmsOf(readings, range, events, rules))).toEqual(expected.alarms);
    expect(disputed).toEqual([]);
  });
});

describeWithCaptures('isoline fridge excursions on a real Fridge-tag 2 L', () => {
  const file = join(folder, 'berlinger/fridge-tag-2l/130500109088_202206081014.txt');
  const order = { readings: false, zone: null, unit: null, dateOrder: null };
  const judged = (profile: string) =>
    JSON.parse(runFridge({ positionals: ['excursions', file], ...order, profile, basis: 'C', kind: null })[0]!);

  it('finds the 47 events, the five short runs without a device alarm, and the week out as one', () => {
    const told = judged('md');
    expect(told.events).toHaveLength(47);
    expect(told.events.filter(({ start }: { start: string }) => start.startsWith('2022-05-10'))).toHaveLength(5);
    expect(
      told.alarms.some(({ rule, at }: { rule: string; at: string }) => rule === 'cumulative-high-60-24h' && at.startsWith('2022-05-10')),
    ).toBe(true);
    const week = told.events.find(({ start }: { start: string }) => start === '2022-05-17T12:06:00');
    expect(week).toMatchObject({ side: 'high', end: '2022-05-24T11:41:00' });
    expect(told.clockBreaks).toEqual(['2022-05-02T10:36:00']);
  });

  it('computes an alarm an interval from the device’s own', () => {
    const told = judged('ks');
    expect(told.alarms).toContainEqual({ rule: 'single-high-60', at: '2022-05-17T13:06:00' });
    expect(told.deviceAlarms.some(({ alarmedAt }: { alarmedAt: string }) => alarmedAt === '2022-05-17T13:02:00')).toBe(true);
  });
});
