/** A recording of 24 bits in a file of 16: the same tracing, or a copy that says how far it differs. Never something else unsaid. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latin1 } from '../../drivers/framing/text.ts';
import { exchangeCopy, noteOf, writeForExchange } from '../../drivers/model/exchange-copy.ts';
import { noSample, type Tracing } from '../../drivers/model/tracing.ts';
import { UnwritableTracing } from '../../drivers/model/tracing-format.ts';
import { readTracing, tracingFormats } from '../../drivers/tracings.ts';
import { madeUpTracing, sampleOf } from '../support/tracing-files.ts';

/** What a step of an ADS1298 is worth (2.4 V, gain 6, 24 bits): about 47.68 nV. */
const worth = 2.4e9 / 6 / (2 ** 23 - 1);
const formatOf = (id: string) => tracingFormats.find((format) => format.id === id)!;
const limited = ['scp-ecg', 'dicom-ecg', 'edf'].map((id) => [id, formatOf(id)] as const);

/** 2 seconds of a board: the heart's few millivolts upon an electrode's hundred. */
function board(offset = 2_000_000): Tracing {
  const cart = madeUpTracing();
  const leads = cart.leads.slice(0, 8).map((lead, index) => ({
    ...lead,
    samples: Int32Array.from({ length: 1000 }, (_, at) => offset * (index + 1) + sampleOf(index, at) * 611),
    nanovoltsPerBit: worth,
  }));
  return { ...cart, leads, representativeBeat: null, deviceMeasurements: null, statements: [] };
}

const nanovolts = (tracing: Tracing, lead: number) => {
  const { samples, nanovoltsPerBit, baseline } = tracing.leads[lead]!;
  return Array.from(samples, (value) => (value - baseline) * nanovoltsPerBit!);
};

describe.each(limited)('%s', (_, format) => {
  it('holds what fits step for step, and says of no copy', async () => {
    const { files, copy } = await writeForExchange(format, madeUpTracing(), 'record');
    expect(copy).toBeNull();
    expect(latin1(files[0]!.bytes)).not.toContain('Copy,');
    const again = await readTracing({ ...files[0]!, beside: () => null });
    expect(again.leads.map(({ samples }) => [...samples])).toEqual(madeUpTracing().leads.map(({ samples }) => [...samples]));
  });

  it('holds a copy of a board of 24 bits, as near as it says, and the file says so too', async () => {
    const original = board();
    const { files, copy } = await writeForExchange(format, original, 'record');
    expect(copy).not.toBeNull();
    const again = await readTracing({ ...files[0]!, beside: () => null });
    expect(again.leads.map(({ name, hz }) => [name, hz])).toEqual(original.leads.map(({ name, hz }) => [name, hz]));
    for (const [lead, { offsetNanovolts, stepNanovolts }] of copy!.leads.entries()) {
      const recorded = nanovolts(original, lead);
      const furthest = Math.max(...nanovolts(again, lead).map((value, at) => Math.abs(value + offsetNanovolts - recorded[at]!)));
      expect(furthest).toBeLessThanOrEqual(copy!.largestDifferenceNanovolts + 1e-6);
      expect(copy!.largestDifferenceNanovolts).toBeLessThanOrEqual(Math.ceil(stepNanovolts / 2));
    }
    expect(noteOf(copy!)).toMatch(/^Copy, within \d+ nV of the recording, offsets removed$/);
    expect(latin1(files[0]!.bytes)).toContain(noteOf(copy!));
  });

  it('is not written where the copy would be too coarse to be a tracing', async () => {
    const torn = board();
    torn.leads[3]!.samples[500] = 8_000_000;
    torn.leads[3]!.samples[501] = -8_000_000;
    await expect(writeForExchange(format, torn, 'record')).rejects.toThrow(/aVR: .*5000 nV is too coarse/);
  });
});

it('keeps missing samples missing, and a format that has no mark for them is not written', async () => {
  const gap = board();
  gap.leads[1]!.samples[17] = noSample;
  const { files } = await writeForExchange(formatOf('dicom-ecg'), gap, 'record');
  const again = await readTracing({ ...files[0]!, beside: () => null });
  expect(again.leads[1]!.samples.indexOf(noSample)).toBe(17);
  for (const id of ['scp-ecg', 'edf']) await expect(writeForExchange(formatOf(id), gap, 'record')).rejects.toThrow(/missing/);
});

it('never clips: whatever the samples, all lie within what the copy says', () => {
  const column = fc.array(fc.integer({ min: -3_000_000, max: 3_000_000 }), { minLength: 5, maxLength: 60 });
  fc.assert(
    fc.property(column, fc.double({ min: 0.3, max: 25, noNaN: true }), fc.boolean(), (values, nanovoltsPerBit, oneStep) => {
      const [lead] = madeUpTracing().leads;
      const original: Tracing = {
        ...board(),
        leads: [{ ...lead!, samples: Int32Array.from(values), nanovoltsPerBit, baseline: 7 }],
      };
      const { tracing, facts } = exchangeCopy(original, { oneStep });
      const copied = tracing.leads[0]!;
      expect(Math.max(...copied.samples.map(Math.abs))).toBeLessThanOrEqual(32_000);
      expect(Number.isInteger(copied.nanovoltsPerBit)).toBe(true);
      for (const [at, value] of nanovolts(tracing, 0).entries()) {
        const difference = Math.abs(value + facts.leads[0]!.offsetNanovolts - (values[at]! - 7) * nanovoltsPerBit);
        expect(difference).toBeLessThanOrEqual(facts.largestDifferenceNanovolts + 1e-3);
      }
    }),
    { numRuns: 200 },
  );
});

it('refuses a rate that the format cannot time, and samples whose worth nobody knows', async () => {
  const odd = board();
  const at360 = { ...odd, leads: odd.leads.map((lead) => ({ ...lead, hz: 360 })) };
  await expect(writeForExchange(formatOf('scp-ecg'), at360, 'record')).rejects.toThrow(/360 Hz .*whole number of microseconds/);
  const unknown = { ...odd, leads: odd.leads.map((lead) => ({ ...lead, nanovoltsPerBit: null })) };
  await expect(writeForExchange(formatOf('dicom-ecg'), unknown, 'record')).rejects.toBeInstanceOf(UnwritableTracing);
});

it('divides half an hour at 360 Hz into EDF records of an exact duration, or says that it cannot', async () => {
  const halfHour = (length: number): Tracing => {
    const [lead] = madeUpTracing().leads;
    const samples = Int32Array.from({ length }, (_, at) => sampleOf(1, at));
    return { ...board(), leads: [{ ...lead!, hz: 360, samples }] };
  };
  // The first divides exactly; the other's records have a duration that is rounded, and the rate is still what it was.
  for (const length of [649_980, 650_000]) {
    const { files, copy } = await writeForExchange(formatOf('edf'), halfHour(length), 'record');
    expect(copy).toBeNull();
    const [lead] = (await readTracing({ ...files[0]!, beside: () => null })).leads;
    expect([lead!.hz, lead!.samples.length]).toEqual([360, length]);
    expect(Buffer.compare(Buffer.from(lead!.samples.buffer), Buffer.from(halfHour(length).leads[0]!.samples.buffer))).toBe(0);
    const header = latin1(files[0]!.bytes.subarray(0, 256));
    const [records, seconds] = [Number(header.slice(236, 244)), Number(header.slice(244, 252))];
    expect(Math.abs(records * seconds - length / 360)).toBeLessThan(0.0005);
  }
  await expect(writeForExchange(formatOf('edf'), halfHour(649_991), 'record')).rejects.toThrow(/649991 samples at 360 Hz/);
});
