import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DegreeUnit, LoggedDay } from '../../../drivers/model/logger-log.ts';
import { alarmsOf, mostMinutesWithin } from '../../../src/main/fridge/alarm-rules.ts';
import { type DayLog, dayExcursionsOf } from '../../../src/main/fridge/day-excursions.ts';
import { excursionsOf, type UnitRange, type UnitReading } from '../../../src/main/fridge/excursions.ts';
import { coldestOf, incidentsOf, proposedLevel } from '../../../src/main/fridge/incidents.ts';
import { inUnit, rangeOf } from '../../../src/main/fridge/limit-basis.ts';
import { profileById, rulesFor } from '../../../src/main/fridge/profiles.ts';

const minute = 60_000;
const range: UnitRange = { ...rangeOf('refrigerator', 'C'), limitUnit: 'C', sourceUnit: 'C', intervalMinutes: 5, clockBreaks: [] };

/** Every five minutes from 0. */
function every5(...values: (number | null)[]): UnitReading[] {
  return values.map((value, index) => ({ at: index * 5 * minute, value }));
}

describe('an excursion', () => {
  it('lasts until the next reading in range, however often midnight passes', () => {
    const { events } = excursionsOf(every5(5, 8, 8.1, 9.4, 9.1, 8, 5), range);
    expect(events).toEqual([
      {
        side: 'high',
        start: 10 * minute,
        end: 25 * minute,
        ongoing: false,
        minutes: 15,
        worstCaseMinutes: 20,
        boundBefore: 5 * minute,
        boundAfter: 25 * minute,
        peak: 9.4,
        peakAt: 15 * minute,
        readings: 3,
        gapMinutes: 0,
      },
    ]);
  });

  it('is judged by the number that is printed in the clinic’s unit', () => {
    const inF: UnitRange = { ...range, ...rangeOf('refrigerator', 'F'), limitUnit: 'F' };
    expect(excursionsOf(every5(7.8, 2.2), inF).events).toEqual([]);
    expect(excursionsOf(every5(7.9, 2.1), inF).events.map(({ side, peak }) => [side, peak])).toEqual([
      ['high', 46.2],
      ['low', 35.8],
    ]);
    expect(inUnit(-0.03, 'C', 'F')).toBe(31.9);
    expect(Object.is(inUnit(32, 'F', 'C'), 0)).toBe(true);
  });

  it('is not drawn over a change of the clock, backwards too', () => {
    const readings = [
      { at: 100 * minute, value: 9 },
      { at: 105 * minute, value: 9 },
      { at: 100 * minute, value: 9.5 },
      { at: 105 * minute, value: 5 },
    ];
    const { events, disputed } = excursionsOf(readings, { ...range, clockBreaks: [] });
    expect([events.length, disputed]).toEqual([1, [100 * minute, 105 * minute]]);
    const told = excursionsOf(readings.slice(1), { ...range, clockBreaks: [100 * minute] });
    expect(told.events.map(({ start, end }) => [start, end])).toEqual([
      [105 * minute, 110 * minute],
      [100 * minute, 105 * minute],
    ]);
    expect([told.disputed, told.gaps]).toEqual([[], []]);
  });

  it('does not depend on the order of the rows, and covers every reading out of range once', () => {
    const values = fc.array(fc.option(fc.double({ min: -5, max: 15, noNaN: true })), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.infiniteStream(fc.nat()), (written, chance) => {
        const readings = every5(...written);
        const mixed = readings
          .map((reading) => ({ reading, by: chance.next().value }))
          .sort((one, other) => one.by - other.by)
          .map(({ reading }) => reading);
        const found = excursionsOf(readings, range);
        expect(excursionsOf(mixed, range)).toEqual(found);
        const out = written.filter((value) => value !== null && (value > 8 || value < 2)).length;
        expect(found.events.reduce((sum, event) => sum + event.readings, 0)).toBe(out);
        for (const event of found.events) expect(event.worstCaseMinutes).toBeGreaterThanOrEqual(event.minutes);
      }),
    );
  });
});

