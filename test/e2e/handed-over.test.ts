/** What happens after a visit, and between two people: told later, corrected later, opened again, taken over. In a real browser. */
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { openFirstVisit, signIn } from '../support/demo-screen.ts';
import { takePicture } from '../support/look-at-screens.ts';
import { change, place, type } from '../support/rooming-steps.ts';
import { runPreparedDemo } from '../support/run-prepared-demo.ts';
import type { StationRun } from '../support/station-run.ts';

let browser: Browser;
let station: StationRun;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
});
beforeEach(async () => {
  station = await runPreparedDemo();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.goto(station.address);
  await signIn(page);
  await openFirstVisit(page);
});
afterEach(async () => {
  await page.context().close();
  await station.stop();
});
afterAll(async () => {
  await browser.close();
});

const row = (name: string) => page.locator('[data-today-row]').filter({ hasText: name });
const waiting = () => page.getByRole('region', { name: 'Waiting for someone' });

async function nothingForAxe(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

async function typePressure(systolic: string, diastolic: string): Promise<void> {
  await page.getByRole('button', { name: 'Type blood pressure' }).click();
  await page.getByRole('textbox', { name: 'Systolic' }).fill(systolic);
  await page.getByRole('textbox', { name: 'Diastolic' }).fill(diastolic);
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: `Sign Blood pressure ${systolic}/${diastolic}` }).waitFor();
}

async function signAndClose(answer: 'Not yet' | null): Promise<void> {
  if (answer !== null) await page.getByRole('radio', { name: answer }).check({ force: true });
  await page.keyboard.press('Control+Enter');
  await page.getByRole('group', { name: 'Review before signing' }).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText(/Signed by Maria Reyes/).waitFor();
  await page.getByRole('button', { name: 'Close visit and clear room' }).click();
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
}

describe('after a visit', () => {
  it('what was not told is told from Today, and stands under the signed set', async () => {
    await typePressure('168', '96');
    await signAndClose('Not yet');
    await waiting().getByText('Tell Dr. Lindqvist: BP 168/96').waitFor();
    expect(await waiting().textContent()).toContain('OKAFOR, Adaeze');
    await waiting()
      .getByRole('button', { name: /^Told Dr. Lindqvist/ })
      .click();
    await waiting().getByRole('radio', { name: 'Phone' }).check({ force: true });
    await nothingForAxe();
    await waiting().getByRole('button', { name: 'Dr. Lindqvist was told' }).click();
    await waiting().getByText('Tell Dr. Lindqvist').waitFor({ state: 'detached' });
    await row('OKAFOR, Adaeze').click();
    await page.getByRole('button', { name: /^Look at it/ }).click();
    await page.getByText(/Dr. Lindqvist told about 168\/96 by phone/).waitFor();
    await nothingForAxe();
  });

  it('a signed value is corrected, nothing live is shown meanwhile, and values are added only after it is opened again', async () => {
    await type(page, 'temperature', '98.4');
    await signAndClose(null);
    await row('OKAFOR, Adaeze').click();
    await page.getByRole('button', { name: /^Look at it/ }).click();
    await page.getByText(/This visit was closed at/).waitFor();
    expect(await page.getByRole('region', { name: 'Live readings' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Close visit and clear room' }).count()).toBe(0);
    await change(page, 'Temperature', ['99.4'], 'Read wrong');
    await page.getByText(/Corrected: Read wrong/).waitFor();
    await page.getByRole('button', { name: 'Done looking' }).click();
    await row('OKAFOR, Adaeze').click();
    await page.getByRole('button', { name: 'Open it again…' }).click();
    await page.getByLabel('Why is it opened again?').fill('Weight was forgotten');
    await page.getByRole('button', { name: 'Open it again', exact: true }).click();
    await page.getByRole('region', { name: 'Live readings' }).waitFor();
    await page.getByRole('button', { name: 'New set' }).click();
    await type(page, 'weight', '84.2');
  });
});

describe('between two people', () => {
  it('a visit left open is only looked at, or taken over after both identifiers were stated anew', async () => {
    await type(page, 'temperature', '98.4');
    await page.keyboard.press('Control+l');
    await page.getByRole('button', { name: 'Devon Park' }).click();
    await page.keyboard.type('314159', { delay: 20 });
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await row('OKAFOR, Adaeze').click();
    await page.getByText('Maria Reyes has this visit open').waitFor();
    await page.getByRole('button', { name: 'Only look' }).click();
    await page.getByText(/you are only looking/).waitFor();
    expect(await page.getByRole('button', { name: /Review and sign/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Done looking' }).click();
    await row('OKAFOR, Adaeze').click();
    await page.getByRole('button', { name: 'They have said both' }).click();
    await page.getByRole('button', { name: 'Matches, take it over' }).click();
    await page.getByRole('checkbox', { name: /Sign Temperature 98.4/ }).waitFor();
    expect(await page.getByRole('button', { name: /Review and sign/ }).count()).toBe(1);
    await place(page, 'Today');
    await row('OKAFOR, Adaeze').click();
    await page.getByText('Your visit is open in Room 3').waitFor();
  });

  it('who leaves signs in no more; the visit they left open is taken over, and a new PIN takes them back', async () => {
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    await page.getByRole('button', { name: 'Tom Whitfield' }).click();
    await page.keyboard.type('161803', { delay: 20 });
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await place(page, 'Settings');
    const people = page.getByRole('region', { name: 'People' });
    expect(await people.getByRole('button', { name: 'Tom Whitfield leaves' }).count()).toBe(0);
    await people.getByRole('button', { name: 'Maria Reyes leaves' }).click();
    await people.getByText('The visit that is open in Room 3 can be taken over on Today.', { exact: false }).waitFor();
    await nothingForAxe();
    await takePicture(page, 'settings-leaves');
    await people.getByRole('button', { name: 'Take off the list' }).click();
    const back = people.getByRole('button', { name: 'Take Maria Reyes back' });
    await back.waitFor();
    await place(page, 'Today');
    await row('OKAFOR, Adaeze').click();
    await page.getByText('Maria Reyes has this visit open').waitFor();
    await page.getByRole('button', { name: 'They have said both' }).click();
    await page.getByRole('button', { name: 'Matches, take it over' }).click();
    await page.getByRole('heading', { name: 'This visit', exact: true }).waitFor();
    await place(page, 'Settings');
    await back.click();
    const form = people.getByRole('form', { name: 'New PIN' });
    await form.getByRole('textbox', { name: 'New PIN, six digits' }).fill('908172');
    await form.getByRole('textbox', { name: 'The same PIN again' }).fill('908172');
    await form.getByRole('button', { name: 'Take back with this PIN' }).click();
    await people.getByRole('button', { name: 'Maria Reyes leaves' }).waitFor();
    await nothingForAxe();
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    await page.getByRole('button', { name: 'Maria Reyes' }).click();
    await page.keyboard.type('908172', { delay: 20 });
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  });
});
