/**
 * Finds a Chromium for the browser tests, or installs one: the test browser's own download first, then the
 * system's package manager where this user may. Says the reason when neither works.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';

/** The browser without its window first: it opens a page for a quarter of the work, and shows it the same. */
const usualPlaces = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of a Chromium that is on this machine, or null. ISOLINE_CHROMIUM names one outright. */
export function findChromium(): string | null {
  return chromiumsHere()[0] ?? null;
}

function chromiumsHere(): string[] {
  const named = process.env.ISOLINE_CHROMIUM;
  const places = [...(named ? [named] : []), chromium.executablePath(), ...usualPlaces];
  return places.filter((place) => place !== '' && existsSync(place));
}

/** One that starts: on a bare Linux a downloaded browser may lack the system's libraries. Elsewhere --version would open a window. */
function findWorking(): string | null {
  const works = (place: string) => process.platform !== 'linux' || spawnSync(place, ['--version'], { stdio: 'ignore' }).status === 0;
  return chromiumsHere().find(works) ?? null;
}

/** Finds or installs; throws an Error that gives each attempt's reason. */
export function ensureChromium(): string {
  const found = findWorking();
  if (found !== null) return found;
  const reasons = [...attempt('the test browser download', process.execPath, [playwrightCommand(), 'install', 'chromium'])];
  if (findWorking() === null && process.platform === 'linux') {
    reasons.push(
      ...attempt('the system libraries of the test browser', process.execPath, [playwrightCommand(), 'install-deps', 'chromium']),
    );
  }
  if (findWorking() === null && process.platform === 'linux') {
    reasons.push(...attempt('apt-get update', 'apt-get', ['update', '-qq']));
    for (const name of ['chromium-headless-shell', 'chromium']) {
      if (findWorking() === null) reasons.push(...attempt(`apt-get install ${name}`, 'apt-get', ['install', '-y', '-qq', name]));
    }
  }
  const installed = findWorking();
  if (installed === null) {
    throw new Error(
      `The browser tests need a Chromium, and none could be found or installed:\n- ${reasons.join('\n- ')}\nInstall Chromium, or name one in ISOLINE_CHROMIUM.`,
    );
  }
  return installed;
}

function attempt(what: string, command: string, args: string[]): string[] {
  console.error(`No Chromium found; trying ${what}...`);
  const done = spawnSync(command, args, { encoding: 'utf8', timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (done.status === 0) return [];
  const reason = done.error?.message ?? done.stderr.trim().split('\n').at(-1) ?? '';
  return [`${what}: ${reason || `exit code ${done.status}`}`];
}

function playwrightCommand(): string {
  return join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
}

if (import.meta.main) console.log(ensureChromium());
