/** A disk without room, through the screen: SQLite itself refuses, nothing is signed or lost, and the screen says so until it is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveLoopback } from '../../src/main/host/loopback.ts';
import { readOptions } from '../../src/main/host/options.ts';
import { launch } from '../../src/main/launch.ts';
import { verifyAudit } from '../../src/main/storage/audit.ts';
import type { Db, OpenOptions } from '../../src/main/storage/open.ts';
import { launchChromium } from '../support/chromium.ts';
import { openFirstVisit, pressControl, signIn } from '../support/demo-screen.ts';
import { fillUp, freeSpace } from '../support/full-disk.ts';

/** The station's own connections, in the order it opened them: the bound that stands for a full disk is one of a connection. */
const opened = vi.hoisted((): Db[] => []);
vi.mock('../../src/main/storage/open.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../../src/main/storage/open.ts')>();
  const openDatabase = (options: OpenOptions) => {
    const db = real.openDatabase(options);
    opened.push(db);
    return db;
  };
  return { ...real, openDatabase };
});

const pages = fileURLToPath(new URL('../../out/renderer', import.meta.url));
const noRoom = 'There is no room left to store the chart. Nothing was saved. Free space, then save again.';
const noRoomForReadings = 'There is no room left to store new measurements. They are kept here until there is.';

let browser: Browser;
let db: Db;
let page: Page;
const undo: (() => unknown)[] = [];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  const data = mkdtempSync(join(tmpdir(), 'isoline-full-'));
  undo.push(() => rmSync(data, { recursive: true, force: true }));
  opened.length = 0;
  const station = await launch(readOptions(['--demo', '--data', data]));
  undo.push(() => station.stop());
  const loopback = await serveLoopback(pages, 0, station.attach);
  undo.push(() => loopback.close());
  db = opened[0]!;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  undo.push(() => context.close());
  page = await context.newPage();
  await page.goto(loopback.address);
  await signIn(page);
  await openFirstVisit(page);
});
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

const count = (rows: string) => (db.prepare(`SELECT count(*) AS rows FROM ${rows}`).get() as { rows: number }).rows;
const signed = () => ({ sets: count('signed_sets'), values: count('signed_values'), outbox: count('outbox') });
const weights = () => count("measurement_values WHERE quantity = 'weight'");
const bar = (words: string) => page.getByRole('alert').filter({ hasText: words }).filter({ hasText: 'Reference' });
const tick = (what: RegExp) => page.getByRole('checkbox', { name: what });

async function weigh(): Promise<void> {
  await pressControl(page, 'Scale', 'Step on the scale');
}

async function pressSignTwice(): Promise<void> {
  for (const question of await page.getByRole('region', { name: /^Told the provider/ }).all()) {
    await question.getByRole('radio', { name: 'Not yet' }).check({ force: true });
  }
  await page.keyboard.press('Control+Enter');
  await page.getByRole('group', { name: 'Review before signing' }).waitFor();
  await page.keyboard.press('Control+Enter');
}

describe('a full disk', () => {
  it('refuses to sign beside the button, signs nothing, and signs the same values when there is room again', async () => {
    await weigh();
    await tick(/^Sign Weight/).waitFor({ timeout: 60_000 });
    const signedBefore = signed();
    fillUp(db);
    const audited = verifyAudit(db).rows;
    await pressSignTwice();
    await page.getByRole('region', { name: 'This visit' }).getByRole('alert').filter({ hasText: noRoom }).first().waitFor();
    await bar(noRoom).waitFor();
    expect(signed()).toEqual(signedBefore);
    expect(await page.getByText(/Signed by/).count()).toBe(0);
    expect(verifyAudit(db)).toEqual({ rows: audited, brokenAt: null });
    await tick(/^Sign Weight/).waitFor();

    freeSpace(db);
    await page.keyboard.press('Control+Enter');
    await page.getByText(/Signed by Maria Reyes/).waitFor();
    await bar(noRoom).waitFor({ state: 'detached' });
    expect(signed().sets).toBe(signedBefore.sets + 1);
    expect(signed().values).toBeGreaterThan(signedBefore.values);
    expect(verifyAudit(db).brokenAt).toBeNull();
  });

  it('keeps what the devices measure meanwhile, under a bar that stands until it is stored', async () => {
    const weighedBefore = weights();
    fillUp(db);
    const filled = count('measurements');
    await weigh();
    await bar(noRoomForReadings).waitFor({ timeout: 60_000 });
    expect(count('measurements')).toBe(filled);
    const box = (await bar(noRoomForReadings).boundingBox())!;
    const banner = (await page.locator('[data-region=banner]').boundingBox())!;
    expect(box.height).toBe(56);
    expect(box.y).toBeCloseTo(banner.y + banner.height, 0);

    await bar(noRoomForReadings).getByRole('button', { name: 'Seen' }).press('Enter');
    await bar(noRoomForReadings).waitFor({ state: 'detached' });
    await page.reload();
    await bar(noRoomForReadings).waitFor();

    freeSpace(db);
    await tick(/^Sign Weight/).waitFor({ timeout: 60_000 });
    await bar(noRoomForReadings).waitFor({ state: 'detached' });
    expect(weights()).toBe(weighedBefore + 1);
  });

  it('still locks, so that nobody’s values stay on the screen', async () => {
    fillUp(db);
    await page.keyboard.press('Control+L');
    await page
      .getByText(/Locked/)
      .first()
      .waitFor();
    expect(await page.getByRole('heading', { name: 'This visit', exact: true }).count()).toBe(0);
  });
});
