import { expect, test } from 'vitest';
import { areSimilar, isSameName } from '../../../src/main/worklist/similar-names.ts';

const named = (text: string) => {
  const [family = '', given = ''] = text.split(', ');
  return { family, given };
};

test.each([
  ['Okafor, Adaeze', 'Okafor, Adanna'],
  ['Nguyễn, Linh', 'NGUYEN, Thao'],
  ['Smith-Jones, Ann', 'Smith Jones, Bea'],
  ['Peterson, Mark', 'Petersen, Mark'],
  ['Peterson, Mark', 'Peterso, Mark'],
  ['Andersson, Marc', 'Anderson, Mark'],
  ['Scott, James', 'James, Scott'],
])('%s and %s can be taken for one another', (one, other) => {
  expect(areSimilar(named(one), named(other))).toBe(true);
  expect(areSimilar(named(other), named(one))).toBe(true);
});

test.each([
  ['Okafor, Adaeze', 'Haddad, Samir'],
  ['Peterson, Mark', 'Petersen, Laura'],
  ['Ng, Li', 'Ho, Li'],
  ['Brandt, Emma', 'Brown, Emma'],
])('%s and %s cannot', (one, other) => expect(areSimilar(named(one), named(other))).toBe(false));

test('case and accents do not make another name', () => {
  expect(isSameName(named('Nguyễn, Linh'), named('NGUYEN, linh'))).toBe(true);
  expect(isSameName(named('Okafor, Adaeze'), named('Okafor, Adanna'))).toBe(false);
});
