/** A station as a process, a validating chart beside it, devices on pseudo-terminals and a browser: undone after each test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Observation } from '@medplum/fhirtypes';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { simulateEscapeScale } from '../../drivers/escape-scale/simulate.ts';
import { simulateDinamap } from '../../drivers/ge-dinamap/simulate.ts';
import type { SimulatedPatient } from '../../drivers/model/driver.ts';
import { launchChromium } from './chromium.ts';
import { type FhirServer, type ServedPatient, startFhirServer } from './fhir-server.ts';
import { type PlayedDevice, playOnPty } from './played-device.ts';
import { runStation, type StationRun } from './station-run.ts';
import { undoAfterEach } from './undo.ts';

export const okafor: ServedPatient = {
  mrnSystem: 'urn:isoline:mrn',
  mrn: '00482913',
  family: 'Okafor',
  given: 'Adaeze',
  birthDate: '1958-03-14',
};
export const haddad: ServedPatient = {
  mrnSystem: 'urn:isoline:mrn',
  mrn: '00519920',
  family: 'Haddad',
  given: 'Samir',
  birthDate: '1971-11-02',
};

export const somebody: SimulatedPatient = {
  id: null,
  pulseRate: 76,
  spo2: 97,
  perfusionIndex: 2.4,
  pressures: [{ systolic: 124, diastolic: 78, mean: 93 }],
  temperatureCelsius: 37,
  respiratoryRate: 16,
  weightKilograms: 84.2,
  heightCentimeters: 168,
  seed: 7,
};

export interface Bench {
  page: Page;
  station: StationRun;
  chart: FhirServer;
  monitor: PlayedDevice;
  scale: PlayedDevice;
}

export interface ChartBench {
  /** A new station whose chart knows these patients; by default with a DINAMAP and a scale on its ports. */
  start(
    patients: readonly ServedPatient[],
    given?: { measured?: Partial<SimulatedPatient>; devices?: readonly ('monitor' | 'scale')[] },
  ): Promise<Bench>;
}

/** Called once in a test file. */
export function createChartBench(): ChartBench {
  let browser: Browser;
  const later = undoAfterEach();
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  return {
    async start(patients, { measured = {}, devices = ['monitor', 'scale'] as const } = {}) {
      const person = { ...somebody, ...measured };
      const data = later(mkdtempSync(join(tmpdir(), 'isoline-chart-')), (folder) => rmSync(folder, { recursive: true, force: true }));
      const chart = later(await startFhirServer({ patients }), (one) => one.close());
      const monitor = later(playOnPty(simulateDinamap(person)), (one) => one.stop());
      const scale = later(playOnPty(simulateEscapeScale(person)), (one) => one.stop());
      const ports = { monitor: `ge-dinamap@${monitor.path}`, scale: `escape-scale@${scale.path}` };
      const plugged = devices.flatMap((device) => ['--device', ports[device]]);
      const station = later(await runStation(['--data', data, '--fhir', chart.baseUrl, ...plugged]), (one) => one.stop());
      const context = later(await browser.newContext({ viewport: { width: 1440, height: 900 } }), (one) => one.close());
      const page = await context.newPage();
      await page.goto(station.address);
      return { page, station, chart, monitor, scale };
    },
  };
}

export const codeOf = ({ code }: Observation): string => code.coding![0]!.code!;

/** The numbers of a resource, its own or those of its components, in their order. */
export function numbersOf({ valueQuantity, component }: Observation): (number | undefined)[] {
  return valueQuantity === undefined
    ? (component ?? []).map((part) => part.valueQuantity?.value ?? part.valueInteger)
    : [valueQuantity.value];
}
