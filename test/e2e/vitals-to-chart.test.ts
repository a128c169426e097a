/** The main job on real links: bytes on serial lines become signed vital signs in a validating chart, and nothing is lost or doubled on the way. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Provenance } from '@medplum/fhirtypes';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulateEscapeScale } from '../../drivers/escape-scale/simulate.ts';
import { simulateDinamap } from '../../drivers/ge-dinamap/simulate.ts';
import type { SimulatedPatient } from '../../drivers/model/driver.ts';
import { simulateNonin } from '../../drivers/nonin/simulate.ts';
import { okafor } from '../support/chart-bench.ts';
import { launchChromium } from '../support/chromium.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { freePort } from '../support/free-port.ts';
import { type PlayedDevice, playOnPty } from '../support/played-device.ts';
import { describeOverPty } from '../support/pty.ts';
import { addToToday, beginAs, identify, openVisit, place, sign, type } from '../support/rooming-steps.ts';
import { runStation, type StationRun } from '../support/station-run.ts';
import { undoAfterEach } from '../support/undo.ts';

const person: SimulatedPatient = {
  id: null,
  pulseRate: 135,
  spo2: 98,
  perfusionIndex: 2.4,
  pressures: [{ systolic: 124, diastolic: 78, mean: 93 }],
  temperatureCelsius: 37,
  respiratoryRate: 16,
  weightKilograms: 84.2,
  heightCentimeters: 168,
  seed: 7,
};

let browser: Browser;
const later = undoAfterEach();
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

function dataFolder(): string {
  return later(mkdtempSync(join(tmpdir(), 'isoline-job-')), (folder) => rmSync(folder, { recursive: true, force: true }));
}

async function start(options: readonly string[]): Promise<{ station: StationRun; page: Page }> {
  const station = later(await runStation(options), (run) => run.stop());
  const context = later(await browser.newContext({ viewport: { width: 1440, height: 900 } }), (one) => one.close());
  const page = await context.newPage();
  await page.goto(station.address);
  return { station, page };
}

/** The first person of a new station, and the patient of the day, both by hand. */
async function setUp(page: Page): Promise<void> {
  await beginAs(page);
  await addToToday(page, okafor);
  await identify(page, okafor);
  await openVisit(page);
}

const held = async (server: FhirServer) =>
  (await server.observations()).map((one) => ({ ...one, loinc: one.code.coding![0]!.code, ours: one.identifier![0]!.value }));

