/** The live EKG in a real browser: nothing for the accessibility rules to find in both themes, nothing cut off on any size. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { openFirstVisit, signIn } from '../support/demo-screen.ts';
import { lookAt, type OpenPage, openPage, overhang, takePicture } from '../support/look-at-screens.ts';
import { runPreparedDemo } from '../support/run-prepared-demo.ts';
import type { StationRun } from '../support/station-run.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

describe('the live EKG in both themes', () => {
  it('has nothing for the accessibility rules to find', async () => {
    const station = await runPreparedDemo(['--device', 'ads1298@sim']);
    const { context, page, complaints } = await openPage(browser, station);
    await signIn(page);
    await page.keyboard.press('Alt+3');
    await page.getByText('the leads can be watched, not recorded', { exact: false }).waitFor();
    await page.getByRole('img', { name: /traces, running/ }).waitFor();
    await lookAt(page, 'ekg-live-watched');
    await page.keyboard.press('Alt+1');
    await openFirstVisit(page);
    await page.keyboard.press('Alt+3');
    await page.getByText('Ten clean seconds are there', { exact: false }).waitFor({ timeout: 60_000 });
    await lookAt(page, 'ekg-live-clean');
    await page.getByRole('button', { name: 'Placement guide' }).click();
    await page.getByRole('region', { name: 'Placement guide' }).waitFor();
    await lookAt(page, 'ekg-guide');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Practice' }).click();
    await page.getByRole('button', { name: 'V3 comes loose' }).click();
    await lookAt(page, 'ekg-practice');
    await page.keyboard.press('Escape');
    await page.getByText('V3: no contact.', { exact: false }).first().waitFor({ timeout: 30_000 });
    await page.waitForTimeout(4000);
    await lookAt(page, 'ekg-live');
    await page.getByRole('button', { name: 'View…' }).click();
    await page.getByRole('button', { name: 'Measure this screen' }).click();
    await lookAt(page, 'ekg-view');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Calipers' }).click();
    await lookAt(page, 'ekg-calipers');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Record 10 s/ }).click();
    await page.getByRole('progressbar', { name: 'Seconds recorded' }).waitFor();
    await lookAt(page, 'ekg-recording');
    const question = page.getByRole('region', { name: 'Keep this recording?' });
    await question.waitFor({ timeout: 30_000 });
    await page.getByRole('img', { name: /EKG on paper/ }).waitFor();
    await lookAt(page, 'ekg-keep');
    await question.getByRole('radio', { name: 'Best possible' }).check({ force: true });
    await question.getByRole('button', { name: 'Keep it', exact: true }).click();
    await page.getByRole('heading', { name: 'Kept' }).waitFor();
    await lookAt(page, 'ekg-kept');
    expect(complaints).toEqual([]);
    await context.close();
    await station.stop();
  });
});

describe('the live EKG on other sizes', () => {
  let station: StationRun;
  let opened: OpenPage;
  beforeAll(async () => {
    station = await runPreparedDemo(['--device', 'ads1298@sim']);
    opened = await openPage(browser, station);
    await signIn(opened.page);
    await openFirstVisit(opened.page);
    await opened.page.keyboard.press('Alt+3');
  });
  afterAll(async () => {
    await opened?.context.close();
    await station?.stop();
  });

  it.each([
    [1366, 768],
    [1024, 768],
    [720, 1200],
    [1920, 1080],
  ])('%i × %i: nothing of the live EKG is cut off at the side, and Record can be reached', async (width, height) => {
    const { page } = opened;
    await page.setViewportSize({ width, height });
    await page.getByRole('img', { name: /All ten are good/ }).waitFor({ timeout: 30_000 });
    await page.waitForTimeout(1000);
    await takePicture(page, `ekg-live-${width}x${height}`);
    expect(await overhang(page)).toBe(0);
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
  });
});
