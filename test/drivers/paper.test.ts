/** The one picture behind the PDF, the printed page and the screen: where a second and a millivolt lie. */
import { describe, expect, it } from 'vitest';
import { birthDateWords, dayWords, instantWords } from '../../drivers/model/paper/date-words.ts';
import { arrange, type LayoutName } from '../../drivers/model/paper/layout.ts';
import { fitted } from '../../drivers/model/paper/page-words.ts';
import { ekgPicture, type Scale } from '../../drivers/model/paper/picture.ts';
import { type Lead, noSample, standardLeads } from '../../drivers/model/tracing.ts';

const hz = 500;
const scale: Scale = { layout: '3x4+1', millimetresPerSecond: 25, millimetresPerMillivolt: 10, fromSeconds: 0 };

/** Flat but for one sample of 1 mV at each whole second but the first. */
function leads(seconds = 10, offset = 0): Lead[] {
  const samples = Int32Array.from({ length: seconds * hz }, (_, index) => offset + (index > 0 && index % hz === 0 ? 400 : 0));
  return standardLeads.map((name) => ({ name, samples, hz, nanovoltsPerBit: 2500, baseline: 0 }));
}

describe('the picture', () => {
  it.each([
    ['letter', 25, 10],
    ['a4', 25, 5],
    ['screen', 25, 20],
    ['letter', 50, 10],
    ['screen', 50, 10],
  ] as const)('on %s: a second is %d mm and a millivolt %d mm', (paper, millimetresPerSecond, millimetresPerMillivolt) => {
    const picture = ekgPicture(leads(), { ...scale, millimetresPerSecond, millimetresPerMillivolt }, paper);
    const rhythm = picture.traces.at(-1)!;
    const { baseline, left } = picture.places.at(-1)!;
    const peaks = rhythm.filter(([, y]) => y < baseline - 1);
    for (const [index, [x, y]] of peaks.entries()) {
      expect(x).toBeCloseTo(left + (index + 1) * millimetresPerSecond, 6);
      expect(baseline - y).toBeCloseTo(millimetresPerMillivolt, 6);
    }
    expect(peaks.length).toBeGreaterThanOrEqual(250 / millimetresPerSecond - 1);
    const [pulse] = picture.pulses;
    expect(pulse![1]![1] - pulse![2]![1]).toBe(millimetresPerMillivolt);
  });

  it('keeps every pulse, every line and every name on the grid, in each layout and on each paper', () => {
    for (const layout of ['3x4+1', '3x4+3', '6x2', '12x1'] as LayoutName[]) {
      for (const paper of ['letter', 'a4', 'screen'] as const) {
        const { pulses, grid, names, places, height, width } = ekgPicture(leads(), { ...scale, layout }, paper);
        for (const [x, y] of pulses.flat()) {
          expect(x).toBeGreaterThanOrEqual(grid.left);
          expect(y).toBeGreaterThanOrEqual(grid.top);
          expect(y).toBeLessThanOrEqual(grid.top + grid.height);
        }
        expect(new Set(places.map(({ lead }) => lead)).size).toBe(12);
        for (const { right } of places) expect(right).toBeLessThanOrEqual(grid.left + grid.width + 1e-9);
        for (const { y } of names) expect(y).toBeGreaterThan(grid.top);
        expect(grid.top + grid.height).toBeLessThan(height);
        expect(grid.left + grid.width).toBeLessThanOrEqual(width);
      }
    }
  });

  it('puts a lead with an offset of the electrodes on its line; the height of its waves stays', () => {
    const plain = ekgPicture(leads(), scale, 'letter');
    const lifted = ekgPicture(leads(10, 90_000), scale, 'letter');
    expect(lifted.traces).toEqual(plain.traces);
  });

  it('draws no line across samples that are not there, and none for a lead without a voltage', () => {
    const holed = leads().map((lead) => ({
      ...lead,
      samples: lead.samples.map((value, at) => (at >= 4600 && at < 4700 ? noSample : value)),
    }));
    expect(
      ekgPicture(holed, scale, 'letter')
        .traces.slice(-2)
        .map((stroke) => stroke.length),
    ).toEqual([4600, 300]);
    const mute = leads().map((lead) => ({ ...lead, nanovoltsPerBit: null }));
    expect(ekgPicture(mute, scale, 'letter').traces).toEqual([]);
  });

  it('at 50 mm/s divides five seconds, and goes on with the next five', () => {
    const fast = { ...scale, millimetresPerSecond: 50 as const };
    expect(ekgPicture(leads(), fast, 'letter').places.find(({ lead }) => lead === 'V6')).toMatchObject({ from: 3.75, seconds: 1.25 });
    const next = ekgPicture(leads(), { ...fast, fromSeconds: 5 }, 'letter');
    expect(next.places.find(({ lead }) => lead === 'V6')).toMatchObject({ from: 8.75 });
    expect(next.shown).toEqual([5, 10]);
  });
});

describe('the layouts', () => {
  const ten = { from: 0, seconds: 10, length: 10 };

  it('go on in time from column to column, and begin anew where the record is shorter', () => {
    const from = (length: number) =>
      arrange('3x4+1', standardLeads, { ...ten, length })
        .strips.filter(({ row }) => row === 0)
        .map((strip) => strip.from);
    expect(from(10)).toEqual([0, 2.5, 5, 7.5]);
    expect(from(9.8)).toEqual([0, 2.5, 5, 7.5]);
    expect(from(7.4)).toEqual([0, 0, 0, 0]);
  });

  it('take another lead for the rhythm where II is missing, and say which leads they have no place for', () => {
    const names = ['V1', 'V2', 'V4R'];
    const { strips, left } = arrange('3x4+1', names, ten);
    expect(strips.at(-1)).toMatchObject({ lead: 'V1', seconds: 10 });
    expect(left).toEqual(['V4R']);
  });

  it('show the leads of a record that has none of the twelve one below the other', () => {
    const { rows, strips, left } = arrange('3x4+1', ['X', 'Y', 'Z'], ten);
    expect([rows, strips.map(({ lead }) => lead), left]).toEqual([3, ['X', 'Y', 'Z'], []]);
    const many = Array.from({ length: 14 }, (_, index) => `ch${index}`);
    expect(arrange('6x2', many, ten).left).toEqual(['ch12', 'ch13']);
  });
});

describe('the words on paper', () => {
  it('cut what has no room, the last first, and mark it', () => {
    const width = (runs: readonly { words: string }[]) => runs.reduce((sum, { words }) => sum + words.length, 0);
    expect(fitted([{ words: 'HADDAD' }, { words: 'born 1981' }], 20, width)).toHaveLength(2);
    expect(fitted([{ words: 'HADDAD' }, { words: 'born 1981' }], 12, width)).toEqual([{ words: 'HADDAD' }, { words: 'born …' }]);
    expect(fitted([{ words: 'HADDAD' }, { words: 'born 1981' }], 7, width)).toEqual([{ words: 'HADDAD' }]);
  });

  it('write dates as the US does, and leave alone what is none', () => {
    expect(instantWords('2026-11-23T09:58:12')).toBe('Nov 23, 2026 9:58:12');
    expect(dayWords('2026-02-11T08:30:00')).toBe('Feb 11, 2026');
    expect(birthDateWords('1981-08-19')).toBe('08/19/1981');
    expect(birthDateWords('1981')).toBe('1981');
    const at = new Date(2026, 10, 23, 9, 58, 12);
    expect(instantWords(at.toISOString())).toBe('Nov 23, 2026 9:58:12');
  });
});
