import { describe, expect, it } from 'vitest';
import { seeded } from '../../../drivers/model/seeded.ts';
import { lowPass, movingMean } from '../../../src/main/ekg/filter.ts';
import { median, quantile, weightedQuantile } from '../../../src/main/ekg/numbers.ts';

const chance = seeded(3);
const some = (length: number) => Float64Array.from({ length }, () => Math.round(100 * chance()) - 50);

describe('small computations', () => {
  it.each([0, 1, 2, 7, 40, 41, 1000])('the middle of %i values is the middle of them in order, and leaves them as they were', (length) => {
    const values = some(length);
    const before = [...values];
    const order = before.toSorted((a, b) => a - b);
    const middle = length === 0 ? Number.NaN : (order[(length - 1) >> 1]! + order[length >> 1]!) / 2;
    expect(median(values)).toBe(middle);
    expect([...values]).toEqual(before);
    if (length > 0) expect(quantile(values, 0.8)).toBe(order[Math.floor(0.8 * length)]);
  });

  it('what is no number stands behind all numbers', () => {
    expect(median([Number.NaN, 3, 1])).toBe(3);
    expect(quantile([Number.NaN, 3, Number.NaN, 1], 0)).toBe(1);
  });

  it('a share of the weight, not of the count', () => {
    const pairs = [
      [10, 1],
      [30, 6],
      [20, 1],
    ] as const;
    expect([weightedQuantile(pairs, 0.1), weightedQuantile(pairs, 0.25), weightedQuantile(pairs, 0.5)]).toEqual([10, 20, 30]);
    expect(weightedQuantile([], 0.5)).toBeNaN();
  });

  it.each([
    [1, 1],
    [5, 3],
    [5, 4],
    [4, 9],
    [50, 8],
    [50, 7],
  ])('the mean around each of %i values, %i wide, shorter at the ends', (length, width) => {
    const values = some(length);
    const before = Math.floor((width - 1) / 2);
    const slow = [...values].map((_, at) => {
      const around = values.subarray(Math.max(0, at - before), at + width - before);
      return around.reduce((sum, value) => sum + value, 0) / around.length;
    });
    for (const [at, mean] of movingMean(values, width).entries()) expect(mean).toBeCloseTo(slow[at]!, 9);
  });

  it('a filter moves nothing in time: what is the same backwards stays so', () => {
    const values = Float64Array.from({ length: 401 }, (_, index) => (Math.abs(index - 200) < 30 ? 1000 : 0));
    const smooth = lowPass(values, 500, 20);
    for (let index = 0; index < 401; index++) expect(smooth[index]).toBeCloseTo(smooth[400 - index]!, 1);
    expect(smooth[200]).toBeGreaterThan(900);
  });
});
