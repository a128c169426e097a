/** The built station with simulated devices, as a process of its own, and a page signed in to it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface DemoStation {
  address: string;
  pid: number;
  /** What it wrote to standard output and error so far. */
  words(): string;
  stop(): Promise<void>;
}

/** Starts on a fresh data directory; rejects with the station's own words when it does not become ready. */
export async function startDemoStation(more: readonly string[] = []): Promise<DemoStation> {
  const data = mkdtempSync(join(tmpdir(), 'isoline-demo-'));
  const child = spawn(process.execPath, ['out/main/node.js', '--demo', '--no-open', '--data', data, ...more], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      words += chunk;
      const found = /Isoline is ready at (\S+)/.exec(words);
      if (found) resolve(found[1]!);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the station stopped with ${code}: ${words}`)));
  });
  return { address, pid: child.pid!, words: () => words, stop: () => stop(child, data) };
}

async function stop(child: ChildProcess, data: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
  rmSync(data, { recursive: true, force: true });
}

/** Signs in as the made-up assistant, by keyboard alone. */
export async function signIn(page: Page, letter = 'm', pin = '271828'): Promise<void> {
  await page.getByRole('heading', { name: 'Who is working here?' }).waitFor();
  await page.getByRole('button', { name: /Maria Reyes/ }).waitFor();
  await page.keyboard.press(letter);
  await page.keyboard.type(pin, { delay: 20 });
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
}

/** Opens the visit of the first patient on the list through both steps of the identity check. */
export async function openFirstVisit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'They have said both' }).click();
  await page.getByRole('button', { name: 'Stated and matches' }).click();
  await page.getByRole('heading', { name: 'This visit', exact: true }).waitFor();
}

/** Uses a control of a simulated device, then comes back to the vitals. */
export async function pressControl(page: Page, device: string, control: string): Promise<void> {
  await page.keyboard.press('Alt+4');
  await page
    .getByRole('navigation', { name: 'Devices' })
    .getByRole('button', { name: new RegExp(device) })
    .click();
  await page.getByRole('button', { name: control, exact: true }).click();
  await page.keyboard.press('Alt+2');
}
