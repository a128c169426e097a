/** The first job on every size of window, and by keyboard alone. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { openFirstVisit, signIn } from '../support/demo-screen.ts';
import { openPage, overhang, takePicture } from '../support/look-at-screens.ts';
import { runPreparedDemo } from '../support/run-prepared-demo.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

describe('by keyboard alone', () => {
  it('a letter that two names begin with picks nobody, and digits go to nobody, until another letter says who', async () => {
    const station = await runPreparedDemo();
    const { context, page } = await openPage(browser, station);
    await page.getByRole('button', { name: /Devon Park/ }).waitFor();
    await page.keyboard.press('d');
    await page.getByText('Devon Park or Dr. Lindqvist? Type one letter more.').waitFor();
    await page.keyboard.type('31');
    expect(await page.getByRole('img', { name: /digits entered$/ }).count()).toBe(0);
    await page.keyboard.press('e');
    await page.getByRole('img', { name: '0 of 6 digits entered' }).waitFor();
    await page.keyboard.type('314159', { delay: 20 });
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await context.close();
    await station.stop();
  });

  it('opens, reads and signs', async () => {
    const station = await runPreparedDemo();
    const { context, page } = await openPage(browser, station);
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
    const station = await runPreparedDemo();
    const { context, page } = await openPage(browser, station, width, height);
    if (width < 1100) {
      await page.getByRole('button', { name: /Maria Reyes/ }).click();
      await page.keyboard.type('271828', { delay: 20 });
    } else await signIn(page);
    await openFirstVisit(page);
    await page.getByRole('checkbox', { name: /Sign SpO₂/ }).waitFor();
    await takePicture(page, `rooming-${width}x${height}`);
    const confirmed = page.getByText(/^Identity confirmed \d+:\d\d/);
    expect(await confirmed.evaluate((words) => words.scrollWidth - words.parentElement!.clientWidth)).toBeLessThanOrEqual(0);
    const wide = await overhang(page);
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
      expect(await overhang(page)).toBe(0);
      await takePicture(page, `${place.toLowerCase()}-${width}x${height}`);
    }
    await context.close();
    await station.stop();
  });
});
