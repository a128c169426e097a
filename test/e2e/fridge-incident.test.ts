/** A fridge is registered, its Fridge-tag's file dropped, what was too warm becomes an incident and is worked to its end, and the papers are printed. */
import { readFileSync } from 'node:fs';
import type { Browser, Download, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fridgeTagOfYesterday } from '../support/berlinger-file.ts';
import { launchChromium } from '../support/chromium.ts';
import { lookAt, type OpenPage, openPage, overhang, takePicture } from '../support/look-at-screens.ts';
import { pdfSheets } from '../support/pdf-words.ts';
import { runPreparedDemo } from '../support/run-prepared-demo.ts';
import type { StationRun } from '../support/station-run.ts';

let browser: Browser;
let station: StationRun;
let open: OpenPage;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  station = await runPreparedDemo();
  open = await openPage(browser, station);
  page = open.page;
});
afterAll(async () => {
  await browser.close();
  await station.stop();
});

const part = (name: string) => page.getByRole('region', { name, exact: true });

async function saved(press: () => Promise<void>): Promise<{ name: string; words: string }> {
  const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, press()]);
  const bytes = readFileSync(await download.path());
  return {
    name: download.suggestedFilename(),
    words: pdfSheets(bytes)
      .flatMap(({ words }) => words.map(({ text }) => text))
      .join(' '),
  };
}

