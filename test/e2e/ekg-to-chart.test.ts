/**
 * A twelve-lead from the skin to the chart, as a new user would: a stored tracing is played as a live board on a real serial path, a
 * loose V3 is called out and put right, ten seconds are recorded, read, printed and signed; a clinician confirms; the report, its
 * results and its page are in a chart that validates what it is given.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiagnosticReport, DocumentReference, Observation } from '@medplum/fhirtypes';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect } from 'vitest';
import { nanovoltsPerBit } from '../../drivers/ads1298/decode.ts';
import { encodeAds1298 } from '../../drivers/ads1298/encode.ts';
import type { Tracing } from '../../drivers/model/tracing.ts';
import { playTracing } from '../../drivers/model/tracing-player.ts';
import { okafor } from '../support/chart-bench.ts';
import { launchChromium } from '../support/chromium.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { madeUpHeart } from '../support/made-up-heart.ts';
import { playOnPty } from '../support/played-device.ts';
import { itOverPty } from '../support/pty.ts';
import { addToToday, beginAs, identify, openVisit, place } from '../support/rooming-steps.ts';
import { runStation } from '../support/station-run.ts';
import { undoAfterEach } from '../support/undo.ts';

const later = undoAfterEach();
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const patience = { timeout: 90_000 };

interface Room {
  page: Page;
  chart: FhirServer;

  /** A mishap of the played heart, or its end. */
  press(control: string): void;
}

/** A new station with a chart, a folder to deliver to, and a cart of software on its serial path. */
async function room(tracing: Tracing): Promise<Room> {
  const data = later(mkdtempSync(join(tmpdir(), 'isoline-ekg-chart-')), (one) => rmSync(one, { recursive: true, force: true }));
  const chart = later(await startFhirServer({ patients: [okafor] }), (one) => one.close());
  const { qrsOn } = madeUpHeart({ noise: 4 });
  const loop = { from: qrsOn[0]!, to: qrsOn.at(-1)! };
  const cart = later(playOnPty(playTracing({ tracing, encoder: encodeAds1298(500), loop })), (one) => one.stop());
  const options = ['--data', data, '--fhir', chart.baseUrl, '--device', `ads1298/500-hz@${cart.path}`];
  const station = later(await runStation(options), (one) => one.stop());
  const context = later(await browser.newContext({ viewport: { width: 1440, height: 900 } }), (one) => one.close());
  const page = await context.newPage();
  await page.goto(station.address);
  return { page, chart, press: cart.press };
}

async function addClinician(page: Page): Promise<void> {
  await place(page, 'Settings');
  await page.getByLabel('Name', { exact: true }).fill('Dr. Lindqvist');
  await page.getByLabel('Role').selectOption('clinician');
  await page.getByLabel('First PIN, six digits').fill('314159');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('region', { name: 'People' }).getByText('Dr. Lindqvist', { exact: true }).waitFor();
}

async function handOver(page: Page, name: string, pin: string): Promise<void> {
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: 'Locked' }).waitFor();
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.keyboard.type(pin, { delay: 20 });
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
}

const sheet = (page: Page) => page.getByRole('complementary', { name: 'Measured' });

/** The number in our column of a row. */
async function ours(page: Page, row: RegExp): Promise<number> {
  return Number(await sheet(page).getByRole('row', { name: row }).getByRole('cell').first().innerText());
}

async function held(chart: FhirServer) {
  const observations = await chart.observations();
  return {
    observations,
    byCode: (code: string) => observations.find((one) => one.code.coding?.[0]?.code === code) as Observation,
    wave: observations.find(({ component }) => component !== undefined) as Observation,
    reports: (await chart.read('DiagnosticReport')) as DiagnosticReport[],
    pages: (await chart.read('DocumentReference')) as DocumentReference[],
  };
}

/** Whether these samples, in the board's steps, stand in a row in the tracing that is played over and over. */
function isPlayed(data: string, { leads }: Tracing, name: string): boolean {
  const { samples, nanovoltsPerBit: step } = leads.find((lead) => lead.name === name)!;
  const played = `,${Array.from(samples, (value) => Math.round((value * step!) / nanovoltsPerBit)).join()},`;
  const recorded = data.split(' ');
  // The seam from the last beat to the first may fall anywhere: one quarter of the recording at least is free of it.
  const quarter = Math.floor(recorded.length / 4);
  return [0, 1, 2, 3].some((part) => played.includes(`,${recorded.slice(part * quarter, (part + 1) * quarter).join()},`));
}

