/** MFER: what the types of its samples, its null mark and its sequences make of the same bytes. */
import { expect, it } from 'vitest';
import { noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { readTracing } from '../../drivers/tracings.ts';
import { alone } from '../support/tracing-files.ts';

interface Made {
  type: number;
  /** Bytes of the samples: two channels, four samples each in a sequence. */
  waves: readonly number[];
  tags?: readonly (readonly number[])[];
  sensitivity?: readonly number[];
  interval?: readonly number[];
}

const tag = (id: number, ...value: number[]) => [id, value.length, ...value];

function mfer({ type, waves, tags = [], sensitivity = [0, 0xfa, 0, 2], interval = [1, 0xfd, 4] }: Made): Promise<Tracing> {
  const bytes = [
    ...tag(0x40, ...Buffer.from('MFR '.padEnd(32), 'latin1')),
    ...tag(0x0b, ...interval),
    ...tag(0x0c, ...sensitivity),
    ...tag(0x04, 0, 4),
    ...tag(0x05, 2),
    ...tags.flat(),
    ...tag(0x0a, type),
    ...[0x3f, 0, 4, ...tag(0x09, 0, 1)],
    ...[0x3f, 1, 4, ...tag(0x09, 0, 2)],
    ...tag(0x1e, ...waves),
    0x80,
  ];
  return readTracing(alone('a.mwf', Uint8Array.from(bytes)));
}

const shorts = (...values: number[]) => values.flatMap((value) => [(value >> 8) & 0xff, value & 0xff]);
const samples = ({ leads }: Tracing) => leads.map((lead) => [...lead.samples].map((value) => (value === noSample ? null : value)));
const four = shorts(100, 200, 0xffff, 300);

it('an absent sample and a zero level are values of the samples’ own type, which may be told after them', async () => {
  const unsigned = await mfer({ type: 1, waves: [...four, ...four], tags: [tag(0x12, 0xff, 0xff), tag(0x0d, 0x80, 0)] });
  expect(samples(unsigned)).toEqual([
    [100, 200, null, 300],
    [100, 200, null, 300],
  ]);
  expect(unsigned.leads.map(({ baseline }) => baseline)).toEqual([32_768, 32_768]);
  const signed = await mfer({ type: 0, waves: [...four, ...four], tags: [tag(0x12, 0xff, 0xff), tag(0x0d, 0xff, 0x38)] });
  expect(samples(signed)[0]).toEqual([100, 200, null, 300]);
  expect(signed.leads[0]!.baseline).toBe(-200);
  const bytes = await mfer({ type: 3, waves: [1, 255, 3, 4, 5, 6, 7, 255], tags: [tag(0x12, 0xff)] });
  expect(samples(bytes)).toEqual([
    [1, null, 3, 4],
    [5, 6, 7, null],
  ]);
});

it('reads all that is held where no number of sequences is told', async () => {
  const waves = [...four, ...four, ...four, ...four];
  const all = await mfer({ type: 0, waves });
  expect([all.leads[0]!.samples.length, all.remarks]).toEqual([8, []]);
  const some = await mfer({ type: 0, waves, tags: [tag(0x06, 0, 1)] });
  expect(some.leads[0]!.samples.length).toBe(4);
});

it('a step and an interval of one byte are never below nought', async () => {
  const made = await mfer({ type: 0, waves: [...four, ...four], sensitivity: [0, 0xf8, 200], interval: [0, 0, 250] });
  expect(made.leads.map(({ nanovoltsPerBit, hz }) => [nanovoltsPerBit, hz])).toEqual([
    [2000, 250],
    [2000, 250],
  ]);
});

it('numbers of 32 bits and fractions come as whole numbers of a step that holds them exactly; others are refused', async () => {
  const view = (width: number, write: (data: DataView, at: number, value: number) => void) => (values: readonly number[]) => {
    const data = new DataView(new ArrayBuffer(width * values.length));
    for (const [index, value] of values.entries()) write(data, width * index, value);
    return [...new Uint8Array(data.buffer)];
  };
  const longs = view(4, (data, at, value) => data.setUint32(at, value));
  expect(samples(await mfer({ type: 6, waves: longs([1, 2, 3, 2_000_000_000, 5, 6, 7, 8]) }))[0]).toEqual([1, 2, 3, 2_000_000_000]);
  await expect(mfer({ type: 6, waves: longs([1, 2, 3, 4_000_000_000, 5, 6, 7, 8]) })).rejects.toThrow(/no whole numbers/);
  const floats = view(4, (data, at, value) => data.setFloat32(at, value));
  const fractions = await mfer({ type: 7, waves: floats([1.5, 2.25, -3.5, 4, 5, 6, Number.NaN, 8]) });
  expect(fractions.leads.map((lead, index) => [samples(fractions)[index], lead.nanovoltsPerBit])).toEqual([
    [[150, 225, -350, 400], 20],
    [[5, 6, null, 8], 2000],
  ]);
  const doubles = view(8, (data, at, value) => data.setFloat64(at, value));
  await expect(mfer({ type: 8, waves: doubles([Math.PI, 1, 1, 1, 1, 1, 1, 1]) })).rejects.toThrow(/no whole numbers/);
});

it('words of status beside leads lose no lead', async () => {
  const bytes = shorts(1, 2, 3, 4, 0x8000, 0, 0, 1);
  const made = await mfer({ type: 0, waves: bytes, tags: [] });
  expect(made.leads).toHaveLength(2);
  const status = await readTracing(
    alone(
      'a.mwf',
      Uint8Array.from([
        ...tag(0x40, ...Buffer.from('MFR '.padEnd(32), 'latin1')),
        ...tag(0x0b, 1, 0xfd, 4),
        ...tag(0x0c, 0, 0xfa, 0, 2),
        ...tag(0x04, 0, 4),
        ...tag(0x05, 2),
        ...tag(0x0a, 0),
        ...[0x3f, 0, 4, ...tag(0x09, 0, 1)],
        ...[0x3f, 1, 3, ...tag(0x0a, 4)],
        ...tag(0x1e, ...bytes),
      ]),
    ),
  );
  expect([samples(status), status.remarks]).toEqual([[[1, 2, 3, 4]], ['Channel 2 holds status words and is left out.']]);
});
