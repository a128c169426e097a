/** EDF+: recordings that begin late or were interrupted, by what the keepers of time in their records say. */
import { expect, it } from 'vitest';
import { noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { readTracing } from '../../drivers/tracings.ts';
import { alone } from '../support/tracing-files.ts';

interface Made {
  reserved: string;
  /** Of each record of one second: its four samples, and the lists beside them. */
  records: readonly (readonly [samples: readonly number[], lists: string])[];
}

const annotationBytes = 40;

function edf({ reserved, records }: Made): Promise<Tracing> {
  const column = (first: string, second: string, length: number) => first.padEnd(length) + second.padEnd(length);
  const header = [
    '0'.padEnd(8),
    'X X X X'.padEnd(80),
    'Startdate 20-NOV-2026 X X X'.padEnd(80),
    '20.11.26',
    '09.30.00',
    String(256 * 3).padEnd(8),
    reserved.padEnd(44),
    String(records.length).padEnd(8),
    '1'.padEnd(8),
    '2'.padEnd(4),
    column('ECG II', 'EDF Annotations', 16),
    column('', '', 80),
    column('uV', '', 8),
    column('-32768', '-1', 8),
    column('32767', '1', 8),
    column('-32768', '-32768', 8),
    column('32767', '32767', 8),
    column('', '', 80),
    column('4', String(annotationBytes / 2), 8),
    column('', '', 32),
  ].join('');
  const bytes = records.map(([values, lists]) => {
    const record = Buffer.alloc(8 + annotationBytes);
    for (const [index, value] of values.entries()) record.writeInt16LE(value, 2 * index);
    record.write(lists, 8, 'latin1');
    return record;
  });
  return readTracing(alone('a.edf', Buffer.concat([Buffer.from(header, 'latin1'), ...bytes])));
}

const keeper = (at: number) => `+${at}\x14\x14\0`;
const samples = ({ leads }: Tracing) => [...leads[0]!.samples].map((value) => (value === noSample ? null : value));

it('an interrupted recording keeps its gap as absent samples and says so; its annotations stand where they were', async () => {
  const made = await edf({
    reserved: 'EDF+D',
    records: [
      [[1, 2, 3, 4], keeper(0)],
      [[5, 6, 7, 8], `${keeper(2.5)}+2.75\x14cough\x14\0`],
    ],
  });
  expect(samples(made)).toEqual([1, 2, 3, 4, null, null, null, null, null, null, 5, 6, 7, 8]);
  expect(made.annotations).toMatchObject([{ sample: 11, text: 'cough' }]);
  expect(made.remarks).toEqual(['The recording was interrupted; samples are absent where nothing was recorded.']);
});

it('an interrupted recording that does not say when, runs backwards, or spans years is refused with the reason', async () => {
  const two = (first: string, second: string) =>
    edf({
      reserved: 'EDF+D',
      records: [
        [[1, 2, 3, 4], first],
        [[5, 6, 7, 8], second],
      ],
    });
  await expect(two(keeper(0), '')).rejects.toThrow(/record 2 of this interrupted recording does not say when/);
  await expect(two(keeper(4), keeper(4.5))).rejects.toThrow(/record 2 of this interrupted recording begins before/);
  await expect(two(keeper(0), keeper(90_000_000))).rejects.toThrow(/more time than Isoline reads/);
});

it('an annotation is counted from the first sample, where that comes later than the header’s second', async () => {
  const made = await edf({ reserved: 'EDF+C', records: [[[1, 2, 3, 4], `${keeper(0.5)}+1\x14cough\x14\0`]] });
  expect(made.annotations).toMatchObject([{ sample: 2, text: 'cough' }]);
});
