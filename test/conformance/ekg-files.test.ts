/** The captures of EKG files: sample for sample as their manifest or their twin says. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Tracing } from '../../drivers/model/tracing.ts';
import { noSample } from '../../drivers/model/tracing.ts';
import { readTracing } from '../../drivers/tracings.ts';
import { describeWithCaptures, sharedFixtures } from '../support/shared.ts';

const folder = join(sharedFixtures, 'ekg');

function read(path: string): Promise<Tracing> {
  const parent = join(folder, path, '..');
  const beside = (name: string) => (existsSync(join(parent, name)) ? readFileSync(join(parent, name)) : null);
  return readTracing({ name: path.split('/').at(-1)!, bytes: readFileSync(join(folder, path)), beside });
}

function lead(tracing: Tracing, name: string): Int32Array {
  return tracing.leads.find((one) => one.name === name)!.samples;
}

const sum = (samples: Int32Array) => samples.reduce((total, value) => total + value, 0);

describeWithCaptures('captures of EKG files', () => {
  it('every WFDB record agrees with its check sums', async () => {
    const headers = ['mitdb', 'ludb', 'cinc2021', 'wfdb'].flatMap((one) =>
      readdirSync(join(folder, one))
        .filter((name) => name.endsWith('.hea'))
        .map((name) => `${one}/${name}`),
    );
    expect(headers.length).toBeGreaterThan(100);
    for (const header of headers) expect([header, (await read(header)).remarks]).toEqual([header, []]);
  });

  it('the derived files hold the integers they were derived with', async () => {
    const expected = JSON.parse(readFileSync(join(folder, 'mfer/ludb5-derived.expected.json'), 'utf8'));
    const mfer = await read('mfer/ludb5-derived.mwf');
    for (const name of expected.leads) expect([...lead(mfer, name).subarray(0, 5)]).toEqual(expected.first5[name]);
    const edf = await read('edf/ludb7-derived.edf');
    const sums = JSON.parse(readFileSync(join(folder, 'edf/ludb7-derived.expected.json'), 'utf8')).sum_digital as Record<string, number>;
    for (const [label, total] of Object.entries(sums)) expect([label, sum(lead(edf, label.replace('ECG ', '')))]).toEqual([label, total]);
    expect((await read('ishne/ludb3-derived.ecg')).remarks).toEqual([]);
  });

  it('an EDF file of one sample a record is read by whole blocks', async () => {
    const edf = await read('edf/contec-0000050.edf');
    expect(edf.leads.map(({ samples, hz }) => [samples.length, hz])).toEqual(Array(12).fill([37855, 800]));
  });

  it('the Contec cart’s unattached chest leads are no value', async () => {
    const contec = await read('contec/0000037.ECG');
    expect(contec.leads.map(({ name, samples }) => [name, samples.every((value) => value === noSample)])).toEqual([
      ['I', false],
      ['II', false],
      ...[1, 2, 3, 4, 5, 6].map((place) => [`V${place}`, true]),
    ]);
  });

  it('Philips files unpack to the reference tool’s samples', async () => {
    const old = await read('sierra/129DYPRG-1_03.xml');
    expect([[...lead(old, 'II').subarray(0, 5)], sum(lead(old, 'II')), sum(lead(old, 'V1'))]).toEqual([
      [117, 115, 111, 107, 105],
      21762,
      20708,
    ]);
    const recent = await read('sierra/3191723-1_04.xml');
    expect([[...lead(recent, 'II').subarray(0, 5)], sum(lead(recent, 'II')), sum(lead(recent, 'V1'))]).toEqual([
      [38, 38, 34, 35, 35],
      -116199,
      22116,
    ]);
    expect(recent.leads.length).toBe(12);
  });

  it.each([
    ['muse/bh-example1.xml', [48, 138, 96, 452, 403, 51, 20, 40]],
    ['muse/bh-example3.xml', [59, 164, 106, 436, 432, 44, 20, 14]],
    ['muse/egm-sinus.xml', [90, 144, 86, 402, 491, 48, 0, 111]],
    ['sierra/129DYPRG-1_03.xml', [41, 151, 135, 476, 393, 66, -21, 59]],
    ['cardiosoft/example1.xml', [42, 250, 106, 462, 385, 31, 83, 58]],
  ])('%s gives the cart’s own measurements, and no remark', async (path, values) => {
    const { deviceMeasurements: own, remarks } = await read(path);
    expect([own?.heartRate, own?.pr, own?.qrs, own?.qt, own?.qtc, own?.pAxis, own?.qrsAxis, own?.tAxis]).toEqual(values);
    expect(remarks).toEqual([]);
  });

  it('annotated EKGs of devices are read with the step of time that was meant', async () => {
    const device = await read('aecg/cn-device-1.xml');
    expect([device.leads[0]!.hz, device.remarks.length]).toEqual([500, 1]);
    expect((await read('aecg/cn-device-22.xml')).deviceMeasurements).toBeNull();
    expect((await read('aecg/liryc.xml')).leads[0]).toMatchObject({ hz: 100, nanovoltsPerBit: 5000 });
    const [one, twin] = [await read('aecg/Example.xml'), await read('aecg/fda-subject1_0.xml')];
    expect(one.leads.map(({ samples }) => [...samples])).toEqual(twin.leads.map(({ samples }) => [...samples]));
    expect(one.deviceMeasurements).toMatchObject({ pr: 148, qrs: 120, qt: 420, qtc: 443, pAxis: 44, qrsAxis: -61, tAxis: 86 });
  });
});
