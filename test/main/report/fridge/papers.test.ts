/** The label, the troubleshooting record and the inspection pack: what each must say, and that nothing of it is cut or leaves the sheet. */
import { describe, expect, it, test } from 'vitest';
import { incidentReport } from '../../../../src/main/report/fridge/incident-report.ts';
import { inspectionPack } from '../../../../src/main/report/fridge/inspection-pack.ts';
import { quarantineLabel } from '../../../../src/main/report/fridge/label.ts';
import { statusOf, uncoveredDays } from '../../../../src/main/report/fridge/pack-status.ts';
import { packUnit, workedIncident } from '../../../support/fridge-papers.ts';
import { clinic, emptyMonth, freezer, fullMonth } from '../../../support/fridge-span.ts';
import { type PdfSheet, pdfSheets } from '../../../support/pdf-words.ts';

const said = (sheets: readonly PdfSheet[]) => sheets.flatMap(({ words }) => words.map(({ text }) => text)).join(' ');

function expectWhole(sheets: readonly PdfSheet[]): void {
  for (const { width, height, words } of sheets)
    for (const { text, x, y } of words) {
      expect(text).not.toContain('…');
      expect(x > 8 && x < width - 8 && y > 8 && y < height - 6, `${text} at ${x}, ${y}`).toBe(true);
    }
}

describe('the label for the door', () => {
  it.each(['letter', 'a4'] as const)('on %s says four things and nothing else, each as large as it can', async (paper) => {
    const [sheet, ...more] = pdfSheets(await quarantineLabel({ unitName: 'Fridge 1', date: '2026-05-11', incidentNumber: 7 }, paper));
    expect(more).toEqual([]);
    expect(sheet!.words.map(({ text }) => text)).toEqual(['DO NOT USE', 'Fridge 1', '2026-05-11', 'Incident 7']);
  });

  it('takes a long name in smaller letters, whole', async () => {
    const unitName = 'Vaccine refrigerator in the pharmacy, second door';
    const [sheet] = pdfSheets(await quarantineLabel({ unitName, date: '2026-05-11', incidentNumber: 7 }, 'a4'));
    expect(sheet!.words.map(({ text }) => text)).toContain(unitName);
    expect(sheet!.words.every(({ x }) => x > 9)).toBe(true);
  });
});

test('the troubleshooting record holds every field that was filled in', async () => {
  const incident = workedIncident();
  const sheets = pdfSheets(await incidentReport({ clinic, incident, excursions: fullMonth('2026-05').excursions, paper: 'letter' }));
  expectWhole(sheets);
  const words = said(sheets);
  const { form, lots, calls } = incident;
  for (const field of [form.description, form.elseInUnit, form.moved, form.prevention, form.programReference, form.completedBy])
    expect(words).toContain(field);
  for (const { vaccine, lot } of lots) expect([words.includes(vaccine), words.includes(lot)]).toEqual([true, true]);
  for (const { caseNumber, said: what } of calls) expect([words.includes(caseNumber), words.includes(what)]).toEqual([true, true]);
  for (const figure of ['10 h 30 min', '10 h 45 min', '49.4 °F', '2026-05-10 22:15', 'WAITING: do not use'])
    expect(words).toContain(figure);
});

describe('the inspection pack', () => {
  it('answers the four questions first, then shows what stands behind them', async () => {
    const bare = { ...packUnit(), ...emptyMonth('2026-05', freezer), wanted: 0, records: [], registered: [], transports: [], notices: [] };
    const pdf = await inspectionPack({ clinic, from: '2026-05-01', to: '2026-05-31', units: [packUnit(), bare], paper: 'a4' });
    const sheets = pdfSheets(pdf);
    expectWhole(sheets);
    const first = said(sheets.slice(0, 1));
    for (const question of [
      'Is the device compliant?',
      'Are the logs complete?',
      'Who reviewed them?',
      'What was done about each excursion?',
    ])
      expect(first).toContain(question);
    expect(first).toContain('There is no backup logger');
    expect(first).toContain('Checks not made: 2026-05-21 PM');
    const words = said(sheets);
    for (const behind of ['Troubleshooting record, incident 7', 'C-2025-881', 'LONGER THAN', 'Certificates', 'Reviews'])
      expect(words).toContain(behind);
  });

  it('never calls a unit without readings free of excursions', () => {
    const bare = { ...packUnit(), ...emptyMonth('2026-05', freezer), records: [] };
    expect(statusOf(bare).excursions).toMatchObject({ says: 'Not known', open: [expect.stringContaining('nobody knows')] });
  });

  it('finds every day that no review covers', () => {
    const reviews = [
      { from: '2026-05-10', to: '2026-05-12' },
      { from: '2026-04-20', to: '2026-05-03' },
      { from: '2026-05-12', to: '2026-05-20' },
    ];
    expect(uncoveredDays('2026-05-01', '2026-05-31', reviews)).toEqual([
      ['2026-05-04', '2026-05-09'],
      ['2026-05-21', '2026-05-31'],
    ]);
    expect(uncoveredDays('2026-05-10', '2026-05-20', reviews)).toEqual([]);
  });
});