describeOverPty('from a monitor’s bytes to the chart', () => {
  it('signs what three serial devices said, and the chart holds the same values', async () => {
    const server = later(await startFhirServer({ patients: [okafor] }), (one) => one.close());
    const play = (device: PlayedDevice) => later(device, (one) => one.stop());
    const monitor = play(playOnPty(simulateDinamap(person)));
    const oximeter = play(playOnPty(simulateNonin(person, 'format-2')));
    const scale = play(playOnPty(simulateEscapeScale(person)));
    const devices = [`ge-dinamap@${monitor.path}`, `nonin/format-2@${oximeter.path}`, `escape-scale@${scale.path}`].flatMap((device) => [
      '--device',
      device,
    ]);
    const { page } = await start(['--data', dataFolder(), '--fhir', server.baseUrl, ...devices]);
    await setUp(page);
    const opened = Date.now();
    monitor.press('press-start');
    scale.press('step-on');
    await page.getByRole('checkbox', { name: 'Sign Weight 84.2 kg' }).waitFor({ timeout: 60_000 });
    await page.getByRole('checkbox', { name: 'Sign Blood pressure 124/78 mm[Hg]' }).waitFor({ timeout: 60_000 });
    await page.getByRole('checkbox', { name: 'Sign SpO₂ 98 %' }).waitFor();
    await type(page, 'temperature', '98.4');
    await sign(page);
    await page.getByText(/^In the chart, /).waitFor({ timeout: 60_000 });

    const chart = await held(server);
    const quantity = (code: string) => {
      const { value, unit: _words, ...rest } = chart.find((one) => one.loinc === code)!.valueQuantity!;
      return { value, ...rest };
    };
    const ucum = 'http://unitsofmeasure.org';
    expect(chart.map(({ loinc }) => loinc).sort()).toEqual(['29463-7', '39156-5', '59408-5', '8302-2', '8310-5', '85354-9', '8867-4']);
    const panel = chart.find((one) => one.loinc === '85354-9')!;
    expect(panel.component!.map(({ code, valueQuantity }) => [code.coding![0]!.code, valueQuantity!.value, valueQuantity!.code])).toEqual([
      ['8480-6', 124, 'mm[Hg]'],
      ['8462-4', 78, 'mm[Hg]'],
      ['8478-0', 93, 'mm[Hg]'],
    ]);
    expect(quantity('59408-5')).toEqual({ value: 98, system: ucum, code: '%' });
    expect(quantity('29463-7')).toEqual({ value: 84.2, system: ucum, code: 'kg' });
    expect(quantity('8302-2')).toEqual({ value: 168, system: ucum, code: 'cm' });
    expect(quantity('39156-5')).toEqual({ value: 29.8, system: ucum, code: 'kg/m2' });
    expect(quantity('8310-5')).toEqual({ value: 98.4, system: ucum, code: '[degF]' });
    const pulse = quantity('8867-4').value!;
    expect(Math.abs(pulse - person.pulseRate)).toBeLessThanOrEqual(3);
    for (const one of chart) {
      const at = Date.parse(one.effectiveDateTime!);
      expect(at).toBeGreaterThan(opened - 60_000);
      expect(at).toBeLessThanOrEqual(Date.now());
      expect(one.status).toBe('final');
    }
    expect(panel.device).toBeDefined();
    expect(chart.find((one) => one.loinc === '8310-5')!.device).toBeUndefined();
    // One for each device and for who typed, and each result in one of them.
    const provenances = (await server.read('Provenance')) as Provenance[];
    expect(provenances.length).toBeGreaterThanOrEqual(4);
    expect(provenances.flatMap(({ target }) => target.map(({ reference }) => reference)).sort()).toEqual(
      chart.map(({ id }) => `Observation/${id}`).sort(),
    );
  });

  it('loses nothing and doubles nothing when the station is killed between signing and sending', async () => {
    const port = await freePort();
    const data = dataFolder();
    const options = ['--data', data, '--fhir', `http://127.0.0.1:${port}/fhir/R4`];
    const first = await start(options);
    await setUp(first.page);
    await type(first.page, 'weight', '84.2');
    await type(first.page, 'height', '168');
    await sign(first.page);
    await place(first.page, 'Outbox');
    await first.page
      .getByText(/does not answer/)
      .first()
      .waitFor({ timeout: 60_000 });
    await first.station.kill();
    const server = later(await startFhirServer({ patients: [okafor], port }), (one) => one.close());
    const second = await start(options);
    await expect.poll(async () => (await held(server)).length, { timeout: 60_000 }).toBe(3);
    await second.page.getByRole('button', { name: /Maria Reyes/ }).click();
    await second.page.keyboard.type('271828', { delay: 20 });
    await place(second.page, 'Outbox');
    await second.page.getByText(/^In the chart, /).waitFor({ timeout: 60_000 });
    const identifiers = (await held(server)).map(({ ours }) => ours);
    expect(new Set(identifiers).size).toBe(3);
  });

  it('finds again what the chart had taken when the answer never came', async () => {
    const server = later(
      await startFhirServer({ patients: [okafor], faults: [{ does: 'commit-then-drop', method: 'POST', times: 1 }] }),
      (one) => one.close(),
    );
    const data = dataFolder();
    const options = ['--data', data, '--fhir', server.baseUrl];
    const first = await start(options);
    await setUp(first.page);
    await type(first.page, 'weight', '84.2');
    await sign(first.page);
    await expect.poll(async () => (await held(server)).length, { timeout: 60_000 }).toBe(1);
    await first.station.kill();
    const second = await start(options);
    await second.page.getByRole('button', { name: /Maria Reyes/ }).click();
    await second.page.keyboard.type('271828', { delay: 20 });
    await place(second.page, 'Outbox');
    await second.page.getByText(/^In the chart, /).waitFor({ timeout: 60_000 });
    expect(await held(server)).toHaveLength(1);
  });
});

describe('when it cannot start as it was told', () => {
  it.each([
    [['--device', 'nothing@sim'], /no driver "nothing"\. Known: ge-dinamap, nonin/],
    [['--device', 'nonin/format-9@sim'], /no dialect "format-9"/],
    [['--port', 'seven'], /give a number from 0 to 65535/],
    [['--fhir', 'chart.example'], /give the server's base address/],
    [['--sideways'], /Unknown option '--sideways'/],
  ])('%j says what is wrong', async (options, words) => {
    await expect(runStation(['--data', dataFolder(), ...options])).rejects.toThrow(words);
  });

  it('never mixes made-up patients with real ones', async () => {
    const data = dataFolder();
    await (await runStation(['--data', data])).stop();
    await expect(runStation(['--data', data, '--demo'])).rejects.toThrow(/real/);
  });

  it('says that its port is taken', async () => {
    const port = String(await freePort());
    later(await runStation(['--data', dataFolder(), '--port', port]), (run) => run.stop());
    await expect(runStation(['--data', dataFolder(), '--port', port])).rejects.toThrow(/used by another program/);
  });
});

describe('the very first start', () => {
  it('asks once how to begin, keeps the two apart, and lets the demo be left', async () => {
    const home = dataFolder();
    const surroundings = { HOME: home, XDG_DATA_HOME: home, APPDATA: home };
    const first = later(await runStation([], surroundings), (run) => run.stop());
    const page = await later(await browser.newContext(), (one) => one.close()).newPage();
    await page.goto(first.address);
    await page.getByRole('button', { name: 'Begin with simulated devices' }).click();
    await page.getByRole('button', { name: /Maria Reyes/ }).waitFor();
    await page.getByText('DEMO', { exact: true }).waitFor();
    await first.stop();
    const second = later(await runStation([], surroundings), (run) => run.stop());
    await page.goto(second.address);
    await page.getByRole('button', { name: /Maria Reyes/ }).waitFor();
    await page.getByRole('button', { name: 'Leave the demo, set up this station' }).click();
    await page.getByRole('heading', { name: 'Who sets up this station?' }).waitFor();
    expect(await page.getByText('DEMO', { exact: true }).count()).toBe(0);
    await second.stop();
    const third = later(await runStation([], surroundings), (run) => run.stop());
    await page.goto(third.address);
    await page.getByRole('heading', { name: 'Who sets up this station?' }).waitFor();
  });
});
