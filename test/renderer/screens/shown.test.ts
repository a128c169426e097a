/** How a number reads: as it was sent or typed, never rounded twice, and a dash where there is none. */
import { describe, expect, it } from 'vitest';
import { quantities } from '../../../drivers/model/quantity.ts';
import { fromOwnUnit, inOwnUnit } from '../../../drivers/model/unit.ts';
import type { Measurement, ReadingValue } from '../../../src/preload/contract.ts';
import { ageWords, clockTime, countdown } from '../../../src/renderer/screens/rooming/age.ts';
import { entryFields, feetAndInches, unitChoices } from '../../../src/renderer/screens/rooming/entry.ts';
import { dateOfBirthWords, mrnWords } from '../../../src/renderer/screens/rooming/identity.ts';
import { numberOf, qualifierWords, shownNumber, shownUnit, sourceWords, unitOf } from '../../../src/renderer/screens/rooming/shown.ts';

function value(quantity: ReadingValue['quantity'], number: number | null, sent: ReadingValue['sent'] = null): ReadingValue {
  return { id: quantity, quantity, value: number, unit: quantities[quantity].unit, sent, marks: [], note: null as never };
}

const measured = (values: ReadingValue[], change: Partial<Measurement> = {}) =>
  ({
    kind: 'single',
    values,
    source: 'device',
    deviceLabel: 'Scale',
    qualifiers: {},
    arithmetic: null,
    ...change,
  }) as unknown as Measurement;

describe('one number', () => {
  it.each([
    [value('weight', 81.4, { value: 179.5, unit: '[lb_av]' }), '179.5', 'lb'],
    [value('temperature', 36.9, { value: 98.4, unit: '[degF]' }), '98.4', '°F'],
    [value('temperature', 37, { value: 98.6, unit: '[degF]' }), '98.6', '°F'],
    [value('temperature', 37), '37.0', '°C'],
    [value('temperature', 36.85, { value: 36.85, unit: 'Cel' }), '36.85', '°C'],
    [value('spo2', 97.4), '97', '%'],
    [value('height', 174, { value: 174, unit: 'cm' }), '174', 'cm'],
    [value('bodyMassIndex', 26.85), '26.9', 'kg/m²'],
    [value('weight', 1234.5), '1234.5', 'kg'],
    [value('painScore', 0), '0', 'of 10'],
    [value('spo2', null), '—', '%'],
  ])('%j reads %s %s', (given, number, unit) => {
    expect(numberOf(given)).toBe(number);
    expect(unitOf(given)).toBe(unit);
  });

  it('that is absent is a dash, never zero', () => {
    expect(numberOf(undefined)).toBe('—');
    expect(unitOf(undefined)).toBe('');
  });
});

describe('a measurement', () => {
  it('of blood pressure reads as a pair, with a dash for the half that is missing', () => {
    const whole = measured([value('systolic', 168), value('diastolic', 96)], { kind: 'bloodPressure' });
    expect(`${shownNumber(whole)} ${shownUnit(whole)}`).toBe('168/96 mm[Hg]');
    expect(shownNumber(measured([value('systolic', 168)], { kind: 'bloodPressure' }))).toBe('168/—');
  });

  it('says where it came from and how it was taken', () => {
    expect(sourceWords(measured([value('weight', 80)]))).toBe('Scale');
    expect(sourceWords(measured([value('weight', 80)], { source: 'typed', qualifiers: { position: 'standing' } }))).toBe(
      'typed · standing',
    );
    expect(sourceWords(measured([value('bodyMassIndex', 27)], { source: 'computed', arithmetic: '80 / 1.72²' }))).toBe('80 / 1.72²');
  });

  it('joins its qualifiers in one breath', () => {
    const oxygen = { delivery: 'nasal-cannula', litersPerMinute: 2, percent: null } as const;
    expect(qualifierWords({ site: 'left upper arm', position: 'supine', cuff: 'large-adult', oxygen })).toBe(
      'Left upper arm, lying, large adult cuff, nasal cannula 2 L/min',
    );
    expect(qualifierWords({})).toBe('');
  });
});

describe('feet and inches', () => {
  it('come back as they were typed', () => {
    for (let inches = 20; inches < 96; inches += 0.25) {
      const [feet, rest] = [Math.floor(inches / 12), inches % 12];
      const [typed] = feetAndInches([feet, rest]);
      const centimeters = inOwnUnit('height', typed!, '[in_i]')!;
      expect(fromOwnUnit('height', centimeters, '[in_i]', 2)).toBeCloseTo(inches, 10);
    }
  });

  it('without inches are whole feet, without feet nothing', () => {
    expect(feetAndInches([6, null])).toEqual([72]);
    expect(feetAndInches([null, 8])).toEqual([null]);
    expect(feetAndInches([])).toEqual([null]);
  });

  it('are asked for in two fields, for a height alone', () => {
    expect(entryFields('height', 'ft-in').map(({ label }) => label)).toEqual(['Feet', 'Inches']);
    expect(unitChoices('height').at(-1)).toBe('ft-in');
    expect(unitChoices('weight')).not.toContain('ft-in');
  });
});

describe('pounds', () => {
  it('come back as they were typed, to the tenth a scale resolves', () => {
    for (let tenths = 50; tenths < 6000; tenths += 7) {
      const pounds = tenths / 10;
      expect(fromOwnUnit('weight', inOwnUnit('weight', pounds, '[lb_av]')!, '[lb_av]', 1)).toBe(pounds);
    }
  });
});

describe('an age', () => {
  const now = Date.parse('2026-11-24T15:10:00Z');
  const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
  it.each([
    [0, 'now'],
    [4.9, 'now'],
    [5, '5 s ago'],
    [59.9, '59 s ago'],
    [60, '1 min ago'],
    [599, '9 min ago'],
    [-3, 'now'],
  ])('of %d seconds reads %s', (seconds, words) => {
    expect(ageWords(ago(seconds), now)).toBe(words);
  });

  it('of ten minutes and more is the time of day', () => {
    expect(ageWords(ago(600), now)).toBe(clockTime(ago(600)));
    expect(clockTime(ago(600))).toMatch(/^\d{1,2}:\d{2}$/);
    expect(clockTime(ago(600), true)).toMatch(/^\d{1,2}:\d{2}:\d{2}$/);
  });

  it('to come counts down to 0:00 and stays there', () => {
    expect(countdown(ago(-42), now)).toBe('0:42');
    expect(countdown(ago(-300), now)).toBe('5:00');
    expect(countdown(ago(10), now)).toBe('0:00');
  });
});

describe('who somebody is', () => {
  it('is written so that it is read out without slips', () => {
    expect(dateOfBirthWords('1958-03-14')).toBe('03/14/1958');
    expect(mrnWords('00482913')).toBe('004 829 13');
    expect(mrnWords('A-17')).toBe('A-17');
  });
});
