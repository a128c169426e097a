/** The EKG inbox and review in a real browser, in both themes: nothing for the accessibility rules to find. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCartFiles } from '../support/cart-files.ts';
import { launchChromium } from '../support/chromium.ts';
import { lookAt, openPage } from '../support/look-at-screens.ts';
import { runPreparedDemo } from '../support/run-prepared-demo.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

describe('the EKG inbox and review in both themes', () => {
  it('have nothing for the accessibility rules to find', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'isoline-cart-'));
    const files = await writeCartFiles(folder);
    const station = await runPreparedDemo();
    const { context, page, complaints } = await openPage(browser, station);
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
    await lookAt(page, 'ekg-inbox-empty');
    await choose(files.before);
    await same.click();
    await paper.waitFor();
    await inbox();
    await choose(files.torn);
    await page.getByRole('heading', { name: 'This file could not be read' }).waitFor();
    await lookAt(page, 'ekg-inbox-unreadable');
    await choose(files.today);
    await page.getByText(/^The name on the file is HADAD/).waitFor();
    await page.getByRole('button', { name: 'Find another patient' }).click();
    await lookAt(page, 'ekg-inbox');
    await same.click();
    await paper.waitFor();
    await lookAt(page, 'ekg-review');
    await page.getByRole('button', { name: 'Calipers' }).click();
    await page.getByRole('button', { name: 'Export' }).click();
    await lookAt(page, 'ekg-review-calipers');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Edit values' }).click();
    await page.getByRole('radio', { name: 'Stacked' }).check({ force: true });
    await lookAt(page, 'ekg-review-edit');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .getByText(/^Confirmed by/)
      .waitFor();
    await page.getByRole('button', { name: 'Ask for a retake' }).click();
    await lookAt(page, 'ekg-review-confirmed');
    expect(complaints).toEqual([]);
    await context.close();
    await station.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});
