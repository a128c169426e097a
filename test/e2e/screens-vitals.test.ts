/** The screens of the first job in a real browser, in both themes: nothing for the accessibility rules to find. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { pressControl } from '../support/demo-screen.ts';
import { lookAt, openPage } from '../support/look-at-screens.ts';
import { runPreparedDemo } from '../support/run-prepared-demo.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

describe('the screens in both themes', () => {
  it('have nothing for the accessibility rules to find', async () => {
    const station = await runPreparedDemo();
    const { context, page, complaints } = await openPage(browser, station);
    await page.getByRole('button', { name: /Maria Reyes/ }).waitFor();
    await lookAt(page, 'signin');
    await page.getByRole('button', { name: /Maria Reyes/ }).click();
    await lookAt(page, 'pin');
    await page.keyboard.type('271828', { delay: 20 });
    await page.getByRole('button', { name: 'They have said both' }).waitFor();
    await lookAt(page, 'today');
    await page.getByRole('button', { name: 'Add by hand' }).click();
    await lookAt(page, 'today-add');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'They have said both' }).click();
    await page.getByRole('button', { name: 'Stated and matches' }).waitFor();
    await lookAt(page, 'today-confirm');
    await page.getByRole('button', { name: 'Stated and matches' }).click();
    await page.getByRole('button', { name: 'Start the rest' }).click();
    await page.getByRole('checkbox', { name: /Sign SpO₂/ }).waitFor();
    await lookAt(page, 'rooming-waiting');
    await pressControl(page, 'DINAMAP', 'Press Start on the monitor');
    await pressControl(page, 'Scale', 'Step on the scale');
    await page.getByRole('img', { name: /1 of 3 readings done/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Type temperature' }).click();
    await page.getByRole('textbox', { name: 'Value' }).fill('98.4');
    await lookAt(page, 'rooming-typing');
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: /Sign Temperature 98.4/ }).waitFor();
    await lookAt(page, 'rooming');
    await page.getByRole('button', { name: 'Stop here' }).click();
    await page.getByRole('region', { name: /Told the provider about 168\/96/ }).waitFor();
    await lookAt(page, 'rooming-tell');
    await page.getByRole('radio', { name: 'Dr. Lindqvist' }).check({ force: true });
    await page.getByRole('radio', { name: 'In person' }).check({ force: true });
    await page.keyboard.press('Control+Enter');
    await page.getByRole('group', { name: 'Review before signing' }).waitFor();
    await lookAt(page, 'rooming-review');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Signed set' }).waitFor();
    await lookAt(page, 'rooming-signed');
    await page.getByRole('button', { name: 'Correct…' }).click();
    await lookAt(page, 'rooming-correct');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Earlier visits' }).click();
    await page.getByRole('table').waitFor();
    await lookAt(page, 'rooming-earlier');
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /^Whose/ })
      .first()
      .click();
    await lookAt(page, 'rooming-look');
    await page.keyboard.press('Escape');
    await pressControl(page, 'Nonin', 'Pull the cable');
    await page.getByText(/was unplugged at/).waitFor();
    await lookAt(page, 'rooming-unplugged');
    await page.keyboard.press('Alt+6');
    await page.getByRole('list', { name: 'From the device to the screen' }).waitFor();
    await lookAt(page, 'devices');
    await page.getByRole('button', { name: 'Add a device' }).click();
    await lookAt(page, 'devices-add');
    await page.keyboard.press('Alt+5');
    await page.getByRole('heading', { name: 'Outbox' }).waitFor();
    await lookAt(page, 'outbox');
    await page.keyboard.press('Alt+7');
    await page.getByRole('heading', { name: 'Tell the provider' }).waitFor();
    await lookAt(page, 'settings');
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    expect(await page.content()).not.toContain('Okafor');
    expect(await page.title()).toBe('Isoline');
    await lookAt(page, 'lock');
    expect(complaints).toEqual([]);
    await context.close();
    await station.stop();
  });
});
