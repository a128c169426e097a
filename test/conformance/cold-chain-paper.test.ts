/** Real loggers' months on paper: every reading of the month behind the graph, every excursion in the table, nothing cut, in both units and papers. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { importLog } from '../../src/main/fridge/import-log.ts';
import { gatherSpan } from '../../src/main/fridge/papers/gather.ts';
import { lastDayOf, usualCalendar } from '../../src/main/fridge/wanted-checks.ts';
import { monthLog } from '../../src/main/report/fridge/month-log.ts';
import { findStorageUnit } from '../../src/main/storage/fridge-units.ts';
import { openMemoryDatabase } from '../../src/main/storage/open.ts';
import { addRefrigerator } from '../support/fridge-log.ts';
import { clinic } from '../support/fridge-span.ts';
import { pdfSheets } from '../support/pdf-words.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

async function monthOf(path: string, month: string, paper: 'letter' | 'a4') {
  const db = openMemoryDatabase();
  addRefrigerator(db);
  const bytes = readFileSync(join(sharedFixtures, 'cold-chain', path));
  importLog(db, { file: { name: basename(path), bytes }, unitId: 'unit-1', at: new Date('2026-06-01T12:00:00Z'), personId: null });
  const people = { checks: [], reviews: [], calendar: usualCalendar, now: '2026-06-01T12:00:00.000Z' };
  const span = gatherSpan(db, findStorageUnit(db, 'unit-1')!, { from: `${month}-01`, to: lastDayOf(month) }, people);
  const sheets = pdfSheets(await monthLog({ clinic, month, span, paper }));
  db.close();
  const words = sheets.flatMap((sheet) => sheet.words.map(({ text }) => text));
  return { span, sheets, words, sha256: createHash('sha256').update(bytes).digest('hex') };
}

describeWithCaptures('a real month on paper', () => {
  it.each([
    ['a Fridge-tag 2 L', 'berlinger/fridge-tag-2l/130500109088_202206081014.txt', '2022-05', 'letter', 8514],
    ['a Fridge-tag 2, which keeps days', 'berlinger/fridge-tag-2/130400191542_202302140605.txt', '2023-01', 'a4', 0],
  ] as const)('%s', async (_name, path, month, paper, readings) => {
    const { span, sheets, words, sha256 } = await monthOf(path, month, paper);
    expect(span.curve.readings).toBe(readings);
    if (readings === 0) expect(span.days).toHaveLength(31);
    expect(span.excursions.length).toBeGreaterThan(20);
    // Each excursion is a row that begins with its number, and tells its peak.
    for (const { number, peak } of span.excursions) {
      expect(words).toContain(String(number));
      expect(words).toContain(`${peak.toFixed(1)} °C`);
    }
    expect(words.join('')).toContain(sha256);
    expect(words).toContain('genuine');
    expect(words.filter((text) => text.includes('…'))).toEqual([]);
    for (const { width, height, words: shown } of sheets)
      for (const { text, x, y } of shown) expect(x > 8 && x < width - 8 && y > 8 && y < height - 6, `${text} at ${x}, ${y}`).toBe(true);
  });
});
