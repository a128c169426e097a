import { expect, test } from 'vitest';
import { ulid } from '../../../src/main/storage/ulid.ts';

test('identifiers have 26 signs and the time in front', () => {
  expect(ulid(new Date(1_469_918_176_385))).toMatch(/^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$/);
});

test('identifiers of one millisecond are different and stay in order; later ones come after', () => {
  const now = new Date();
  const made = Array.from({ length: 2000 }, () => ulid(now));
  expect(new Set(made).size).toBe(made.length);
  expect([...made].sort()).toEqual(made);
  expect(ulid(new Date(now.getTime() + 1)) > made.at(-1)!).toBe(true);
});