describe('alarm rules', () => {
  const hot = Array.from({ length: 12 }, () => 9);
  it('arm again only after the window has held fewer minutes', () => {
    const calm = Array.from({ length: 12 * 25 }, () => 5);
    const readings = every5(5, ...hot, ...hot, ...calm, ...hot, 5);
    const { events } = excursionsOf(readings, range);
    const rule = { id: 'sum', side: 'high', mode: 'cumulative', minutes: 60, windowHours: 24 } as const;
    const times = alarmsOf(readings, range, events, [rule]).map(({ at }) => at / minute);
    expect(times).toEqual([65, 5 + 120 + 25 * 60 + 60]);
    expect(mostMinutesWithin(events, 24)).toBe(120);
  });

  it('may have a limit of their own', () => {
    const readings = every5(5, 1.5, 1.5, 1.5, -0.6, -0.7, 1, 5);
    const { events } = excursionsOf(readings, range);
    const rules = [{ id: 'frost', side: 'low', mode: 'single', minutes: 10, limit: -0.5 } as const];
    expect(alarmsOf(readings, range, events, rules)).toEqual([{ rule: 'frost', at: 30 * minute }]);
    expect(rulesFor(profileById('who30')!, 'refrigerator', 'F').map(({ limit }) => limit)).toEqual([46.4, 31.1]);
  });

  it('of Kansas fire at the first cold reading', () => {
    const readings = every5(5, 1.9, 5);
    const { events } = excursionsOf(readings, range);
    expect(alarmsOf(readings, range, events, rulesFor(profileById('ks')!, 'refrigerator', 'C'))).toEqual([
      { rule: 'single-low-0', at: 5 * minute },
    ]);
  });
});

describe('an incident', () => {
  const levelOf = (values: number[], unit: DegreeUnit) => {
    const readings = every5(...values);
    const written = readings.map((reading) => ({ ...reading, unit }));
    const [incident] = incidentsOf(excursionsOf(readings, { ...range, sourceUnit: unit }).events);
    return proposedLevel(incident!, 'refrigerator', (event) => coldestOf(event, written, 'C'));
  };

  it('holds the events within a day of each other', () => {
    const apart = Array.from({ length: 12 * 25 }, () => 5);
    const { events } = excursionsOf(every5(9, 5, 9, 5, ...apart, 1, 5), range);
    expect(incidentsOf(events).map(({ separateRuns, minutes, worstCaseMinutes }) => [separateRuns, minutes, worstCaseMinutes])).toEqual([
      [2, 10, 15],
      [1, 5, 10],
    ]);
  });

  it('of a Fahrenheit logger judged in Celsius is as cold as the logger wrote', () => {
    const level = (...values: number[]) => levelOf(values, 'F');
    // Both are 0.6 °C.
    expect(level(40, 33, 40)).toEqual({ level: 2, because: 'at-or-below-33-degF' });
    expect(level(40, 33.1, 33, 40)).toEqual({ level: 2, because: 'at-or-below-33-degF' });
    expect(level(40, 33.1, 40)).toEqual({ level: 1, because: 'at-most-20-minutes' });
  });

  it('is proposed a level by the graver fact', () => {
    const level = (...values: number[]) => levelOf(values, 'C');
    expect(level(5, 9, 9, 5)).toEqual({ level: 1, because: 'at-most-20-minutes' });
    expect(level(5, 0.5, 5)).toEqual({ level: 2, because: 'at-or-below-33-degF' });
    expect(level(5, 0.6, 5)).toEqual({ level: 1, because: 'at-most-20-minutes' });
    expect(level(5, ...Array.from({ length: 6 }, () => 9), 5)).toEqual({ level: null, because: 'no-rule-fits' });
    expect(level(5, ...Array.from({ length: 12 }, () => 9), 5)).toEqual({ level: 2, because: '60-minutes-in-24-hours' });
    expect(level(5, ...Array.from({ length: 12 }, () => 1.5), 5)).toEqual({ level: 2, because: 'cold-for-60-minutes' });
  });
});

describe('a day out of range', () => {
  const alarm = { minutes: 70, alarmedAt: null, confirmed: false, ambient: null };
  const day = { date: '2026-05-04', min: 34, minAt: '03:00', max: 47, maxAt: '09:49' } as LoggedDay;
  const log = (low: number, high: number): DayLog => ({
    unit: 'F',
    limits: [
      { id: '0', side: 'low', mode: 'single', limit: low, minutes: 60 },
      { id: '1', side: 'high', mode: 'single', limit: high, minutes: 60 },
    ],
    days: [{ ...day, alarms: (['high', 'low'] as const).map((side) => ({ ...alarm, side })) }],
  });

  it('has the device’s minutes where its Fahrenheit limit is the Celsius limit, and none where it is another', () => {
    const minutesOf = (device: DayLog, low: number, high: number) =>
      dayExcursionsOf(device, { low, high, basis: 'C' }).map(({ minutes }) => minutes);
    expect(minutesOf(log(35.6, 46.4), 2, 8)).toEqual([70, 70]);
    expect(minutesOf(log(36, 46), 2, 8)).toEqual([null, null]);
  });
});
