/** A workday at the fridges in a real browser: closed days come along, what was typed is asked about and corrected, a span is reviewed. */
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { signIn } from '../support/demo-screen.ts';
import { lookAt, openPage, overhang, takePicture } from '../support/look-at-screens.ts';
import { runPreparedDemo } from '../support/run-prepared-demo.ts';
import type { StationRun } from '../support/station-run.ts';

let browser: Browser;
let station: StationRun;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  station = await runPreparedDemo();
});
afterEach(async () => {
  await station.stop();
});

const unit = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

async function atTheFridges(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4');
  await page.getByRole('heading', { name: 'Fridges', exact: true }).waitFor();
  await unit(page, 'Vaccine fridge 1').waitFor();
}

describe('the fridges of a workday', () => {
  it('are checked, typed, corrected and reviewed; nothing is there for the accessibility rules to find', async () => {
    const { context, page, complaints } = await openPage(browser, station);
    await signIn(page);
    await page.getByText(/fridge check of 4 units/).waitFor();
    await atTheFridges(page);
    await page.getByRole('slider', { name: /^Temperatures of Vaccine fridge 2/ }).waitFor();
    await lookAt(page, 'fridges');

    // What the logger says, with the two closed days, is confirmed with one press.
    const first = unit(page, 'Vaccine fridge 1');
    await first.getByText(/come with it\./).waitFor();
    await first.getByRole('checkbox', { name: 'Min/max reset on the logger' }).check({ force: true });
    await first.getByRole('button', { name: 'Confirm as MR' }).click();
    await first.getByText(/^Checked .* by MR$/).waitFor();
    expect(await first.getByText(/come with it/).count()).toBe(0);

    // The logger of this one is not read now: its display is.
    const peds = unit(page, 'Peds fridge');
    await peds.getByRole('button', { name: 'Type from the display' }).click();
    const panel = page.getByRole('region', { name: 'Peds fridge', exact: true });
    await panel.getByRole('textbox', { name: 'Now on the display' }).fill('warm');
    await panel.getByText('A number like 4.6').waitFor();
    await panel.getByRole('textbox', { name: 'Now on the display' }).fill('3,8');
    await panel.getByRole('textbox', { name: 'Highest since the last reset' }).fill('7.0');
    await lookAt(page, 'fridge-check');
    await page.keyboard.press('Enter');
    await panel.getByText(/^Typed 7\.0 °C, logger says .* Which did you read\?$/).waitFor();
    // A slip: it is what the logger says after all, and nothing is asked any more.
    const logged = await panel.getByRole('button', { name: /^It is / }).innerText();
    await panel.getByRole('button', { name: logged, exact: true }).click();
    expect(await panel.getByText(/Which did you read/).count()).toBe(0);
    await panel.getByRole('textbox', { name: 'Highest since the last reset' }).fill('6.9');
    await panel.getByRole('textbox', { name: 'Lowest since the last reset' }).fill('1.5');
    await panel.getByRole('button', { name: 'Sign as MR' }).click();
    await panel.getByText(/^Typed 1\.5 °C/).waitFor();
    await panel.getByRole('button', { name: 'I read 6.9 °C' }).click();
    expect(await panel.getByRole('button', { name: 'Sign as MR' }).isDisabled()).toBe(true);
    await panel.getByRole('button', { name: 'I read 1.5 °C' }).click();
    await panel.getByRole('button', { name: 'Sign as MR' }).click();
    await peds.getByText(/^Checked .* by MR$/).waitFor();

    // A slip of the finger is corrected; the older value stays.
    await peds.getByRole('button', { name: 'Correct…' }).click();
    await panel.getByRole('textbox', { name: 'Now on the display' }).fill('3.6');
    await panel.getByRole('textbox', { name: 'Why it is corrected' }).fill('Read the wrong line');
    await panel.getByRole('button', { name: 'Correct', exact: true }).click();
    await panel.getByText(/now 3\.6 °C/).waitFor();
    await panel.getByRole('button', { name: 'Checks…' }).click();
    const row = panel.getByRole('row').filter({ hasText: 'Read the wrong line' });
    await row.getByText('3.6').waitFor();
    expect((await row.locator('s').innerText()).trim()).toBe('3.8');
    expect(await panel.getByRole('button', { name: /^Sign review/ }).count()).toBe(0);
    await lookAt(page, 'fridge-checks');
    await page.keyboard.press('Escape');
    // Back to the days before, and to the present again.
    const newest = await page.getByRole('slider').getAttribute('aria-valuetext');
    await panel.getByRole('button', { name: 'Earlier' }).click();
    await expect.poll(() => page.getByRole('slider').getAttribute('aria-valuetext')).not.toBe(newest);
    await panel.getByRole('button', { name: 'Later' }).click();
    await expect.poll(() => page.getByRole('slider').getAttribute('aria-valuetext')).toBe(newest);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are read point by point and reviewed by keyboard alone', async () => {
    const { context, page } = await openPage(browser, station);
    await page.getByRole('button', { name: /Devon Park/ }).click();
    await page.keyboard.type('314159', { delay: 20 });
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await atTheFridges(page);
    const curve = page.getByRole('slider', { name: /^Temperatures of Vaccine fridge 2/ });
    await curve.focus();
    const newest = await curve.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => curve.getAttribute('aria-valuetext')).not.toBe(newest);
    expect(await curve.getAttribute('aria-valuetext')).toMatch(/: \d\.\d °C$/);
    await page.getByRole('button', { name: 'Review…' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Remark' }).waitFor();
    await page
      .getByRole('button', { name: /^Sign review as/ })
      .and(page.locator(':not([data-disabled])'))
      .waitFor();
    await lookAt(page, 'fridge-review');
    await page.getByRole('textbox', { name: 'Remark' }).focus();
    await page.keyboard.type('All looked through');
    await page.getByRole('button', { name: /^Sign review as/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(/All looked through$/).waitFor();
    await page.keyboard.press('Escape');
    for (const [width, height] of [
      [1366, 768],
      [1024, 768],
      [720, 1200],
    ] as const) {
      await page.setViewportSize({ width, height });
      await curve.waitFor();
      expect(await overhang(page)).toBe(0);
      await takePicture(page, `fridges-${width}x${height}`);
    }
    await context.close();
  });
});