itOverPty('takes a loose V3 from the skin to a signed and confirmed report in the chart', async () => {
  const { tracing } = madeUpHeart({ noise: 4 });
  const { page, chart, press } = await room(tracing);
  await beginAs(page);
  await addClinician(page);
  await place(page, 'Today');
  await addToToday(page, okafor);
  await identify(page, okafor);
  await openVisit(page);

  await page.keyboard.press('Alt+3');
  const coach = page.getByRole('complementary', { name: 'Coach' });
  await coach.getByText('Clean. Ask the patient to lie still.').waitFor(patience);
  press('loose-v3');
  await coach.getByText('V3: no contact. Press it down, or dry the skin and replace it.').waitFor(patience);
  press('put-back');
  await coach.getByText('Ten clean seconds are there', { exact: false }).waitFor(patience);
  await page.getByRole('button', { name: /^Record 10 s/ }).click();
  const kept = page.getByRole('region', { name: 'The recording' });
  await kept.getByRole('heading', { name: 'Kept' }).waitFor(patience);
  await kept.getByRole('button', { name: 'Look at it, compare, print' }).click();

  await sheet(page)
    .getByRole('columnheader', { name: /Isoline/ })
    .waitFor();
  const seen = {
    rate: await ours(page, /^HR/),
    pr: await ours(page, /^PR/),
    qrs: await ours(page, /^QRS ms/),
    qt: await ours(page, /^QT ms/),
  };
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.printed = String(document.querySelectorAll('[data-print] svg').length);
    };
  });
  await page.getByRole('button', { name: 'Print' }).click();
  await expect.poll(() => page.evaluate(() => document.body.dataset.printed)).toBe('1');
  expect((await held(chart)).observations).toEqual([]);

  await page.keyboard.press('Control+Enter');
  await sheet(page)
    .getByText(/^Signed by Maria Reyes, \d+:\d\d$/)
    .waitFor();
  await sheet(page)
    .getByText(/^In the chart, /)
    .waitFor(patience);
  const first = await held(chart);
  const numbers = (from: typeof first) => ({
    rate: from.byCode('76282-3').valueQuantity!.value,
    pr: from.byCode('8625-6').valueQuantity!.value,
    qrs: from.byCode('8633-0').valueQuantity!.value,
    qt: from.byCode('8634-8').valueQuantity!.value,
  });
  expect(numbers(first)).toEqual(seen);
  expect(first.byCode('8634-8')).toMatchObject({ status: 'preliminary', note: [{ text: 'Computed by Isoline, unconfirmed.' }] });
  expect(first.wave.component!.map(({ code }) => code.text!.replace('Lead ', ''))).toEqual(['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6']);
  for (const { code, valueSampledData } of first.wave.component!) {
    const { data, factor, period } = valueSampledData!;
    expect([data!.split(' ').length, period, factor]).toEqual([5000, 2, nanovoltsPerBit / 1000]);
    const name = code.text!.replace('Lead ', '');
    expect([name, isPlayed(data!, tracing, name)]).toEqual([name, true]);
  }
  expect(first.reports).toMatchObject([{ status: 'preliminary', performer: [{ display: 'Maria Reyes' }] }]);
  expect(first.reports[0]!.result!.map(({ reference }) => reference).sort()).toEqual(
    first.observations.map(({ id }) => `Observation/${id}`).sort(),
  );

  await handOver(page, 'Dr. Lindqvist', '314159');
  await place(page, 'EKG');
  await page
    .getByRole('navigation', { name: 'EKG' })
    .getByRole('button', { name: /^Inbox/ })
    .click();
  await page.getByRole('button', { name: /OKAFOR, Adaeze/ }).click();
  await sheet(page).getByRole('button', { name: 'Edit values' }).click();
  await sheet(page)
    .getByRole('textbox', { name: 'QT, ms', exact: true })
    .fill(String(seen.qt + 4));
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('status')
    .getByText(/^Confirmed by Dr\. Lindqvist/)
    .waitFor();
  await expect.poll(async () => (await held(chart)).reports[0]!.status, patience).toBe('final');
  const last = await held(chart);
  expect([last.observations.length, last.reports.length, last.pages.length]).toEqual([first.observations.length, 1, 1]);
  expect(last.byCode('8634-8')).toMatchObject({
    id: first.byCode('8634-8').id,
    status: 'final',
    valueQuantity: { value: seen.qt + 4, code: 'ms' },
    note: [{ text: `Confirmed by Dr. Lindqvist. Isoline computed ${seen.qt} ms.` }],
  });
  expect(numbers(last)).toEqual({ ...seen, qt: seen.qt + 4 });
  expect(last.reports[0]).toMatchObject({ resultsInterpreter: [{ display: 'Dr. Lindqvist' }] });
  const { data, hash, contentType } = last.pages[0]!.content[0]!.attachment;
  const page1 = Buffer.from(data!, 'base64');
  expect([contentType, page1.subarray(0, 5).toString(), hash]).toEqual([
    'application/pdf',
    '%PDF-',
    createHash('sha1').update(page1).digest('base64'),
  ]);
  expect(last.reports[0]!.presentedForm![0]!.data).toBe(data);
});
