/** Written and read again, a record is the same: every integer, its worth, and what the format can say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { type TracingFormat, UnwritableTracing } from '../../drivers/model/tracing-format.ts';
import { readTracing, tracingFormats } from '../../drivers/tracings.ts';
import { madeUpTracing } from '../support/tracing-files.ts';

const writers = tracingFormats.filter(
  (format): format is TracingFormat & Required<Pick<TracingFormat, 'writer'>> => format.writer !== undefined,
);

async function writeAndRead(format: (typeof writers)[number], tracing: Tracing): Promise<Tracing> {
  const written = (await format.writer()).write(tracing, 'record');
  const [main] = written;
  return readTracing({ ...main!, beside: (name) => written.find((file) => file.name === name)?.bytes ?? null });
}

const samples = (tracing: Tracing) =>
  tracing.leads.map((lead) => [lead.name, lead.hz, lead.nanovoltsPerBit, lead.baseline, [...lead.samples]]);

describe.each(writers.map((format) => [format.id, format] as const))('%s', (_, format) => {
  it('gives back every sample, lead, rate and scale', async () => {
    const tracing = madeUpTracing();
    const again = await writeAndRead(format, tracing);
    expect(again.format).toBe(format.id);
    expect(again.remarks).toEqual([]);
    expect(samples(again)).toEqual(samples(tracing));
  });

  it('stays readable where only the day or the minute of the recording is known, and makes up no time of day', async () => {
    const day = { ...madeUpTracing(), startedAt: '2026-11-20' };
    // SCP-ECG wants both, and says so.
    if (format.id === 'scp-ecg') await expect(writeAndRead(format, day)).rejects.toThrow(UnwritableTracing);
    else
      expect([samples(await writeAndRead(format, day)), (await writeAndRead(format, day)).startedAt]).toEqual([samples(day), '2026-11-20']);
    const minute = await writeAndRead(format, { ...madeUpTracing(), startedAt: '2026-11-20T09:30' });
    expect(minute.startedAt?.slice(0, 16)).toBe('2026-11-20T09:30');
  });

  it('gives back any integers of 16 bits', async () => {
    const column = fc.array(fc.integer({ min: -32000, max: 32000 }), { minLength: 500, maxLength: 500 });
    await fc.assert(
      fc.asyncProperty(fc.array(column, { minLength: 12, maxLength: 12 }), async (columns) => {
        const tracing = madeUpTracing(columns);
        expect(samples(await writeAndRead(format, tracing))).toEqual(samples(tracing));
      }),
      { numRuns: 15 },
    );
  });

  it('writes nothing rather than something else', async () => {
    const { write } = await format.writer();
    const tracing = madeUpTracing();
    const [first, ...rest] = tracing.leads;
    const beyond = {
      ...tracing,
      leads: [{ ...first!, samples: first!.samples.map((value, index) => (index === 7 ? 3_000_000_000 / 2 : value)) }, ...rest],
    };
    const isLossless = async () => samples(await writeAndRead(format, beyond));
    await isLossless().then(
      (read) => expect(read).toEqual(samples(beyond)),
      (thrown) => expect(thrown).toBeInstanceOf(UnwritableTracing),
    );
    expect(() => write({ ...tracing, leads: [] }, 'record')).toThrow(UnwritableTracing);
  });

  it('never writes a missing sample as a voltage', async () => {
    const tracing = madeUpTracing();
    const [first, ...rest] = tracing.leads;
    const holed = { ...tracing, leads: [{ ...first!, samples: first!.samples.with(3, noSample) }, ...rest] };
    await writeAndRead(format, holed).then(
      (again) => expect(again.leads[0]!.samples[3]).toBe(noSample),
      (thrown) => expect(thrown).toBeInstanceOf(UnwritableTracing),
    );
  });
});

describe('an annotated EKG', () => {
  it('gives back who, when, with what, and what the device measured and said', async () => {
    const tracing = madeUpTracing();
    const aecg = writers.find(({ id }) => id === 'hl7-aecg')!;
    const again = await writeAndRead(aecg, tracing);
    const { patient, device, filters, startedAt, deviceMeasurements, statements } = again;
    expect({ patient, device, filters, startedAt, deviceMeasurements, statements }).toEqual({
      patient: tracing.patient,
      device: tracing.device,
      filters: tracing.filters,
      startedAt: tracing.startedAt,
      deviceMeasurements: tracing.deviceMeasurements,
      statements: tracing.statements,
    });
    expect(again.representativeBeat?.points).toEqual(tracing.representativeBeat?.points);
    expect([...again.representativeBeat!.leads[3]!.samples]).toEqual([...tracing.representativeBeat!.leads[3]!.samples]);
  });
});
