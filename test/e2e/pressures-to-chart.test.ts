/** Guided pressures in the chart: an average with the readings it was made of, and a set of positions. */
import type { Observation } from '@medplum/fhirtypes';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { type Bench, codeOf, createChartBench, numbersOf, okafor } from '../support/chart-bench.ts';
import { itOverPty } from '../support/pty.ts';
import { addToToday, beginAs, change, identify, inTheChart, openVisit, place, sign } from '../support/rooming-steps.ts';

const bench = createChartBench();

const pressures = [
  { systolic: 128, diastolic: 86, mean: 101 },
  { systolic: 122, diastolic: 82, mean: 96 },
  { systolic: 124, diastolic: 83, mean: 97 },
];
const averaged = (page: Page) => page.getByRole('region', { name: 'Averaged blood pressure' });
const orthostatic = (page: Page) => page.getByRole('region', { name: 'Orthostatic blood pressure' });
const time = (one: Observation) => Date.parse(one.effectiveDateTime!);
const positionOf = ({ extension }: Observation) =>
  extension?.find(({ url }) => url.endsWith('/observation-bodyPosition'))?.valueCodeableConcept?.coding?.[0]?.code;

async function begin(): Promise<Bench> {
  const started = await bench.start([okafor], { measured: { pressures }, devices: ['monitor'] });
  const { page, monitor } = started;
  // The finger stays out: only the cuff speaks.
  monitor.press('finger-out');
  await beginAs(page);
  return started;
}

async function room(page: Page): Promise<void> {
  await addToToday(page, okafor);
  await identify(page, okafor);
  await openVisit(page);
}

async function sendEachReading({ page, chart }: Bench): Promise<void> {
  await place(page, 'Settings');
  await page.getByLabel('FHIR R4 base address').fill(chart.baseUrl);
  const group = page.locator('section', { has: page.getByRole('heading', { name: 'Where results go' }) });
  await group.getByRole('checkbox', { name: 'Send each reading of an average with it' }).check({ force: true });
  await group.getByRole('button', { name: 'Save' }).click();
  await place(page, 'Today');
}

/** Every set has one of each kind: pressures by their time, everything else left out. */
async function inChart({ chart }: Bench) {
  const all = await chart.observations();
  return {
    average: all.find((one) => codeOf(one) === '96607-7'),
    singles: all.filter((one) => codeOf(one) === '85354-9').sort((one, other) => time(one) - time(other)),
  };
}

itOverPty(
  'averages the last two of three, sends them with it, keeps all on the screen, and corrects the average as an average',
  async () => {
    const started = await begin();
    const { page, monitor } = started;
    await sendEachReading(started);
    await room(page);
    await averaged(page).getByRole('button', { name: 'Start the rest' }).click();
    await averaged(page).getByRole('button', { name: 'Skip rest' }).click();
    for (const { systolic, diastolic } of pressures) {
      monitor.press('press-start');
      await averaged(page).getByText(`${systolic}/${diastolic}`, { exact: true }).waitFor({ timeout: 60_000 });
    }
    await page.getByRole('checkbox', { name: 'Sign Blood pressure 123/83 mm[Hg]' }).waitFor();
    await sign(page);
    await inTheChart(page);

    expect((await averaged(page).innerText()).replaceAll(/\s+/g, ' ')).toMatch(/Average of 2 and 3, signed \d+:\d\d 123\/83/);
    await averaged(page)
      .getByRole('img', { name: '3 of 3 readings done: reading 1: 128/86, reading 2: 122/82, reading 3: 124/83' })
      .waitFor();
    const before = await inChart(started);
    expect(before.singles.map(numbersOf)).toEqual([
      [122, 82, 96],
      [124, 83, 97],
    ]);
    expect(numbersOf(before.average!)).toEqual([123, 83, 2]);
    expect(before.average!.derivedFrom!.map(({ reference }) => reference)).toEqual(before.singles.map(({ id }) => `Observation/${id}`));
    const period = before.average!.effectivePeriod!;
    expect([period.start, period.end].map((one) => Date.parse(one!))).toEqual(before.singles.map(time));

    await change(page, 'Blood pressure', ['133', '84'], 'Read off the wrong line');
    await expect.poll(async () => (await inChart(started)).average!.status, { timeout: 60_000 }).toBe('corrected');
    const corrected = await inChart(started);
    expect(corrected.average).toMatchObject({ id: before.average!.id, derivedFrom: before.average!.derivedFrom, effectivePeriod: period });
    expect(numbersOf(corrected.average!)).toEqual([133, 84, 2]);
    expect(corrected.singles).toEqual(before.singles);

    await page.getByRole('button', { name: 'New set' }).click();
    await page.getByRole('button', { name: 'Type blood pressure' }).waitFor();
  },
);

itOverPty('sends lying, sitting and standing as three readings of one set, each in its position', async () => {
  const started = await begin();
  const { page, monitor } = started;
  await room(page);
  await averaged(page).getByRole('button', { name: 'Orthostatic' }).click();
  await orthostatic(page).getByRole('button', { name: 'Add sitting' }).click();
  for (const [index, { systolic, diastolic }] of pressures.entries()) {
    monitor.press('press-start');
    await orthostatic(page).getByText(`${systolic}/${diastolic}`, { exact: true }).waitFor({ timeout: 60_000 });
    if (index === 2) await orthostatic(page).getByRole('button', { name: 'Dizzy' }).click();
    await orthostatic(page)
      .getByRole('button', { name: index === 2 ? 'Stop here' : 'Next position' })
      .click();
  }
  await orthostatic(page).getByText('Sitting 1 min: −6/−4 · Standing 1 min: −4/−3 · All are signed together.').waitFor();
  await page.getByText('with lying 5 min 128/86, sitting 1 min 122/82').waitFor();
  await sign(page);
  await inTheChart(page);
  await orthostatic(page)
    .getByText(/signed \d+:\d\d/)
    .waitFor();

  const { average, singles } = await inChart(started);
  expect(average).toBeUndefined();
  expect(singles.map(numbersOf)).toEqual([
    [128, 86, 101],
    [122, 82, 96],
    [124, 83, 97],
  ]);
  expect(singles.map(positionOf)).toEqual(['40199007', '33586001', '10904000']);
  expect(singles.map(({ note }) => note?.map(({ text }) => text))).toEqual([
    ['Orthostatic set: Lying 5 min'],
    ['Orthostatic set: Sitting 1 min'],
    ['Orthostatic set: Standing 1 min', 'Symptoms: Dizzy'],
  ]);
  expect(new Set(singles.map(time)).size).toBe(3);
});
