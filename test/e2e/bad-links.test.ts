/** What goes wrong between a device and the station, on real serial paths and seen on the real screen: it is named, nothing is made up, and it heals. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SimulatedPatient } from '../../drivers/model/driver.ts';
import { simulateNonin } from '../../drivers/nonin/simulate.ts';
import { okafor } from '../support/chart-bench.ts';
import { launchChromium } from '../support/chromium.ts';
import { playOnPty } from '../support/played-device.ts';
import { describeOverPty, openPty } from '../support/pty.ts';
import { addToToday, beginAs, identify, openVisit, place } from '../support/rooming-steps.ts';
import { runStation } from '../support/station-run.ts';
import { undoAfterEach } from '../support/undo.ts';

const person: SimulatedPatient = {
  id: null,
  pulseRate: 72,
  spo2: 97,
  perfusionIndex: 2.4,
  pressures: [{ systolic: 124, diastolic: 78, mean: 93 }],
  temperatureCelsius: 37,
  respiratoryRate: 16,
  weightKilograms: 84.2,
  heightCentimeters: 168,
  seed: 7,
};
/** Some user that is not the one who runs the tests. */
const nobody = 65534;

let browser: Browser;
const later = undoAfterEach();
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

function folder(): string {
  return later(mkdtempSync(join(tmpdir(), 'isoline-links-')), (path) => rmSync(path, { recursive: true, force: true }));
}

async function start(options: readonly string[], uid?: number): Promise<Page> {
  const station = later(await runStation(options, {}, uid), (run) => run.stop());
  const context = later(await browser.newContext({ viewport: { width: 1440, height: 900 } }), (one) => one.close());
  const page = await context.newPage();
  await page.goto(station.address);
  await beginAs(page);
  return page;
}

/** The place where a cable is plugged in: its path stays, what is behind it changes. */
function socket() {
  const path = join(folder(), 'tty');
  return {
    path,
    plug(terminal: string) {
      symlinkSync(terminal, `${path}.new`);
      renameSync(`${path}.new`, path);
    },
    unplug: () => unlinkSync(path),
  };
}

/** What the station has set the line to, as the system tells it. */
function speedOf(path: string): number {
  return Number(spawnSync('stty', [process.platform === 'darwin' ? '-f' : '-F', path, 'speed'], { encoding: 'utf8' }).stdout);
}

const spo2 = (page: Page) => page.getByRole('region', { name: /SpO₂|Oximetry/ }).first();

