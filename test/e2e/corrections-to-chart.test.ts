/** What a person corrects or withdraws on the screen is corrected or withdrawn in the chart, and stays visible in both. */
import { expect } from 'vitest';
import { codeOf, createChartBench, numbersOf, okafor } from '../support/chart-bench.ts';
import { itOverPty } from '../support/pty.ts';
import { addToToday, beginAs, change, identify, inTheChart, openVisit, sign, type } from '../support/rooming-steps.ts';

const bench = createChartBench();

itOverPty('corrects in place and withdraws, each with its reason, and loses neither', async () => {
  const { page, chart } = await bench.start([okafor], { devices: [] });
  await beginAs(page);
  await addToToday(page, okafor);
  await identify(page, okafor);
  await openVisit(page);
  await type(page, 'weight', '48.2');
  await type(page, 'height', '168');
  await type(page, 'temperature', '98.4');
  await type(page, 'pain', '2');
  await sign(page);
  await inTheChart(page);
  const now = async (code: string) => (await chart.observations()).find((one) => codeOf(one) === code)!;
  const before = {
    weight: await now('29463-7'),
    temperature: await now('8310-5'),
    pain: await now('72514-3'),
    index: await now('39156-5'),
  };

  await change(page, 'Weight', ['84.2'], 'Digits turned around');
  await expect.poll(async () => (await now('29463-7')).status, { timeout: 60_000 }).toBe('corrected');
  await change(page, 'Temperature', [], 'Taken right after a hot drink');
  await expect.poll(async () => (await now('8310-5')).status, { timeout: 60_000 }).toBe('entered-in-error');

  const weight = await now('29463-7');
  expect(weight).toMatchObject({
    id: before.weight.id,
    identifier: before.weight.identifier,
    effectiveDateTime: before.weight.effectiveDateTime,
  });
  expect(numbersOf(weight)).toEqual([84.2]);
  expect(weight.note?.at(-1)).toMatchObject({ text: 'Was 48.2; Digits turned around', authorString: 'Maria Reyes' });
  const index = await now('39156-5');
  expect(index).toMatchObject({ id: before.index.id, status: 'corrected', derivedFrom: before.index.derivedFrom });
  expect([before.index, index].map(numbersOf)).toEqual([[17.1], [29.8]]);
  const temperature = await now('8310-5');
  expect(temperature).toMatchObject({ id: before.temperature.id, valueQuantity: before.temperature.valueQuantity });
  expect(temperature.note?.at(-1)?.text).toBe('Taken right after a hot drink');
  expect(await now('72514-3')).toEqual(before.pain);
  expect(await chart.observations()).toHaveLength(5);
  const changes = chart.requests.filter(({ method }) => method === 'PUT');
  expect(changes.map(({ headers }) => headers['if-match'])).toEqual(
    [before.weight, before.index, before.temperature].map(({ meta }) => `W/"${meta!.versionId}"`),
  );

  const rows = await page.getByRole('region', { name: 'Signed set' }).locator('[data-row=weight], [data-row=temperature]').allInnerTexts();
  expect(rows.map((row) => row.replaceAll(/\s+/g, ' '))).toEqual([
    expect.stringMatching(/^Temperature Withdrawn: Taken right after a hot drink · Maria Reyes, .* 98\.4 °F$/),
    expect.stringMatching(/^Weight Replaced: Digits turned around · Maria Reyes, .* 48\.2 kg$/),
    expect.stringMatching(/^Weight Corrected: Digits turned around · Maria Reyes, .* 84\.2 kg$/),
  ]);
});

itOverPty('takes a value back from the wrong patient’s chart, before anything was said about whose it is', async () => {
  const { page, chart } = await bench.start([okafor], { devices: [] });
  await beginAs(page);
  await addToToday(page, okafor);
  await identify(page, okafor);
  await openVisit(page);
  await type(page, 'weight', '61.5');
  await sign(page);
  await inTheChart(page);
  await page.getByRole('region', { name: 'Signed set' }).getByRole('button', { name: 'Correct…' }).click();
  const form = page.getByRole('region', { name: 'Correct a signed value' });
  await form.getByRole('radio', { name: 'Wrong patient' }).check({ force: true });
  expect(await form.getByRole('button', { name: 'Withdraw it' }).isDisabled()).toBe(true);
  await form.getByLabel('Reason').fill('Her daughter stood on the scale');
  await form.getByRole('button', { name: 'Withdraw it' }).click();
  await expect
    .poll(async () => (await chart.observations()).map(({ status }) => status), { timeout: 60_000 })
    .toEqual(['entered-in-error']);
  expect(numbersOf((await chart.observations())[0]!)).toEqual([61.5]);
  expect(await page.getByRole('button', { name: 'Correct…' }).isDisabled()).toBe(true);
});
