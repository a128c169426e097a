import { expect, test } from 'vitest';
import { clockWords, weekdayWords } from '../../../../src/renderer/screens/fridges/day-words.ts';
import { degreesNumber, degreesWords, inOtherUnit, rangeWords } from '../../../../src/renderer/screens/fridges/degrees.ts';
import { noticeWords } from '../../../../src/renderer/screens/fridges/notice-words.ts';

test('a temperature keeps its digits, with one decimal at least and a true minus; nothing is a dash', () => {
  expect(degreesNumber(5)).toBe('5.0');
  expect(degreesNumber(8.04)).toBe('8.04');
  expect(degreesWords(-21.4, 'C')).toBe('−21.4 °C');
  expect(degreesWords(0, 'C')).toBe('0.0 °C');
  expect(degreesWords(null, 'F')).toBe('—');
});

test('the other unit is the printed number, half away from zero', () => {
  expect(inOtherUnit(7.8, 'C')).toBe('46.0 °F');
  expect(inOtherUnit(2.1, 'C')).toBe('35.8 °F');
  expect(inOtherUnit(36, 'F')).toBe('2.2 °C');
  expect(rangeWords({ low: -50, high: -15, basis: 'C' })).toBe('−50.0 to −15.0 °C');
});

test('a logger’s time is said as the logger wrote it, in no zone', () => {
  expect(clockWords('2026-11-22T22:40:00')).toBe('Sun 22:40');
  expect(weekdayWords('2026-11-22')).toBe('Sun Nov 22');
});

test('a certificate that ends soon asks, one that ends later tells', () => {
  expect(noticeWords({ code: 'certificate-ends', on: '2026-12-04', days: 9 })).toEqual({
    text: 'Certificate ends Dec 4, 2026, in 9 days.',
    asks: true,
  });
  expect(noticeWords({ code: 'certificate-ends', on: '2027-02-04', days: 71 }).asks).toBe(false);
});