describeOverPty('a link that fails', () => {
  it('pulled out in the middle of a reading: the half is no reading, the screen says when, and it comes back by itself', async () => {
    const { path, plug, unplug } = socket();
    // The station is there first: a process started later would hold the terminal's other end open as well.
    const page = await start(['--data', folder(), '--device', `nonin/format-2@${path}`]);
    const first = later(playOnPty(simulateNonin(person, 'format-2')), (one) => one.stop());
    plug(first.path);
    await addToToday(page, okafor);
    await identify(page, okafor);
    await openVisit(page);
    await page.getByRole('checkbox', { name: 'Sign SpO₂ 97 %' }).waitFor({ timeout: 60_000 });
    first.stop();
    unplug();
    await page
      .getByText(/^Unplugged \d/)
      .first()
      .waitFor({ timeout: 60_000 });
    await place(page, 'Devices');
    await page.getByRole('heading', { name: /^The cable was unplugged at \d/ }).waitFor();
    await page.getByText('Plug it in again. Nothing else is needed.').waitFor();
    // A value of the other patient that will lie there next: it must not have come from the half frame.
    const second = later(playOnPty(simulateNonin({ ...person, spo2: 91 }, 'format-2')), (one) => one.stop());
    plug(second.path);
    await page.getByRole('heading', { name: /is connected and answering/ }).waitFor({ timeout: 60_000 });
    await place(page, 'Vitals');
    await expect.poll(() => spo2(page).innerText(), { timeout: 60_000 }).toMatch(/\b91\b/);
  });

  it('at the wrong speed: bytes that mean nothing are no reading, and the doctor says so; the right ones heal it', async () => {
    const line = later(openPty(), (one) => one.hangUp());
    const page = await start(['--data', folder(), '--device', `nonin/format-2@${line.path}`]);
    // What a receiver makes of a faster sender: framing gone, every byte something else. None has the mark of a frame and its sum.
    let state = 12345;
    const garbled = setInterval(() => {
      const bytes = Uint8Array.from({ length: 60 }, () => {
        state = (state * 1103515245 + 12345) & 0x7fffffff;
        return (state >> 16) & 0xfe;
      });
      line.write(bytes);
    }, 200);
    later(garbled, clearInterval);
    await place(page, 'Devices');
    await page.getByRole('heading', { name: /^Bytes arrive, but not in the language of/ }).waitFor({ timeout: 60_000 });
    await page.getByText(/^Set the device to 9600/).waitFor();
    await place(page, 'Vitals');
    expect(await page.getByText(/^\d{2,3}$/).count()).toBe(0);
    clearInterval(garbled);
    const device = simulateNonin(person, 'format-2');
    const began = Date.now();
    let next = device.next();
    const speaking = setInterval(() => {
      for (; next !== null && next.atMs <= Date.now() - began; next = device.next()) line.write(next.bytes);
    }, 20);
    later(speaking, clearInterval);
    await place(page, 'Devices');
    await page.getByRole('heading', { name: /is connected and answering/ }).waitFor({ timeout: 60_000 });
  });

  it('set to another speed: Isoline finds it when told to, and keeps it when a person says so', async () => {
    const line = later(openPty(), (one) => one.hangUp());
    const page = await start(['--data', folder(), '--device', `nonin/format-1@${line.path}`]);
    // At its own speed a frame; at any other, bytes without the mark of one.
    const speaking = setInterval(() => {
      line.write(speedOf(line.path) === 19_200 ? Uint8Array.of(0x80, 0x48, 0x61) : Uint8Array.of(0x06, 0x78, 0x1e, 0x66, 0x60, 0x00));
    }, 300);
    later(speaking, clearInterval);
    await place(page, 'Devices');
    await page.getByRole('heading', { name: /^Bytes arrive, but not in the language of/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Let Isoline try the other speeds' }).click();
    await page.getByRole('list', { name: 'Speeds' }).getByText('listening now').waitFor();
    await page.getByRole('button', { name: 'Keep 19200 8N1' }).click({ timeout: 60_000 });
    await page.getByRole('heading', { name: /is connected and answering/ }).waitFor({ timeout: 60_000 });
    await place(page, 'Vitals');
    expect(speedOf(line.path)).toBe(19_200);
  });

  it('that this user may not open: the screen names the port and what to ask for; allowed, it connects by itself', async () => {
    const device = later(playOnPty(simulateNonin(person, 'format-2')), (one) => one.stop());
    const isRoot = process.getuid?.() === 0;
    const data = folder();
    if (isRoot) chownSync(data, nobody, nobody);
    chmodSync(device.path, isRoot ? 0o600 : 0o000);
    const page = await start(['--data', data, '--device', `nonin/format-2@${device.path}`], isRoot ? nobody : undefined);
    await place(page, 'Devices');
    await page.getByRole('heading', { name: `This computer does not let Isoline open ${device.path}.` }).waitFor({ timeout: 60_000 });
    await page.getByText(/^Ask IT to run the port rule/).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Print the rule' }).click();
    const rule = readFileSync(await (await download).path(), 'utf8');
    expect(rule).toMatch(/dialout|uucp|MODE=/);
    chmodSync(device.path, 0o666);
    await page.getByRole('heading', { name: /is connected and answering/ }).waitFor({ timeout: 60_000 });
  });

  it('that another program holds: the screen says so, and takes it when it is let go', async () => {
    const device = later(playOnPty(simulateNonin(person, 'format-2')), (one) => one.stop());
    const path = device.path;
    const other = await start(['--data', folder(), '--device', `nonin/format-2@${path}`]);
    await place(other, 'Devices');
    await other.getByRole('heading', { name: /is connected and answering/ }).waitFor({ timeout: 60_000 });
    const page = await start(['--data', folder(), '--device', `nonin/format-2@${path}`]);
    await place(page, 'Devices');
    await page.getByRole('heading', { name: /^Another program is using the cable of/ }).waitFor({ timeout: 60_000 });
    await page.getByText('Close it, or unplug and plug the cable in again.').waitFor();
  });
});

it('the user that stands for another exists', () => {
  // Without it the test of permissions would prove nothing when it runs as root.
  if (process.getuid?.() === 0) expect(spawnSync('true', { uid: nobody }).status).toBe(0);
});
