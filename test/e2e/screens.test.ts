/** Every screen in a real browser, in both themes: nothing for the accessibility rules to find, and the job done by keyboard alone. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCartFiles } from '../support/cart-files.ts';
import { launchChromium } from '../support/chromium.ts';
import { openFirstVisit, pressControl, signIn } from '../support/demo-screen.ts';
import { runDemo, type StationRun } from '../support/station-run.ts';

/** Where pictures go when somebody wants them. */
const pictures = process.env.ISOLINE_PICTURES;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
  if (pictures) mkdirSync(pictures, { recursive: true });
});
afterAll(async () => {
  await browser.close();
});

async function newPage(
  station: StationRun,
  theme: 'light' | 'dark',
  width = 1440,
  height = 900,
): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (fault) => complaints.push(fault.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(station.address);
  return { context, page, complaints };
}

async function check(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(found).toEqual([]);
}

describe.each(['light', 'dark'] as const)('the screens in the %s theme', (theme) => {
  it('have nothing for the accessibility rules to find', async () => {
    const station = await runDemo();
    const { context, page, complaints } = await newPage(station, theme);
    await page.getByRole('button', { name: /Maria Reyes/ }).waitFor();
    await check(page, `signin-${theme}`);
    await page.getByRole('button', { name: /Maria Reyes/ }).click();
    await check(page, `pin-${theme}`);
    await page.keyboard.type('271828', { delay: 20 });
    await page.getByRole('button', { name: 'They have said both' }).waitFor();
    await check(page, `today-${theme}`);
    await page.getByRole('button', { name: 'Add by hand' }).click();
    await check(page, `today-add-${theme}`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'They have said both' }).click();
    await page.getByRole('button', { name: 'Stated and matches' }).waitFor();
    await check(page, `today-confirm-${theme}`);
    await page.getByRole('button', { name: 'Stated and matches' }).click();
    await page.getByRole('button', { name: 'Start the rest' }).click();
    await page.getByRole('checkbox', { name: /Sign SpO₂/ }).waitFor();
    await check(page, `rooming-waiting-${theme}`);
    await pressControl(page, 'DINAMAP', 'Press Start on the monitor');
    await pressControl(page, 'Scale', 'Step on the scale');
    await page.getByRole('img', { name: /1 of 3 readings done/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Type temperature' }).click();
    await page.getByRole('textbox', { name: 'Value' }).fill('98.4');
    await check(page, `rooming-typing-${theme}`);
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: /Sign Temperature 98.4/ }).waitFor();
    await check(page, `rooming-${theme}`);
    await page.getByRole('button', { name: 'Stop here' }).click();
    await page.getByRole('region', { name: /Told the provider about 168\/96/ }).waitFor();
    await check(page, `rooming-tell-${theme}`);
    await page.getByRole('radio', { name: 'Dr. Lindqvist' }).check({ force: true });
    await page.getByRole('radio', { name: 'In person' }).check({ force: true });
    await page.keyboard.press('Control+Enter');
    await page.getByRole('group', { name: 'Review before signing' }).waitFor();
    await check(page, `rooming-review-${theme}`);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Signed set' }).waitFor();
    await check(page, `rooming-signed-${theme}`);
    await page.getByRole('button', { name: 'Correct…' }).click();
    await check(page, `rooming-correct-${theme}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Earlier visits' }).click();
    await page.getByRole('table').waitFor();
    await check(page, `rooming-earlier-${theme}`);
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /^Whose/ })
      .first()
      .click();
    await check(page, `rooming-look-${theme}`);
    await page.keyboard.press('Escape');
    await pressControl(page, 'Nonin', 'Pull the cable');
    await page.getByText(/was unplugged at/).waitFor();
    await check(page, `rooming-unplugged-${theme}`);
    await page.keyboard.press('Alt+6');
    await page.getByRole('list', { name: 'From the device to the screen' }).waitFor();
    await check(page, `devices-${theme}`);
    await page.getByRole('button', { name: 'Add a device' }).click();
    await check(page, `devices-add-${theme}`);
    await page.keyboard.press('Alt+5');
    await page.getByRole('heading', { name: 'Outbox' }).waitFor();
    await check(page, `outbox-${theme}`);
    await page.keyboard.press('Alt+7');
    await page.getByRole('heading', { name: 'Tell the provider' }).waitFor();
    await check(page, `settings-${theme}`);
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    expect(await page.content()).not.toContain('Okafor');
    expect(await page.title()).toBe('Isoline');
    await check(page, `lock-${theme}`);
    expect(complaints).toEqual([]);
    await context.close();
    await station.stop();
  });
});

describe.each(['light', 'dark'] as const)('the EKG inbox and review in the %s theme', (theme) => {
  it('have nothing for the accessibility rules to find', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'isoline-cart-'));
    const files = await writeCartFiles(folder);
    const station = await runDemo();
    const { context, page, complaints } = await newPage(station, theme);
    await page.getByRole('button', { name: /Dr. Lindqvist/ }).click();
    await page.keyboard.type('141421', { delay: 20 });
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    const inbox = async () => {
      await page.keyboard.press('Alt+3');
      await page
        .getByRole('navigation', { name: 'EKG' })
        .getByRole('button', { name: /^Inbox/ })
        .click();
    };
    const choose = (file: string) => page.getByLabel('EKG files').setInputFiles(file);
    const same = page.getByRole('button', { name: 'Same person' });
    const paper = page.getByRole('img', { name: /^EKG on paper/ });
    await inbox();
    await check(page, `ekg-inbox-empty-${theme}`);
    await choose(files.before);
    await same.click();
    await paper.waitFor();
    await inbox();
    await choose(files.torn);
    await page.getByRole('heading', { name: 'This file could not be read' }).waitFor();
    await check(page, `ekg-inbox-unreadable-${theme}`);
    await choose(files.today);
    await page.getByText(/^The name on the file is HADAD/).waitFor();
    await page.getByRole('button', { name: 'Find another patient' }).click();
    await check(page, `ekg-inbox-${theme}`);
    await same.click();
    await paper.waitFor();
    await check(page, `ekg-review-${theme}`);
    await page.getByRole('button', { name: 'Calipers' }).click();
    await page.getByRole('button', { name: 'Export' }).click();
    await check(page, `ekg-review-calipers-${theme}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Edit values' }).click();
    await page.getByRole('radio', { name: 'Stacked' }).check({ force: true });
    await check(page, `ekg-review-edit-${theme}`);
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .getByText(/^Confirmed by/)
      .waitFor();
    await page.getByRole('button', { name: 'Ask for a retake' }).click();
    await check(page, `ekg-review-confirmed-${theme}`);
    expect(complaints).toEqual([]);
    await context.close();
    await station.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe.each(['light', 'dark'] as const)('the live EKG in the %s theme', (theme) => {
  it('has nothing for the accessibility rules to find', async () => {
    const station = await runDemo(['--device', 'ads1298@sim']);
    const { context, page, complaints } = await newPage(station, theme);
    await signIn(page);
    await page.keyboard.press('Alt+3');
    await page.getByText('the leads can be watched, not recorded', { exact: false }).waitFor();
    await page.getByRole('img', { name: /traces, running/ }).waitFor();
    await check(page, `ekg-live-watched-${theme}`);
    await page.keyboard.press('Alt+1');
    await openFirstVisit(page);
    await page.keyboard.press('Alt+3');
    await page.getByText('Ten clean seconds are there', { exact: false }).waitFor({ timeout: 60_000 });
    await check(page, `ekg-live-clean-${theme}`);
    await page.getByRole('button', { name: 'Placement guide' }).click();
    await page.getByRole('region', { name: 'Placement guide' }).waitFor();
    await check(page, `ekg-guide-${theme}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Practice' }).click();
    await page.getByRole('button', { name: 'V3 comes loose' }).click();
    await check(page, `ekg-practice-${theme}`);
    await page.keyboard.press('Escape');
    await page.getByText('V3: no contact.', { exact: false }).first().waitFor({ timeout: 30_000 });
    await page.waitForTimeout(4000);
    await check(page, `ekg-live-${theme}`);
    await page.getByRole('button', { name: 'View…' }).click();
    await page.getByRole('button', { name: 'Measure this screen' }).click();
    await check(page, `ekg-view-${theme}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Calipers' }).click();
    await check(page, `ekg-calipers-${theme}`);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Record 10 s/ }).click();
    await page.getByRole('progressbar', { name: 'Seconds recorded' }).waitFor();
    await check(page, `ekg-recording-${theme}`);
    const question = page.getByRole('region', { name: 'Keep this recording?' });
    await question.waitFor({ timeout: 30_000 });
    await page.getByRole('img', { name: /EKG on paper/ }).waitFor();
    await check(page, `ekg-keep-${theme}`);
    await question.getByRole('radio', { name: 'Best possible' }).check({ force: true });
    await question.getByRole('button', { name: 'Keep it', exact: true }).click();
    await page.getByRole('heading', { name: 'Kept' }).waitFor();
    await check(page, `ekg-kept-${theme}`);
    expect(complaints).toEqual([]);
    await context.close();
    await station.stop();
  });
});

describe('by keyboard alone', () => {
  it('opens, reads and signs', async () => {
    const station = await runDemo();
    const { context, page } = await newPage(station, 'light');
    await signIn(page);
    await page.locator('[data-today-row]').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('HADDAD');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('They have said both');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Stated and matches');
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: /Sign SpO₂/ }).waitFor();
    await page.keyboard.press('t');
    await page.getByRole('textbox', { name: 'Systolic' }).waitFor();
    await page.keyboard.type('124');
    await page.keyboard.press('Tab');
    await page.keyboard.type('78');
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: /Sign Blood pressure 124\/78/ }).waitFor();
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('F6');
      if (await page.evaluate(() => document.activeElement?.closest('[data-region="sheet"]') !== null)) break;
    }
    expect(await page.evaluate(() => document.activeElement?.closest('[data-region="sheet"]') !== null)).toBe(true);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('group', { name: 'Review before signing' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(/Signed by Maria Reyes/).waitFor();
    await context.close();
    await station.stop();
  });
});

