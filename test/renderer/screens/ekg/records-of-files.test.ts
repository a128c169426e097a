/** Files dropped together: a header and what it names are one record, all else stands alone. */
import { expect, it } from 'vitest';
import { recordsOf } from '../../../../src/renderer/screens/ekg/inbox/records-of-files.ts';

const file = (name: string, text = '', size = text.length) => ({ name, size, text: async () => text });
const names = async (files: ReturnType<typeof file>[]) =>
  (await recordsOf(files)).map((record) => [record.file.name, record.beside.map(({ name }) => name)]);

it('a header takes the samples and the annotations of its record, in whatever order they are dropped', async () => {
  const files = [file('100.atr'), file('100.dat'), file('today.scp'), file('100.hea', '100 2 360 650000\n100.dat 212 200 11 1024\n')];
  expect(await names(files)).toEqual([
    ['today.scp', []],
    ['100.hea', ['100.atr', '100.dat']],
  ]);
});

it('a header of segments takes their headers and what those name', async () => {
  const files = [
    file('a.hea', 'a/2 1 500 20\na1 10\na2 10\n'),
    file('a1.hea', 'a1 1 500 10\na1.dat 16 1000 16 0\n'),
    file('a1.dat'),
    file('a2.hea', 'a2 1 500 10\na2.dat 16 1000 16 0\n'),
    file('a2.dat'),
  ];
  expect(await names(files)).toEqual([['a.hea', ['a1.hea', 'a1.dat', 'a2.hea', 'a2.dat']]]);
});

it('a header whose samples were not dropped, one that names itself, and one too long to be one stand alone', async () => {
  const files = [file('b.hea', 'b 1 500 10\nb.dat 16'), file('c.hea', 'c c.hea'), file('d.hea', '', 100_001), file('d.dat')];
  expect(await names(files)).toEqual([
    ['b.hea', []],
    ['c.hea', []],
    ['d.hea', []],
    ['d.dat', []],
  ]);
});
