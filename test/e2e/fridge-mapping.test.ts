/** A table of temperatures that leaves things open: a person says how to read it, sees what comes out as they say it, and has it remembered. */
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { lookAt, type OpenPage, openPage } from '../support/look-at-screens.ts';
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

/** Two temperatures, none of them in a unit, and a day that may be a month; the last line was cut off in the middle. */
function table(month: string, name: string) {
  const rows = Array.from({ length: 40 }, (_, index) => {
    const minutes = 480 + 10 * index;
    const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    return `05/${month}/2026;${clock};${(40.1 + (index % 5) / 10).toFixed(1).replace('.', ',')};${(38 + (index % 3) / 10).toFixed(1).replace('.', ',')}`;
  });
  const text = ['Day;Clock;Top;Bottom', ...rows, '05/0'].join('\n');
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

const panel = () => page.getByRole('region', { name: 'Read logger files' });
const combobox = (name: string) => panel().getByRole('combobox', { name, exact: true });
const read = () => panel().getByRole('button', { name: 'Read it in' });
const outcome = () => panel().getByRole('status').filter({ hasText: 'What comes out' });

describe('a table that leaves things open', () => {
  it('shows what comes out of it while a person says what its columns are', async () => {
    await page.getByRole('button', { name: /Tom Whitfield/ }).click();
    await page.keyboard.type('161803', { delay: 20 });
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
    await page.keyboard.press('Alt+4');
    await page.getByRole('button', { name: 'Read logger file' }).click();
    await page.getByLabel('Logger files', { exact: true }).setInputFiles(table('06', 'hall.csv'));
    await panel().getByText('The file leaves some things open.').waitFor();
    expect(await read().isDisabled()).toBe(true);
    await combobox('Date').selectOption({ label: 'Day (05/06/2026)' });
    await combobox('Time').selectOption({ label: 'Clock (08:00)' });
    await combobox('Temperature').selectOption({ label: 'Bottom (38,0)' });
    await combobox('Unit').selectOption('F');
    await combobox('Order of the date').selectOption('month-day-year');
    await outcome()
      .getByText(/40 readings, 1 row skipped, .*38\.0 to 38\.2 °F/)
      .waitFor();
    await outcome()
      .getByText(/May 6, 2026/)
      .first()
      .waitFor();
    // Two answers before the first is worked out: the newest counts.
    await combobox('Order of the date').evaluate((select: HTMLSelectElement) => {
      for (const order of ['year-month-day', 'month-day-year', 'day-month-year']) {
        select.value = order;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      }
    });
    await outcome()
      .getByText(/Jun 5, 2026/)
      .first()
      .waitFor();
    await lookAt(page, 'fridge-mapping');
  });

  it('is read in once its logger is named, and the columns are remembered by a name', async () => {
    await panel().getByRole('textbox', { name: 'Remember these columns as' }).fill('Hall logger');
    await read().click();
    await panel().getByRole('textbox', { name: 'Serial number on the logger' }).fill('HALL-1');
    await read().click();
    await combobox('It hangs in').selectOption({ label: 'Vaccine fridge 1' });
    await read().click();
    await panel().getByText('40 of 41 rows read. 1 row skipped:').waitFor();
  });

  it('another of the same kind is read by that name', async () => {
    await page.getByLabel('Logger files', { exact: true }).setInputFiles(table('07', 'hall-july.csv'));
    const next = panel().getByRole('listitem').filter({ hasText: 'hall-july.csv' });
    await next.getByRole('combobox', { name: 'Like a file before' }).selectOption('Hall logger');
    await next.getByText(/40 readings, 1 row skipped, .*38\.0 to 38\.2 °F/).waitFor();
    await next
      .getByText(/Jul 5, 2026/)
      .first()
      .waitFor();
    await next.getByRole('button', { name: 'Read it in' }).click();
    await next.getByRole('textbox', { name: 'Serial number on the logger' }).fill('HALL-1');
    await next.getByRole('button', { name: 'Read it in' }).click();
    await next.getByText('40 of 41 rows read. 1 row skipped:').waitFor();
    expect(open.complaints).toEqual([]);
  });
});
