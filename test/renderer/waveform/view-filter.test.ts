/** The filters of the live view, by what comes out of them: sines of known frequency in, their size out. */
import { describe, expect, it } from 'vitest';
import { createViewFilter, possibleFilter, type ViewFilter } from '../../../src/renderer/waveform/view-filter.ts';

/** How large a sine of `frequency` comes out, as a share of what went in, once everything has settled. */
function response(filter: ViewFilter, hz: number, frequency: number): number {
  const running = createViewFilter(filter, hz);
  const settle = Math.round(hz * 30);
  const looked = Math.round(hz * Math.max(2, 4 / frequency));
  let power = 0;
  for (let index = 0; index < settle + looked; index += 1) {
    const out = running.next(1000 * Math.sin((2 * Math.PI * frequency * index) / hz));
    if (index >= settle) power += (out / 1000) ** 2;
  }
  return Math.sqrt((2 * power) / looked);
}

const wide: ViewFilter = { highPassHz: 0.05, lowPassHz: 150, notchHz: null };

describe('the filters of the live view', () => {
  it.each([
    [500, 0.5, 0.5],
    [500, 0.05, 0.05],
    [1000, 0.5, 0.5],
    [250, 0.5, 0.5],
  ] as const)('at %i samples a second halve the power at the low corner of %f Hz', (hz, highPassHz, frequency) => {
    expect(response({ ...wide, highPassHz, lowPassHz: 100 }, hz, frequency)).toBeCloseTo(Math.SQRT1_2, 2);
  });

  it.each([
    [500, 40],
    [500, 100],
    [500, 150],
    [1000, 40],
    [1000, 150],
    [250, 40],
  ] as const)('at %i samples a second halve the power at the high corner of %i Hz', (hz, lowPassHz) => {
    expect(response({ ...wide, lowPassHz }, hz, lowPassHz)).toBeCloseTo(Math.SQRT1_2, 2);
  });

  it('leave 10 Hz as it is, and take the baseline of a tenth of the corner away', () => {
    expect(response({ highPassHz: 0.5, lowPassHz: 40, notchHz: 60 }, 500, 10)).toBeGreaterThan(0.98);
    expect(response({ highPassHz: 0.5, lowPassHz: 40, notchHz: 60 }, 500, 10)).toBeLessThan(1.02);
    expect(response({ highPassHz: 0.5, lowPassHz: 40, notchHz: 60 }, 500, 0.05)).toBeLessThan(0.11);
  });

  it('fall by twelve decibels an octave above the high corner', () => {
    expect(response({ ...wide, lowPassHz: 40 }, 1000, 160)).toBeLessThan(0.08);
  });

  it.each([50, 60] as const)('take a hum of %i Hz away and leave its neighbors', (notchHz) => {
    const filter: ViewFilter = { ...wide, notchHz };
    expect(response(filter, 500, notchHz)).toBeLessThan(0.01);
    expect(response(filter, 500, notchHz - 10)).toBeGreaterThan(0.93);
    expect(response(filter, 500, notchHz + 10)).toBeGreaterThan(0.85);
  });

  it('leave out a part that the rate of the device does not allow', () => {
    expect(possibleFilter({ highPassHz: 0.5, lowPassHz: 150, notchHz: 60 }, 250)).toEqual({
      highPassHz: 0.5,
      lowPassHz: null,
      notchHz: 60,
    });
    expect(possibleFilter({ highPassHz: 0.5, lowPassHz: 40, notchHz: 60 }, 100)).toEqual({ highPassHz: 0.5, lowPassHz: 40, notchHz: null });
    expect(response({ ...wide, lowPassHz: 150 }, 250, 100)).toBeGreaterThan(0.99);
  });

  it('begin at rest, whatever the offset of the electrode', () => {
    const running = createViewFilter({ highPassHz: 0.05, lowPassHz: 150, notchHz: 60 }, 500);
    const out = Array.from({ length: 100 }, () => running.next(280_000));
    expect(Math.max(...out.map(Math.abs))).toBe(0);
  });

  it('remember nothing of before a restart', () => {
    const fresh = createViewFilter({ highPassHz: 0.5, lowPassHz: 40, notchHz: 60 }, 500);
    const used = createViewFilter({ highPassHz: 0.5, lowPassHz: 40, notchHz: 60 }, 500);
    for (let index = 0; index < 500; index += 1) used.next(100_000 * Math.sin(index));
    used.restart();
    const after = Array.from({ length: 50 }, (_, index) => 300 * Math.sin(index / 3));
    expect(after.map((sample) => used.next(sample))).toEqual(after.map((sample) => fresh.next(sample)));
  });
});
