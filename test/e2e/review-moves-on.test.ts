/** A review that is no longer so: the signature is refused, the sheet shows what is so now, and that can be signed. */
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { openFirstVisit, signIn } from '../support/demo-screen.ts';
import { runPreparedDemo } from '../support/run-prepared-demo.ts';
import type { StationRun } from '../support/station-run.ts';

let browser: Browser;
let station: StationRun;
beforeAll(async () => {
  [browser, station] = await Promise.all([launchChromium(), runPreparedDemo()]);
});
afterAll(async () => {
  await browser.close();
  await station.stop();
});

async function type(page: Page, button: string, value: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('textbox', { name: 'Value' }).fill(value);
  await page.keyboard.press('Enter');
}

it('is refused and read anew when a second screen changed a value meanwhile', async () => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(station.address);
  await signIn(page);
  await openFirstVisit(page);
  await type(page, 'Type weight', '84.2');
  await page.getByRole('checkbox', { name: 'Sign Weight 84.2 kg' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('group', { name: 'Review before signing' }).waitFor();

  const second = await context.newPage();
  await second.goto(station.address);
  await second
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Vitals/ })
    .click();
  await second.getByRole('heading', { name: 'This visit', exact: true }).waitFor();
  await second.getByRole('checkbox', { name: 'Sign Weight 84.2 kg' }).focus();
  await second.keyboard.press('t');
  await second.getByRole('textbox', { name: 'Value' }).fill('82.4');
  await second.keyboard.press('Enter');
  await second.getByRole('checkbox', { name: 'Sign Weight 82.4 kg' }).waitFor();

  await page.bringToFront();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('alert').filter({ hasText: 'The value changed before it was saved. Check the number and save again.' }).waitFor();
  await page.getByRole('checkbox', { name: 'Sign Weight 82.4 kg' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('group', { name: 'Review before signing' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/Signed by Maria Reyes/).waitFor();
  const signed = await page.locator('[data-region=sheet]').innerText();
  expect(signed).toContain('82.4');
  expect(signed).not.toContain('84.2');
});
