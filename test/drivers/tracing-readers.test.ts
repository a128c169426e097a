/** Every reader of EKG files: what a small file of its format holds, and that no damage makes it do anything but say so. */
import { describe, expect, it } from 'vitest';
import { noSample, standardLeads } from '../../drivers/model/tracing.ts';
import { type TracingFile, UnreadableTracing } from '../../drivers/model/tracing-format.ts';
import { readTracing, tracingFormats } from '../../drivers/tracings.ts';
import * as files from '../support/tracing-files.ts';

const twelveColumns = standardLeads.map((_, lead) => files.columnOf(lead));
/** Packing needs three samples on a line to begin with. */
const packable = twelveColumns.map((column) => column.map((value, index) => (index < 3 ? column[0]! + index : value)));

const made: readonly [name: string, file: TracingFile, format: string, leads: readonly string[], nanovolts: number][] = [
  ['Contec', files.contecFile(), 'contec-ecg90a', files.eight, 5000],
  ['ISHNE', files.ishneFile(), 'ishne', files.eight, 2500],
  ['MFER', files.mferFile(), 'mfer', files.eight, 2500],
  ['MUSE', files.museFile(), 'ge-muse', files.eight, 4880],
  ['CardioSoft', files.cardioSoftFile(), 'ge-cardiosoft', standardLeads, 5000],
  ['Philips', files.sierraFile(), 'philips-sierra', standardLeads, 5000],
];

describe('readers of EKG files', () => {
  it.each(made)('%s: every sample, its worth and its lead', async (_, file, format, leads, nanovolts) => {
    const tracing = await readTracing(file);
    expect(tracing.format).toBe(format);
    expect(tracing.remarks).toEqual([]);
    expect(tracing.leads.map(({ name }) => name)).toEqual(leads);
    for (const [index, lead] of tracing.leads.entries()) {
      expect([...lead.samples].map((value) => value - lead.baseline)).toEqual(files.columnOf(index));
      expect([lead.nanovoltsPerBit, lead.hz]).toEqual([nanovolts, format === 'contec-ecg90a' ? 800 : 500]);
    }
  });

  it('reads who, when and what was measured, and nothing that is not there', async () => {
    const muse = await readTracing(files.museFile());
    expect(muse.patient).toEqual({ ids: ['P-7'], family: 'Döe', given: null, birthDate: '1958-03-14', sex: 'female', ageYears: null });
    expect(muse.deviceMeasurements).toMatchObject({ heartRate: 72, pr: null, qrs: 94, qt: 400, qtc: 438, pAxis: null, qrsAxis: -12 });
    expect([muse.startedAt, muse.filters]).toEqual(['2026-11-20T09:30:00', { highPassHz: 0.16, lowPassHz: 150, notchHz: 60 }]);
    expect(muse.statements).toEqual(['Sinus rhythm', 'Normal EKG']);
    expect(muse.representativeBeat?.points).toEqual({ pOn: null, pOff: null, qrsOn: 216, qrsOff: 263, tOff: null });
    const philips = await readTracing(files.sierraFile());
    expect(philips.deviceMeasurements).toMatchObject({ heartRate: 72, pr: null, qrs: 96 });
    const cardioSoft = await readTracing(files.cardioSoftFile());
    expect([cardioSoft.patient.birthDate, cardioSoft.startedAt, cardioSoft.representativeBeat?.points?.pOn]).toEqual([
      null,
      '2026-11-20T09:30:00',
      5,
    ]);
    const ishne = await readTracing(files.ishneFile());
    expect(ishne.patient).toMatchObject({ ids: ['P-7'], family: 'Doe', given: 'Jane', birthDate: '1958-03-14', sex: 'female' });
  });

  it('unpacks what Philips packs', async () => {
    const tracing = await readTracing(files.sierraFile(files.xliWaves(packable)));
    expect(tracing.leads.map(({ samples }) => [...samples].slice(0, -1))).toEqual(packable.map((column) => column.slice(0, -1)));
  });

  it('says that a check sum is wrong, and shows the samples', async () => {
    const { bytes, ...file } = files.museFile();
    const text = Buffer.from(bytes)
      .toString('latin1')
      .replace(/<LeadDataCRC32>\d+/, '<LeadDataCRC32>1');
    const tracing = await readTracing({ ...file, bytes: Buffer.from(text, 'latin1') });
    expect(tracing.remarks).toEqual(['median lead I: the check sum is wrong.']);
  });

  it('keeps "no value" apart from every voltage', async () => {
    const { bytes, ...file } = files.contecFile();
    const without = Uint8Array.from(bytes);
    without.set([0x00, 0x68], 43);
    const tracing = await readTracing({ ...file, bytes: without });
    expect(tracing.leads[0]!.samples[0]).toBe(noSample);
  });

  it.each(made)('%s: cut off anywhere or damaged anywhere, it is refused in words or read', async (_, { bytes, ...file }) => {
    const step = Math.max(1, Math.floor(bytes.length / 150));
    for (let at = 0; at < bytes.length; at += step) {
      await readOrRefuse({ ...file, bytes: bytes.subarray(0, at) });
      const damaged = Uint8Array.from(bytes);
      damaged[at] = damaged[at]! ^ (1 << (at % 8));
      await readOrRefuse({ ...file, bytes: damaged });
    }
  });

  it('refuses what is no EKG file', async () => {
    for (const bytes of [new Uint8Array(0), new Uint8Array(1000), Buffer.from('<html></html>'), Buffer.from('%PDF-1.7')]) {
      await expect(readTracing(files.alone('a.bin', bytes))).rejects.toThrow(UnreadableTracing);
    }
  });
});

async function readOrRefuse(file: TracingFile): Promise<void> {
  try {
    await readTracing(file);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(UnreadableTracing);
  }
}

describe('the catalogue of EKG formats', () => {
  it('names each once, in kebab-case, with endings and a source', () => {
    const ids = tracingFormats.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, label, endings, source } of tracingFormats) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect([label, source, endings[0]].every((text) => (text ?? '').length > 1)).toBe(true);
    }
  });

  it('lets no format take another one’s file', async () => {
    for (const [, file, format] of made) {
      expect(tracingFormats.filter((one) => one.recognize(file)).map(({ id }) => id)).toEqual([format]);
    }
  });
});
