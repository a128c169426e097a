import { expect, it } from 'vitest';
import { meantBy } from '../../../../src/renderer/screens/signin/typed-name.ts';

const people = ['Maria Reyes', 'Devon Park', 'Dr. Lindqvist', 'Mark O’Neill', 'Anna-Lena Roth'].map((name) => ({ name }));
const names = (letters: string) => meantBy(people, letters).map(({ name }) => name);

it('letters mean those whose name begins so, else those of whom a part does', () => {
  expect(names('d')).toEqual(['Devon Park', 'Dr. Lindqvist']);
  expect(names('dr')).toEqual(['Dr. Lindqvist']);
  expect(names('mar')).toEqual(['Maria Reyes', 'Mark O’Neill']);
  expect(names('MARI')).toEqual(['Maria Reyes']);
  expect(names('lin')).toEqual(['Dr. Lindqvist']);
  expect(names('r')).toEqual(['Maria Reyes', 'Anna-Lena Roth']);
  expect(names('x')).toEqual([]);
  expect(names('')).toEqual([]);
});
