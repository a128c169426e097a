/** WFDB: records whose signals have several samples in a frame, are skewed, or come in segments. */
import { expect, it } from 'vitest';
import { noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { readTracing } from '../../drivers/tracings.ts';

/** `files`: by name; the header that is opened is the first. */
function wfdb(files: Record<string, string | readonly number[]>): Promise<Tracing> {
  const held = new Map(
    Object.entries(files).map(([name, content]) => [
      name,
      typeof content === 'string' ? Buffer.from(content, 'latin1') : Uint8Array.from(content),
    ]),
  );
  const [[name, bytes]] = held as unknown as [[string, Uint8Array]];
  return readTracing({ name, bytes, beside: (other) => held.get(other) ?? null });
}

const shorts = (...values: number[]) => values.flatMap((value) => [value & 0xff, (value >> 8) & 0xff]);
const samples = ({ leads }: Tracing) => leads.map((lead) => [...lead.samples].map((value) => (value === noSample ? null : value)));

it('a signal of two samples a frame keeps both in every segment', async () => {
  const frames = (from: number) => shorts(...[0, 1, 2, 3].flatMap((frame) => [from + 2 * frame, from + 2 * frame + 1, 500 + frame]));
  const segment = (name: string) => `${name} 2 250 4\n${name}.dat 16x2 1000 16 0 0 0 0 I\n${name}.dat 16 1000 16 0 0 0 0 II\n`;
  const record = await wfdb({
    'all.hea': 'all/2 2 250 8\none 4\ntwo 4\n',
    'one.hea': segment('one'),
    'one.dat': frames(0),
    'two.hea': segment('two'),
    'two.dat': frames(100),
  });
  expect(record.leads.map(({ hz }) => hz)).toEqual([500, 250]);
  expect(samples(record)).toEqual([
    [0, 1, 2, 3, 4, 5, 6, 7, 100, 101, 102, 103, 104, 105, 106, 107],
    [500, 501, 502, 503, 500, 501, 502, 503],
  ]);
});

it('an annotation counts frames, and stands at the first lead’s sample of that frame', async () => {
  const record = await wfdb({
    'a.hea': 'a 1 250 4\na.dat 16x2 1000 16 0\n',
    'a.dat': shorts(0, 1, 2, 3, 4, 5, 6, 7),
    'a.atr': [...shorts((1 << 10) | 2), 0, 0],
  });
  expect(record.annotations).toMatchObject([{ sample: 4, code: 'N' }]);
});

it('a skewed signal begins that many frames later, costs the others nothing, and lacks only its own end', async () => {
  const record = await wfdb({
    'a.hea': 'a 2 500 6\na.dat 16 1000 16 0 0 0 0 I\na.dat 16:2 1000 16 0 0 0 0 II\n',
    'a.dat': shorts(1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60),
  });
  expect(samples(record)).toEqual([
    [1, 2, 3, 4, 5, 6],
    [30, 40, 50, 60, null, null],
  ]);
  expect(record.remarks.filter((words) => words.includes('announced'))).toEqual([]);
});

it('differences of a skewed signal are summed from the file’s beginning', async () => {
  const record = await wfdb({
    'a.hea': 'a 2 500 4\na.dat 8 1000 8 0 10 0 0 I\na.dat 8:1 1000 8 0 98 0 0 II\n',
    'a.dat': [0, 0, 1, 1, 2, 1, 3, 2],
  });
  expect(samples(record)).toEqual([
    [10, 11, 13, 16],
    [99, 100, 102, null],
  ]);
});
