/** A month's log on paper: what is judged as it was read stands in the row it belongs to, all of it on the sheets, on both papers. */
import { describe, expect, it, test } from 'vitest';
import { daysOf } from '../../../../src/main/report/fridge/facts.ts';
import { dayColumns, ladderOf } from '../../../../src/main/report/fridge/month-grid.ts';
import { monthLog } from '../../../../src/main/report/fridge/month-log.ts';
import type { FridgeCheck, StorageUnit } from '../../../../src/preload/contract.ts';
import { clinic, emptyMonth, freezer, fullMonth, refrigerator } from '../../../support/fridge-span.ts';
import { pdfSheets } from '../../../support/pdf-words.ts';

const celsius: StorageUnit = { ...refrigerator, basis: 'C', low: 2, high: 8 };

function checkOf(values: Partial<FridgeCheck>): FridgeCheck {
  const [check] = fullMonth('2026-05').checks;
  return { ...check!, lowest: null, highest: null, roomTemperature: null, corrections: [], ...values };
}

const cellOf = (unit: StorageUnit, current: number) => {
  const ladder = ladderOf(unit);
  const span = { ...emptyMonth('2026-05', unit), checks: [checkOf({ date: '2026-05-04', half: 'AM', current })] };
  return dayColumns(span, ['2026-05-04'], ladder)[0]!.halves[0].mark;
};

describe('the ladder', () => {
  it('has a row for each degree of a refrigerator, and the upper end of a freezer', () => {
    expect(ladderOf(refrigerator)).toEqual({ rungs: [46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36], goesOn: false });
    expect(ladderOf(celsius)).toEqual({ rungs: [8, 7, 6, 5, 4, 3, 2], goesOn: false });
    expect(ladderOf(freezer).rungs.slice(0, 3)).toEqual([5, 4, 3]);
    expect(ladderOf(freezer).goesOn).toBe(true);
  });

  it.each([
    [refrigerator, 46, 46],
    [refrigerator, 46.1, 'above'],
    [refrigerator, 36, 36],
    [refrigerator, 35.9, 'below'],
    [refrigerator, 40.5, 41],
    [celsius, 8, 8],
    [celsius, 8.05, 'above'],
    [celsius, 1.96, 'below'],
    [celsius, 7.6, 8],
    [freezer, -14.4, -14],
    [freezer, -30, 'lower'],
    [freezer, -58.1, 'below'],
    [freezer, 5.1, 'above'],
  ] as const)('%#: is entered by the exact value', (unit, current, mark) => {
    expect(cellOf(unit, current)).toBe(mark);
  });
});

test('a value caught up later carries a star, a further check is counted, and an open incident reaches as far as the readings', () => {
  const span = {
    ...emptyMonth('2026-05'),
    checks: [
      checkOf({ date: '2026-05-02', half: 'AM', at: '2026-05-04T08:10:00', current: null, lowest: 37.1, highest: 47 }),
      checkOf({ date: '2026-05-04', half: 'AM', at: '2026-05-04T08:10:00', current: 40 }),
      checkOf({ date: '2026-05-04', half: 'AM', at: '2026-05-04T09:10:00', current: 46.4, roomTemperature: 71 }),
    ],
    incidents: [{ ...fullMonth('2026-05').incidents[0]!, number: 3, from: '2026-05-03T10:00:00', to: null }],
  };
  span.curve = { ...span.curve, last: Date.parse('2026-05-04T09:00:00Z') / 1000 };
  const columns = dayColumns(span, daysOf('2026-05').slice(0, 5), ladderOf(span.unit));
  expect(columns.map(({ action }) => action)).toEqual([[], ['Max 47.0'], ['No. 3'], ['AM 46.4', 'Room 71.0', 'No. 3'], []]);
  expect(columns[1]).toMatchObject({
    highestOut: true,
    lowestOut: false,
    halves: [{ time: '08:10*', current: '', mark: null }, { initials: '' }],
  });
  expect(columns[3]!.halves[0]).toMatchObject({ current: '46.4', mark: 'above', more: 1 });
});

