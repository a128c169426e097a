import { describe, expect, it } from 'vitest';
import { ekgPicture, type Scale } from '../../../../drivers/model/paper/picture.ts';
import { standardLeads } from '../../../../drivers/model/tracing.ts';
import {
  type Calipers,
  distance,
  distanceWords,
  firstCalipers,
  marchMarks,
  moved,
  placed,
  rateWords,
  stripAt,
} from '../../../../src/renderer/screens/ekg/review/calipers.ts';

const leads = standardLeads.map((name) => ({ name, samples: new Int32Array(5000), hz: 500, nanovoltsPerBit: 1000, baseline: 0 }));
const scale: Scale = { layout: '3x4+1', millimetresPerSecond: 25, millimetresPerMillivolt: 10, fromSeconds: 0 };
const picture = ekgPicture(leads, scale, 'screen');
const between = (x: number, y: number, change: Partial<Calipers> = {}): Calipers => ({
  a: { x: 100, y: 100 },
  b: { x: 100 + x, y: 100 + y },
  direction: 'time',
  isMarching: false,
  ...change,
});

describe('calipers', () => {
  it.each([
    [25, 10, 25, 1000],
    [50, 10, 25, 500],
    [25, 10, -9.85, 394],
  ] as const)(
    'at %i mm/s and %i mm/mV, %d mm across is %d ms',
    (millimetresPerSecond, millimetresPerMillivolt, millimetres, milliseconds) => {
      const at = { ...scale, millimetresPerSecond, millimetresPerMillivolt };
      expect(distance(between(millimetres, 3), at)).toBeCloseTo(milliseconds, 6);
      expect(distanceWords(between(millimetres, 3), at)).toBe(`${milliseconds} ms`);
    },
  );

  it.each([
    [10, 12.5, '1.25 mV'],
    [20, -10, '0.50 mV'],
    [5, 1, '0.20 mV'],
  ] as const)('at %i mm/mV, %d mm upright is %s', (millimetresPerMillivolt, millimetres, words) => {
    expect(distanceWords(between(40, millimetres, { direction: 'voltage' }), { ...scale, millimetresPerMillivolt })).toBe(words);
  });

  it('say a rate only for a time that can lie between two beats', () => {
    expect(rateWords(between(20, 0), scale)).toBe('75/min');
    expect(rateWords(between(2, 0), scale)).toBeNull();
    expect(rateWords(between(100, 0), scale)).toBeNull();
    expect(rateWords(between(20, 0, { direction: 'voltage' }), scale)).toBeNull();
  });

  it('open a second apart on the rhythm strip, and never leave the grid', () => {
    const opened = firstCalipers(picture, scale);
    expect(distance(opened, scale)).toBeCloseTo(1000, 6);
    expect(stripAt(opened.b, picture)).toMatchObject({ lead: 'II', seconds: 10 });
    expect(placed(opened, 'a', { x: -50, y: 9999 }, picture).a).toEqual({
      x: picture.grid.left,
      y: picture.grid.top + picture.grid.height,
    });
    expect(moved(opened, 'b', { x: 1, y: 0 }, picture).b.x).toBeCloseTo(opened.b.x + 1, 9);
  });

  it('march to both sides along the strip they stand on, and no further', () => {
    const opened = { ...firstCalipers(picture, scale), isMarching: true };
    const marks = marchMarks(opened, picture, scale);
    const strip = stripAt(opened.b, picture)!;
    const all = [...marks, opened.a.x, opened.b.x].sort((one, other) => one - other);
    for (const [index, x] of all.entries()) if (index > 0) expect(x - all[index - 1]!).toBeCloseTo(25, 6);
    expect(all[0]! - strip.left).toBeLessThan(25);
    expect(strip.right - all.at(-1)!).toBeLessThan(25);
    expect(marchMarks({ ...opened, isMarching: false }, picture, scale)).toEqual([]);
    expect(marchMarks({ ...opened, b: { ...opened.a, x: opened.a.x + 0.5 } }, picture, scale)).toEqual([]);
  });
});