describe('from a new fridge to a closed incident', () => {
  it('a fridge is registered in a minute', async () => {
    await page.getByRole('button', { name: /Tom Whitfield/ }).click();
    await page.keyboard.type('161803', { delay: 20 });
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await page.keyboard.press('Alt+4');
    await page.getByRole('button', { name: 'Units and loggers' }).click();
    await page
      .getByRole('button', { name: /^Change/ })
      .first()
      .waitFor();
    await lookAt(page, 'fridge-register');
    await page.getByRole('button', { name: 'Add a live probe' }).click();
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('modbus-temperature/xy-md02');
    await lookAt(page, 'fridge-probe');
    await page.getByRole('textbox', { name: 'Port' }).fill('/dev/nothing-there');
    await page.getByRole('button', { name: 'Register a unit' }).click();
    const form = page.getByRole('form', { name: 'Register a unit' });
    await form.getByRole('textbox', { name: 'Name' }).fill('Clinic fridge 9');
    await form.getByRole('textbox', { name: 'Place' }).fill('Room 9');
    await form.getByRole('radio', { name: '°C' }).check({ force: true });
    expect(await form.getByRole('textbox', { name: 'Upper limit °C' }).inputValue()).toBe('8.0');
    await form.getByRole('button', { name: 'Add a lot' }).click();
    await form.getByRole('textbox', { name: 'Vaccine' }).fill('MMR');
    await form.getByRole('textbox', { name: 'Manufacturer' }).fill('Example Vaccines');
    await form.getByRole('textbox', { name: 'Lot', exact: true }).fill('M9');
    await lookAt(page, 'fridge-register-unit');
    await form.getByRole('button', { name: 'Register', exact: true }).click();
    await page.getByText('Clinic fridge 9').waitFor();
  });

  it('the program it is kept by asks what the state asks this year', async () => {
    await page.getByRole('button', { name: 'Change CDC / VFC' }).click();
    const form = page.getByRole('form', { name: 'Change CDC / VFC' });
    await form.getByText('No rule: every incident is told alike.').waitFor();
    await form.getByRole('button', { name: 'Add a rule' }).click();
    await form.getByRole('combobox', { name: 'How' }).selectOption('cumulative');
    await form.getByRole('textbox', { name: 'Minutes', exact: true }).fill('2000');
    await form.getByText('Minutes within these hours').waitFor();
    const save = form.getByRole('button', { name: 'Save' });
    expect(await save.isDisabled()).toBe(true);
    await form.getByRole('textbox', { name: 'Minutes', exact: true }).fill('10');
    await lookAt(page, 'fridge-register-program');
    await save.click();
    const row = part('Programs').getByRole('listitem').filter({ hasText: 'CDC / VFC' }).first();
    await row.getByText('Refrigerator: above its range for 10 min in all within 24 h.').waitFor();
    await row.getByText(/Changed by Tom Whitfield, /).waitFor();
    await page.getByRole('button', { name: 'Back to the fridges' }).click();
  });

  it('its logger’s file opens an incident', async () => {
    await page.getByRole('button', { name: 'Read logger file' }).click();
    const { name, bytes } = fridgeTagOfYesterday(new Date());
    await page.getByLabel('Logger files', { exact: true }).setInputFiles({ name, mimeType: 'text/plain', buffer: bytes });
    await page.getByRole('heading', { name: /^In which unit does logger/ }).waitFor();
    await lookAt(page, 'fridge-file');
    const panel = page.getByRole('region', { name: 'Read logger files' });
    await panel.getByRole('combobox').selectOption({ label: 'Clinic fridge 9' });
    await panel.getByRole('button', { name: 'Read it in' }).click();
    await panel.getByText('A temperature out of range').waitFor();
    await panel.getByRole('button', { name: 'Work the incident' }).click();
    await page.getByRole('heading', { name: /^Incident \d: Clinic fridge 9$/ }).waitFor();
    await part('Facts').getByText('9.1 °C', { exact: false }).first().waitFor();
    await part('Facts').getByText('Above 8.0 °C for 10 min within 24 h').waitFor();
    await lookAt(page, 'fridge-incident');
  });

  it('which is worked to its end', async () => {
    await part('Label').getByRole('button', { name: 'It hangs on the door' }).click();
    await part('Label')
      .getByText(/^DO NOT USE hangs on the door since/)
      .waitFor();
    const sign = page.getByRole('button', { name: 'Sign and close as TW' });
    expect(await sign.isDisabled()).toBe(true);
    const lots = part('Affected lots');
    await lots.getByRole('button', { name: 'Take over the unit’s lots' }).click();
    await lots.getByRole('rowheader', { name: 'MMR' }).waitFor();
    await lots.getByRole('radio', { name: 'Usable' }).click({ force: true });
    await page
      .getByRole('alert')
      .getByText(/case number/)
      .waitFor();
    const calls = part('Whom to call');
    await calls.getByRole('button', { name: 'Call Example Vaccines' }).click();
    await calls.getByRole('textbox', { name: 'Case number' }).fill('0042-7781');
    await calls.getByRole('textbox', { name: 'What was said' }).fill('Stable for that long');
    await calls.getByRole('button', { name: 'Save the call' }).click();
    await calls.getByText('Case 0042-7781').waitFor();
    await lots.getByRole('radio', { name: 'Usable' }).click({ force: true });
    await lots.getByText('Tom Whitfield').waitFor();
    await part('What happened').getByRole('textbox', { name: 'What happened, in your words' }).fill('The door stood open.');
    const unsaved = part('Sign and close').getByText('What happened is written, not saved', { exact: false });
    await unsaved.waitFor();
    expect(await sign.isDisabled()).toBe(true);
    await page.keyboard.press('Alt+1');
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await page.goBack();
    await unsaved.waitFor();
    expect(await sign.isDisabled()).toBe(true);
    await lookAt(page, 'fridge-incident-unsaved');
    expect(await part('What happened').getByRole('textbox', { name: 'What happened, in your words' }).inputValue()).toBe(
      'The door stood open.',
    );
    await part('What happened').getByRole('button', { name: 'Save the record' }).click();
    await unsaved.waitFor({ state: 'detached' });
    await expect.poll(() => sign.isDisabled()).toBe(false);
    for (const [width, height] of [
      [1024, 768],
      [720, 1200],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      expect(await overhang(page)).toBe(0);
      await takePicture(page, `fridge-incident-${width}x${height}`);
    }
    await sign.click();
    await page.getByRole('heading', { name: 'Signed and closed' }).waitFor();
    await lookAt(page, 'fridge-incident-closed');
  });

  it('and stands on the papers', async () => {
    const record = await saved(() => page.getByRole('button', { name: 'Print the record' }).click());
    expect(record.words).toContain('0042-7781');
    const label = await saved(() => page.getByRole('button', { name: 'Print the label' }).click());
    expect(label.words).toContain('DO NOT USE');
    await page.getByRole('button', { name: 'Back to the fridges' }).click();
    await page.getByRole('button', { name: 'Papers' }).click();
    await page.getByRole('heading', { name: 'Papers', exact: true }).waitFor();
    await lookAt(page, 'fridge-papers');
    await page.getByRole('combobox', { name: 'Unit' }).selectOption({ label: 'Clinic fridge 9' });
    const month = await saved(() => page.getByRole('button', { name: 'Print the month' }).click());
    expect(month.name).toMatch(/^Temperature log Clinic fridge 9 \d{4}-\d\d\.pdf$/);
    expect(month.words).toContain('Clinic fridge 9');
    const pack = await saved(() => page.getByRole('button', { name: 'Print the inspection pack' }).click());
    for (const name of ['Vaccine fridge 2', 'Clinic fridge 9', 'What was done about each excursion?']) expect(pack.words).toContain(name);
  });

  it('vaccine that travels is written down with its readings and lots, corrected, and stands in the pack', async () => {
    await page.getByRole('button', { name: 'Write down a transport' }).click();
    const form = page.getByRole('form', { name: 'A transport' });
    await form.getByRole('combobox', { name: 'Our unit' }).selectOption({ label: 'Clinic fridge 9' });
    await form.getByText('Day, from and to are needed.').waitFor();
    const day = new Date().toISOString().slice(0, 10);
    await form.getByLabel('Day', { exact: true }).fill(day);
    await form.getByLabel('From', { exact: true }).fill('Clinic');
    await form.getByLabel('To', { exact: true }).fill('Lincoln School');
    await form.getByLabel('Container').fill('Hard cooler 2');
    await form.getByLabel('Departed').fill(`${day}T08:00`);
    await form.getByLabel('Arrived').fill(`${day}T09:30`);
    await form.getByRole('group', { name: 'At the start' }).getByLabel('Now °C').fill('4.6');
    await form.getByRole('button', { name: 'It was opened on the way' }).click();
    const opened = form.getByRole('group', { name: 'When it was opened' });
    await opened.getByLabel('Highest °C').fill('7,2');
    await form.getByText('When was it read: when it was opened?').waitFor();
    await opened.getByRole('textbox', { name: 'When it was opened' }).fill(`${day}T08:40`);
    await form.getByRole('group', { name: 'At the end' }).getByLabel('Now °C').fill('5.1');
    await form.getByRole('button', { name: 'Take over what is in Clinic fridge 9' }).click();
    await form.getByLabel('Doses').fill('10');
    await lookAt(page, 'fridge-transport');
    await page.setViewportSize({ width: 720, height: 1200 });
    expect(await overhang(page)).toBe(0);
    await takePicture(page, 'fridge-transport-720x1200');
    await page.setViewportSize({ width: 1440, height: 900 });
    await form.getByRole('button', { name: 'Save the transport' }).click();
    const row = part('Transports').getByRole('listitem').filter({ hasText: 'Lincoln School' });
    await row.getByText(/Clinic fridge 9 · Hard cooler 2 · 90 min · 1 lot · 3 readings/).waitFor();
    await row.getByRole('button', { name: /^Correct the transport/ }).click();
    expect(await form.getByLabel('Container').inputValue()).toBe('Hard cooler 2');
    await form.getByLabel('Arrived').fill(`${day}T17:30`);
    await form.getByRole('button', { name: 'Save it as corrected' }).click();
    await row.getByText('Longer than 8 hours').waitFor();
    const pack = await saved(() => page.getByRole('button', { name: 'Print the inspection pack' }).click());
    for (const words of ['Lincoln School', 'MMR M9, 10 doses', 'LONGER THAN 8 HOURS', '7.2']) expect(pack.words).toContain(words);
  });

  it('a logger registered by hand says how often it logs, and one is read over its cable', async () => {
    await page.getByRole('button', { name: 'Back to the fridges' }).click();
    await page.getByRole('button', { name: 'Units and loggers' }).click();
    await page.getByRole('button', { name: 'Register a logger' }).click();
    const form = page.getByRole('form', { name: 'Register a logger' });
    await form.getByLabel('Serial number').fill('LT-5521');
    await form.getByLabel('Model', { exact: true }).fill('LogTag TRED30-16R');
    await form.getByLabel('Logs every so many minutes').fill('often');
    await form.getByText('Minutes, like 5 or 0.5; empty if not known').waitFor();
    expect(await form.getByRole('button', { name: 'Register', exact: true }).isDisabled()).toBe(true);
    await form.getByLabel('Logs every so many minutes').fill('15');
    await form.getByRole('button', { name: 'Register', exact: true }).click();
    const row = part('Loggers').getByRole('listitem').filter({ hasText: 'LT-5521' });
    await row.getByText(/Hangs nowhere · every 15 min · never read/).waitFor();
    await page.getByRole('button', { name: 'Back to the fridges' }).click();
    await page.getByRole('button', { name: 'Read logger file' }).click();
    await page.getByRole('button', { name: /^Read a logger over its cable/ }).click();
    const cable = page.getByRole('form', { name: 'Read a logger over its cable' });
    await cable.getByRole('combobox', { name: 'Plugged in' }).selectOption({ label: 'Elitech RC, simulated' });
    await cable.getByRole('button', { name: 'Read it' }).click();
    await cable.getByText('Choose its unit above and read it again.').waitFor();
    await cable.getByRole('combobox', { name: 'It hangs in' }).selectOption({ label: 'Peds fridge' });
    await cable.getByRole('button', { name: 'Read it' }).click();
    await cable.getByText(/192/).first().waitFor();
    await lookAt(page, 'fridge-cable');
    expect(open.complaints).toEqual([]);
  });
});
