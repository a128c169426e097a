/**
 * The desktop shell. Where the desktop runtime is present it is launched for real; elsewhere the built shell runs under
 * a stand-in that enforces the framework's rules, with the built renderer in Chromium talking through the built preload.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, _electron as electronDriver } from 'playwright';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const entry = join(root, 'out/main/electron.js');
const folders: string[] = [];
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'isoline-shell-'));
  folders.push(folder);
  return folder;
}

/** The shell under the stand-in; `ask` puts one question to it. */
async function startShell(data: string) {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', './test/support/electron/register.ts', entry, '--demo', '--data', data], {
    cwd: root,
    env: {
      ...process.env,
      DEBUG_PORT: String(port),
      HOME: data,
      XDG_DATA_HOME: data,
      FOREIGN_TEXT: '{"id":9999,"call":"people.list","in":null}',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  let complaints = '';
  child.stderr!.on('data', (chunk) => (complaints += chunk));
  const answers = new Map<string, (answer: unknown) => void>();
  createInterface({ input: child.stdout! }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const { question, answer } = JSON.parse(line) as { question: string; answer: unknown };
    answers.get(question)?.(answer);
  });
  const heard = (question: string) =>
    new Promise<unknown>((resolve, reject) => {
      answers.set(question, resolve);
      child.once('exit', (code) => reject(new Error(`the shell stopped with ${code}: ${complaints}`)));
    });
  const ready = heard('ready');
  const ask = (question: string) => {
    const answer = heard(question);
    child.stdin!.write(`${question}\n`);
    return answer;
  };
  await ready;
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  return { ask, page: browser.contexts()[0]!.pages()[0]!, browser };
}

describe('the desktop shell under a stand-in that enforces the framework’s rules', () => {
  it('opens its window only through its own scheme, with every guard in place, and the page talks through the preload', async () => {
    const data = dataFolder();
    const { ask, page, browser } = await startShell(data);
    await expect.poll(() => page.getByText('Who is working here?').isVisible(), { timeout: 60_000 }).toBe(true);
    const guards = (await ask('guards')) as Record<string, unknown>;
    expect(guards).toMatchObject({
      singleInstance: true,
      permissionRequest: true,
      permissionCheck: true,
      devicePermission: true,
      shown: true,
    });
    expect(guards.menu).toContain('File');
    const exposed = await page.evaluate(() => Object.keys((window as unknown as { station: object }).station).sort());
    expect(exposed).toEqual(['onText', 'send']);
    expect(await page.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined');
    await browser.close();
  });

  it('does not hear a message from a foreign frame or another window', async () => {
    const { ask, page, browser } = await startShell(dataFolder());
    await expect.poll(() => page.getByText('Who is working here?').isVisible(), { timeout: 60_000 }).toBe(true);
    await page.evaluate(() => {
      const heard: string[] = [];
      (window as unknown as { heard: string[] }).heard = heard;
      (window as unknown as { station: { onText(hear: (text: string) => void): void } }).station.onText((text) => heard.push(text));
    });
    expect(await ask('foreign')).toEqual({ heardBefore: 1 });
    const own = await page.evaluate(async () => {
      const { station, heard } = window as unknown as { station: { send(text: string): void }; heard: string[] };
      station.send('{"id":8888,"call":"people.list","in":null}');
      while (!heard.some((text) => text.includes('8888'))) await new Promise((resolve) => setTimeout(resolve, 10));
      return heard;
    });
    expect(own.some((text) => text.includes('"id":9999'))).toBe(false);
    await browser.close();
  });

  it('remembers the size of its window', async () => {
    const data = dataFolder();
    const { ask, browser } = await startShell(data);
    await browser.close().catch(() => undefined);
    await ask('close').catch(() => undefined);
    expect(JSON.parse(readFileSync(join(data, 'isoline', 'window.json'), 'utf8'))).toMatchObject({
      bounds: { width: 1300, height: 820 },
      maximized: false,
    });
  });
});

const runtime = desktopRuntime();

describe.skipIf(runtime === null)(
  runtime === null ? 'the desktop window itself (skipped: the desktop runtime is not on this machine)' : 'the desktop window itself',
  () => {
    it('opens, shows the sign-in screen, and keeps its page in the sandbox', async () => {
      const app = await electronDriver.launch({
        executablePath: runtime!,
        args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), entry, '--demo', '--data', dataFolder()],
        cwd: root,
      });
      const page = await app.firstWindow();
      await expect.poll(() => page.getByText('Who is working here?').isVisible(), { timeout: 60_000 }).toBe(true);
      expect(page.url()).toBe('isoline://station/index.html');
      expect(await page.evaluate(() => typeof (globalThis as { process?: unknown }).process)).toBe('undefined');
      await app.close();
    });
  },
);

function desktopRuntime(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  if (!existsSync(join(folder, 'path.txt'))) return null;
  const file = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
  return existsSync(file) ? file : null;
}