describe('on other sizes', () => {
  it.each([
    [1366, 768],
    [1024, 768],
    [720, 1200],
    [1920, 1080],
  ])('%i × %i: nothing is cut off at the side, and Sign can be reached', async (width, height) => {
    const station = await runDemo();
    const { context, page } = await newPage(station, 'light', width, height);
    if (width < 1100) {
      await page.getByRole('button', { name: /Maria Reyes/ }).click();
      await page.keyboard.type('271828', { delay: 20 });
    } else await signIn(page);
    await openFirstVisit(page);
    await page.getByRole('checkbox', { name: /Sign SpO₂/ }).waitFor();
    if (pictures) await page.screenshot({ path: `${pictures}/rooming-${width}x${height}.png` });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBe(0);
    const sign = await page.getByRole('button', { name: /Review and sign/ }).boundingBox();
    expect(sign).not.toBeNull();
    expect(sign!.y + sign!.height).toBeLessThanOrEqual(height);
    expect(sign!.x + sign!.width).toBeLessThanOrEqual(width);
    expect(sign!.height).toBeGreaterThanOrEqual(44);
    for (const place of ['Today', 'Outbox', 'Devices', 'Settings']) {
      await page
        .getByRole('navigation', { name: 'Places' })
        .getByRole('button', { name: new RegExp(`^${place}`) })
        .click();
      await page.getByRole('heading', { name: place, exact: true }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      if (pictures) await page.screenshot({ path: `${pictures}/${place.toLowerCase()}-${width}x${height}.png` });
    }
    await context.close();
    await station.stop();
  });

  it.each([
    [1366, 768],
    [1024, 768],
    [720, 1200],
    [1920, 1080],
  ])('%i × %i: nothing of the live EKG is cut off at the side, and Record can be reached', async (width, height) => {
    const station = await runDemo(['--device', 'ads1298@sim']);
    const { context, page } = await newPage(station, 'dark');
    await signIn(page);
    await openFirstVisit(page);
    await page.setViewportSize({ width, height });
    await page.keyboard.press('Alt+3');
    await page.getByRole('img', { name: /All ten are good/ }).waitFor({ timeout: 30_000 });
    await page.waitForTimeout(3000);
    if (pictures) await page.screenshot({ path: `${pictures}/ekg-live-${width}x${height}.png` });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    const record = await page.getByRole('button', { name: /^Record 10 s/ }).boundingBox();
    expect(record).not.toBeNull();
    expect(record!.y + record!.height).toBeLessThanOrEqual(height);
    expect(record!.x + record!.width).toBeLessThanOrEqual(width);
    expect(record!.height).toBeGreaterThanOrEqual(44);
    for (const name of await page.locator('[data-electrode] text').all()) {
      const drawn = await name.evaluate((text) => {
        const svg = (text as SVGTextElement).ownerSVGElement!;
        return Number.parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM()!.a;
      });
      expect(drawn).toBeGreaterThanOrEqual(11.95);
    }
    await context.close();
    await station.stop();
  });
});