describe('on paper', () => {
  it.each([
    ['letter', '2026-05', refrigerator],
    ['a4', '2026-05', celsius],
    ['a4', '2024-02', freezer],
    ['letter', '2026-02', freezer],
  ] as const)('%s, %s: two landscape sheets and an appendix, nothing cut or beyond the margin', async (paper, month, unit) => {
    const sheets = pdfSheets(await monthLog({ clinic, month, span: fullMonth(month, unit), paper }));
    expect(sheets.length).toBeGreaterThanOrEqual(4);
    for (const { width, height, words } of sheets) {
      expect([width, height].map((side) => Math.round(side * 10) / 10)).toEqual(paper === 'letter' ? [279.4, 215.9] : [297, 210]);
      for (const { text, x, y } of words) {
        expect(text).not.toContain('…');
        expect(x > 8 && x < width - 8 && y > 8 && y < height - 6, `${text} at ${x}, ${y}`).toBe(true);
      }
    }
    const days = daysOf(month);
    const shown = sheets.slice(0, 2).map(({ words }) => words.map(({ text }) => text));
    expect(shown[0]).toEqual(
      expect.arrayContaining(
        ['Riverside Family Clinic', 'VFC-10234', 'Fridge 1, Pharmacy'].map((text) => text.replace('Fridge 1', unit.name)),
      ),
    );
    expect(shown[0]!.filter((text) => text === 'AM')).toHaveLength(15);
    expect(shown[1]!.filter((text) => text === 'AM')).toHaveLength(days.length - 15);
    const marked = fullMonth(month, unit).checks.filter(({ current }) => current! <= unit.high);
    expect(shown.flat().filter((text) => text === 'X')).toHaveLength(marked.length);
    const appendix = sheets
      .slice(2)
      .flatMap(({ words }) => words.map(({ text }) => text))
      .join(' ');
    expect(appendix).toContain('Door left open during delivery');
    expect(appendix).toContain('10 h 45 min');
    expect(appendix.replaceAll(' ', '')).toContain('b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9');
  });

  it('an empty month is a form to be filled in by hand, and says that nothing is known', async () => {
    const sheets = pdfSheets(await monthLog({ clinic, month: '2026-04', span: emptyMonth('2026-04'), paper: 'letter' }));
    const words = sheets.map((sheet) => sheet.words.map(({ text }) => text));
    expect(words[0]).not.toContain('X');
    expect(words[2]).toContain('None is known: there are no readings.');
  });

  it('a logger that keeps only days has a bar a day and its table, and what lies between is not claimed', async () => {
    const days = daysOf('2026-04').map((date) => ({ date, lowest: 38.1, lowestAt: '04:10', highest: 44.2, highestAt: null }));
    const sheets = pdfSheets(await monthLog({ clinic, month: '2026-04', span: { ...emptyMonth('2026-04'), days }, paper: 'letter' }));
    const words = sheets.slice(2).flatMap((sheet) => sheet.words.map(({ text }) => text));
    expect(words).toContain('None in the days the logger tells of.');
    expect(words.filter((text) => text === '38.1 °F at 04:10')).toHaveLength(30);
    expect(words.filter((text) => text === '44.2 °F')).toHaveLength(30);
    expect(words).not.toContain('No readings of a logger in this span');
  });

  it('takes long names, odd letters, many digits and many incidents, whole', async () => {
    const full = fullMonth('2026-05', {
      ...freezer,
      name: 'Vaccine freezer in the pharmacy, left door, behind the counter',
      place: 'Annex',
    });
    const incidents = Array.from({ length: 9 }, (_, index) => ({
      number: 1001 + index,
      from: '2026-05-11T01:00:00',
      to: '2026-05-11T02:00:00',
    }));
    const checks = full.checks.map((check) => ({
      ...check,
      initials: 'WXMW',
      current: -22.25,
      lowest: -57.75,
      highest: -12.25,
      by: 'Łucja Żółć',
    }));
    const span = {
      ...full,
      incidents,
      checks,
      loggers: [...full.loggers, { ...full.loggers[0]!, serial: '130200099999', model: 'Fridge-tag Ultra Low' }],
    };
    const facility = 'Riverside Family and Community Clinic of the Northern Counties, Building 4';
    const sheets = pdfSheets(await monthLog({ clinic: { ...clinic, facility }, month: '2026-05', span, paper: 'letter' }));
    const words = sheets.flatMap((sheet) => sheet.words.map(({ text }) => text));
    expect(words.filter((text) => text.includes('…'))).toEqual([]);
    for (const whole of [facility, 'WXMW', '-22.25', '-57.75', 'No. 1004', '+5, see appendix']) expect(words).toContain(whole);
  });
});
