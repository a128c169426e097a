/** The captures of SCP-ECG and DICOM: sample for sample as their twin or another tool has them, and back through the writers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeDicom } from '../../drivers/dicom-ecg/encode.ts';
import { standardLeads, type Tracing } from '../../drivers/model/tracing.ts';
import { UnreadableTracing } from '../../drivers/model/tracing-format.ts';
import { writeScp } from '../../drivers/scp-ecg/encode.ts';
import { readTracing } from '../../drivers/tracings.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const folder = join(sharedFixtures, 'ekg');
const bytesOf = (path: string) => new Uint8Array(readFileSync(join(folder, path)));
const open = (name: string, bytes: Uint8Array) => readTracing({ name, bytes, beside: () => null });
const read = (path: string) => open(path, bytesOf(path));

const samples = ({ leads }: Tracing) => Object.fromEntries(leads.map((lead) => [lead.name, [...lead.samples]]));

describeWithCaptures('captures of SCP-ECG and DICOM', () => {
  it('one tracing in both formats has the same samples, beat and measurements', async () => {
    const [scp, dicom] = [await read('scp/Example.scp'), await read('dicom/Example.dcm')];
    expect(scp.leads.map(({ name }) => name)).toEqual(['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'III', 'aVR', 'aVL', 'aVF']);
    expect(dicom.leads.map(({ name }) => name)).toEqual(standardLeads);
    expect(samples(scp)).toEqual(samples(dicom));
    for (const { hz, nanovoltsPerBit, samples: own } of [...scp.leads, ...dicom.leads]) {
      expect([hz, nanovoltsPerBit, own.length]).toEqual([500, 2500, 5000]);
    }
    const measured = { pr: 148, qrs: 120, qt: 420, qtc: 443, pAxis: 44, qrsAxis: -61, tAxis: 86 };
    expect(scp.deviceMeasurements).toMatchObject({ ...measured, pDuration: 388 - 286 });
    expect(dicom.deviceMeasurements).toMatchObject(measured);
    expect(scp.representativeBeat?.points).toEqual({ pOn: 143, pOff: 194, qrsOn: 217, qrsOff: 277, tOff: 427 });
    expect([scp.remarks, dicom.remarks]).toEqual([[], []]);
    expect(scp.patient).toEqual(dicom.patient);
    expect(scp.startedAt).toBe(dicom.startedAt);
  });

  it('reference beats come back as the WFDB tool has them, on all eight stored leads', async () => {
    const spacelabs = await read('scp/spacelabs-refbeat.scp');
    const header = readFileSync(join(folder, 'scp/spacelabs-refbeat.expected.hea'), 'latin1').split('\n');
    const order = header.slice(1, 13).map((line) => line.trim().split(/\s+/).at(-1)!);
    const expected = readFileSync(join(folder, 'scp/spacelabs-refbeat.expected.dat'));
    expect(spacelabs.leads.map(({ name }) => name)).toEqual(['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6']);
    for (const lead of spacelabs.leads) {
      const column = Array.from(lead.samples, (_, turn) => expected.readInt16LE(2 * (12 * turn + order.indexOf(lead.name))));
      expect([lead.name, lead.nanovoltsPerBit, [...lead.samples]]).toEqual([lead.name, 5000, column]);
    }
    const interval = { rr: 869, pDuration: 188 - 40, pr: 210 - 40, qrs: 314 - 210, qt: 656 - 210 };
    expect(spacelabs.deviceMeasurements).toMatchObject({ ...interval, pAxis: -18, qrsAxis: -41, tAxis: 118, qtc: null });
    expect(spacelabs.filters).toEqual({ highPassHz: 0.05, lowPassHz: 150, notchHz: 60 });
    expect(spacelabs.statements).toContain('Left axis deviation');
  });

  it('a file that only bears the name of SCP-ECG is refused, and told why', async () => {
    await expect(read('scp/healforce-62.SCP')).rejects.toThrow(UnreadableTracing);
    await expect(read('scp/healforce-62.SCP')).rejects.toThrow('Healforce');
  });

  it('the Mortara cart’s rhythm, median beat, filters and measurements are read', async () => {
    const mortara = await read('dicom/mortara-12lead-1000hz.dcm');
    expect(mortara.leads.map(({ samples: own, hz, nanovoltsPerBit }) => [own.length, hz, nanovoltsPerBit])).toEqual(
      Array(12).fill([10_000, 1000, 1250]),
    );
    expect(mortara.representativeBeat?.leads.map(({ samples: own }) => own.length)).toEqual(Array(12).fill(1200));
    // The file's positions, 299 and so on, count from 1; the model's from 0.
    expect(mortara.representativeBeat?.points).toEqual({ pOn: 298, pOff: 412, qrsOn: 459, qrsOff: 534, tOff: 827 });
    expect(mortara.filters).toEqual({ highPassHz: 0.05, lowPassHz: 300, notchHz: 0 });
    expect(mortara.deviceMeasurements).toMatchObject({ rr: 982, pr: 161, qrs: 75, qt: 368, qtc: 370, pAxis: 74, qrsAxis: 52, tAxis: 57 });
    expect([mortara.placement, mortara.statements]).toEqual(['standard', ['RITMO SINUSALE', 'ECG NORMALE']]);
  });

  it.each(['scp/Example.scp', 'dicom/Example.dcm', 'dicom/mortara-12lead-1000hz.dcm', 'scp/spacelabs-refbeat.scp'])(
    '%s goes through both writers without losing a sample or a measurement',
    async (path) => {
      const tracing = await read(path);
      for (const [written] of [writeScp(tracing, 'record'), writeDicom(tracing, 'record')]) {
        const again = await open(written!.name, written!.bytes);
        expect(samples(again)).toEqual(samples(tracing));
        expect(again.deviceMeasurements).toMatchObject({ ...tracing.deviceMeasurements, pDuration: again.deviceMeasurements!.pDuration });
        expect(again.representativeBeat).toEqual(tracing.representativeBeat);
        expect([again.patient, again.startedAt, again.remarks]).toEqual([tracing.patient, tracing.startedAt, []]);
      }
    },
  );

  it.each(['scp/Example.scp', 'scp/spacelabs-refbeat.scp', 'dicom/Example.dcm'])(
    '%s, damaged anywhere, is read or refused in words',
    async (path) => {
      const bytes = bytesOf(path);
      for (let at = 6; at < bytes.length; at += Math.floor(bytes.length / 60)) {
        const flipped = bytes.map((byte, index) => (index === at ? byte ^ 0xff : byte));
        for (const damaged of [bytes.subarray(0, at), flipped]) {
          await open(path, damaged).catch((thrown) => expect(thrown).toBeInstanceOf(UnreadableTracing));
        }
      }
    },
  );
});
