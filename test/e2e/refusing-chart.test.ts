/** A chart that asks back or refuses, seen in the outbox: what happened, in whose words, what to do, and nothing lost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { okafor } from '../support/chart-bench.ts';
import { launchChromium } from '../support/chromium.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';
import { refusal } from '../support/fhir-server-faults.ts';
import { addToToday, beginAs, identify, inTheChart, openVisit, place, sign, type } from '../support/rooming-steps.ts';
import { runStation } from '../support/station-run.ts';
import { undoAfterEach } from '../support/undo.ts';

const later = undoAfterEach();

/** A station of its own beside this chart, with one signed weight. */
async function signedWeight(server: FhirServer): Promise<Page> {
  const data = later(mkdtempSync(join(tmpdir(), 'isoline-refused-')), (folder) => rmSync(folder, { recursive: true, force: true }));
  const station = later(await runStation(['--data', data, '--fhir', server.baseUrl]), (run) => run.stop());
  const browser = later(await launchChromium(), (one) => one.close());
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await page.goto(station.address);
  await beginAs(page);
  await addToToday(page, okafor);
  await identify(page, okafor);
  await openVisit(page);
  await type(page, 'weight', '84.2');
  await sign(page);
  return page;
}

/** The row of the one result, open. */
async function openResult(page: Page): Promise<ReturnType<Page['getByRole']>> {
  await place(page, 'Outbox');
  await page.getByRole('button', { name: /OKAFOR, Adaeze/ }).click();
  return page.getByRole('complementary', { name: 'The chosen result' });
}

const weights = async (server: FhirServer) => (await server.observations()).map(({ valueQuantity }) => valueQuantity?.value);

it('another name under the same number: both stand side by side, and nothing is sent until a person says that they are one', async () => {
  const server = later(await startFhirServer({ patients: [{ ...okafor, family: 'Hadad' }] }), (one) => one.close());
  const page = await signedWeight(server);
  const result = await openResult(page);
  const compared = result.getByRole('region', { name: 'Compare the two patients' });
  await compared.waitFor({ timeout: 60_000 });
  expect(await compared.getByRole('row', { name: /Family name/ }).innerText()).toMatch(/Okafor\s+Hadad differs/);
  expect(await compared.getByRole('row', { name: /Given name/ }).innerText()).not.toContain('differs');
  await result.getByText(/Compare the two: is it one person\? Nothing is lost here\./).waitFor();
  expect(await weights(server)).toEqual([]);
  await compared.getByRole('button', { name: 'Same person' }).click();
  await inTheChart(page);
  expect(await weights(server)).toEqual([84.2]);
});

it('content that it does not take: its own words are shown, the result stays, and goes when it is sent again', async () => {
  const words = 'Weight needs a method in this chart';
  const server = later(
    await startFhirServer({ patients: [okafor], faults: [{ ...refusal(422, words), method: 'POST', path: '/Observation' }] }),
    (one) => one.close(),
  );
  const page = await signedWeight(server);
  const result = await openResult(page);
  await result.getByRole('heading', { name: 'The chart refused it.' }).waitFor({ timeout: 60_000 });
  await result.getByText(/The chart did not accept the content\..*Nothing is lost here\./).waitFor();
  await result.getByText(words).first().waitFor();
  expect(await weights(server)).toEqual([]);
  server.faults.clear();
  await result.getByRole('button', { name: 'Send again' }).click();
  await inTheChart(page);
  expect(await weights(server)).toEqual([84.2]);
});
