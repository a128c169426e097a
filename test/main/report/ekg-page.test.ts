/** The page is true to scale: measured on the lines that are drawn, and on the picture where a rasteriser is at hand. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { standardLeads, type Tracing } from '../../../drivers/model/tracing.ts';
import { measure } from '../../../src/main/ekg/measure.ts';
import { ekgPage } from '../../../src/main/report/ekg-page.ts';
import { madeUpTracing } from '../../support/tracing-files.ts';

const hz = 500;
const folder = mkdtempSync(join(tmpdir(), 'isoline-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every lead flat but for 1 mV, 20 ms wide, at the beginning of every second but the first. */
function ticking(): Tracing {
  const column = Array.from({ length: 10 * hz }, (_, index) => (index >= hz && index % hz < 10 ? 400 : 0));
  return madeUpTracing(standardLeads.map(() => column));
}

/** The points of every path in the page's content, in millimetres: the page is scaled once, at its beginning. */
function paths(pdf: Uint8Array): (readonly [x: number, y: number])[][] {
  const text = Buffer.from(pdf).toString('latin1');
  const [, raw] = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(text) ?? [];
  const found: (readonly [number, number])[][] = [];
  for (const [, x, y, act] of inflateSync(Buffer.from(raw!, 'latin1'))
    .toString('latin1')
    .matchAll(/^(-?[\d.]+) (-?[\d.]+) ([ml])$/gm)) {
    if (act === 'm') found.push([]);
    found.at(-1)!.push([Number(x), Number(y)]);
  }
  return found;
}

describe('the twelve-lead on paper', () => {
  it.each([
    ['letter', 25, 10],
    ['a4', 25, 10],
    ['letter', 50, 20],
    ['a4', 25, 5],
  ] as const)('%s: a second is %d mm and a millivolt %d mm', async (paper, millimetresPerSecond, millimetresPerMillivolt) => {
    const pdf = await ekgPage({ tracing: ticking(), measured: null, paper, millimetresPerSecond, millimetresPerMillivolt });
    const rhythm = paths(pdf)
      .filter((path) => path.length > 2400)
      .at(-1)!;
    const [, first] = rhythm[0]!;
    const rises = rhythm.filter(([, y], index) => index > 0 && Math.abs(y - first) > 1 && Math.abs(rhythm[index - 1]![1] - first) < 0.01);
    // Ten seconds end with the record; of five, the sample on the edge, where a pulse begins, is drawn too.
    expect(rises.length).toBe(millimetresPerSecond === 25 ? 9 : 5);
    for (const [index, [x]] of rises.entries()) {
      if (index > 0) expect(x - rises[index - 1]![0]).toBeCloseTo(millimetresPerSecond, 2);
    }
    expect(Math.abs(rises[0]![1] - first)).toBeCloseTo(millimetresPerMillivolt, 2);
  });

  it('at 50 mm/s shows every lead, and the record goes on on a second page', async () => {
    const pdf = await ekgPage({ tracing: ticking(), measured: null, millimetresPerSecond: 50 });
    const file = join(folder, 'fast.pdf');
    writeFileSync(file, pdf);
    expect(
      Buffer.from(pdf)
        .toString('latin1')
        .match(/\/Type \/Page\b/g),
    ).toHaveLength(2);
    expect(paths(pdf).filter((path) => path.length > 600 && path.length < 650)).toHaveLength(12);
    const told = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    if (told.error !== undefined) return;
    expect(told.stdout).toMatch(/seconds 0 to 5 of 10[\s\S]*seconds 5 to 10 of 10/);
  });

  it('shows every lead of a record that is shorter than the row', async () => {
    const short = ticking().leads.map((lead) => ({ ...lead, samples: lead.samples.subarray(0, 3 * hz) }));
    const pdf = await ekgPage({ tracing: { ...ticking(), leads: short }, measured: null });
    expect(paths(pdf).filter((path) => path.length > 1200 && path.length < 1300)).toHaveLength(12);
  });

  it('leaves a gap where samples are missing', async () => {
    const tracing = ticking();
    const holed = tracing.leads.map((lead) => ({
      ...lead,
      samples: lead.samples.map((value, at) => (at >= 2000 && at < 2100 ? -0x8000_0000 : value)),
    }));
    const rhythm = paths(await ekgPage({ tracing: { ...tracing, leads: holed }, measured: null })).slice(-2);
    expect(rhythm.map((path) => path.length)).toEqual([2000, 2900]);
  });

  it('says who, when, at which scale, and what is unconfirmed; a dash for what is not there', async () => {
    const pdf = await ekgPage({ tracing: madeUpTracing(), measured: measure(madeUpTracing()) });
    const file = join(folder, 'words.pdf');
    writeFileSync(file, pdf);
    const told = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    if (told.error !== undefined) return expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(told.stdout).toContain('DOE, Jane');
    expect(told.stdout).toMatch(/born 03\/14\/1958.*ID P-7/);
    expect(told.stdout).toMatch(/Isoline, computed, unconfirmed(\s+–){10}/);
    expect(told.stdout).toMatch(/HR \/min\s+RR ms\s+P ms\s+PR ms/);
    expect(told.stdout).toMatch(/Cart, unconfirmed\s+72\s+\S+\s+\S+\s+158/);
    expect(told.stdout).toMatch(/25 mm\/s\s+10 mm\/mV\s+Filter 0\.05–150 Hz, notch 60 Hz/);
  });

  const canRasterise = spawnSync('pdftoppm', ['-v']).error === undefined;
  it.skipIf(!canRasterise)(
    `rasterised, it keeps the scale within a tenth of a millimetre${canRasterise ? '' : ' (skipped: pdftoppm is not installed)'}`,
    async () => {
      const file = join(folder, 'scale.pdf');
      writeFileSync(file, await ekgPage({ tracing: ticking(), measured: null }));
      const dpi = 600;
      execFileSync('pdftoppm', ['-r', String(dpi), '-gray', file, join(folder, 'scale')]);
      const { width, height, pixels } = grayOf(readFileSync(join(folder, 'scale-1.pgm')));
      const millimetres = (count: number) => (count * 25.4) / dpi;
      const darkIn = (y: number) => Array.from({ length: width }, (_, x) => x).filter((x) => pixels[y * width + x]! < 70);
      // The tops of the last row's pulses are the lowest line of short dark runs on the page.
      const rows = Array.from({ length: height }, (_, y) => y).filter((y) => millimetres(y) > 160 && millimetres(y) < 190);
      const longest = rows.reduce((a, b) => (darkIn(b).length > darkIn(a).length ? b : a));
      const top = longest - Math.round((10 / 25.4) * dpi);
      const centre = (around: number) => rows.filter((y) => Math.abs(y - around) < 20 && darkIn(y).length > 0.75 * darkIn(around).length);
      const middle = (ys: readonly number[]) => (ys[0]! + ys.at(-1)!) / 2;
      expect(Math.abs(millimetres(middle(centre(longest)) - middle(centre(top))) - 10)).toBeLessThan(0.1);
      const starts = darkIn(top).filter((x, index, all) => index === 0 || x - all[index - 1]! > 20);
      const pulses = starts.slice(-9);
      for (let index = 1; index < pulses.length; index++)
        expect(Math.abs(millimetres(pulses[index]! - pulses[index - 1]!) - 25)).toBeLessThan(0.1);
    },
  );
});

function grayOf(pgm: Buffer): { width: number; height: number; pixels: Uint8Array } {
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 60).toString('latin1'))!;
  return { width: Number(width), height: Number(height), pixels: pgm.subarray(head.length) };
}
