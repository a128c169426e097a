/** Readings that no visit asked for: shown apart, used only with a reason, and then in the right chart with their own time. */
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { codeOf, createChartBench, haddad, numbersOf, okafor } from '../support/chart-bench.ts';
import { lookAt } from '../support/look-at-screens.ts';
import { itOverPty } from '../support/pty.ts';
import { addToToday, beginAs, identify, inTheChart, openVisit, place, sign } from '../support/rooming-steps.ts';

const bench = createChartBench();

const tray = (page: Page) => page.getByRole('region', { name: 'Readings inbox' });
const opened = (page: Page) => page.getByRole('region', { name: /^Reading of / });

async function useIt(page: Page, name: RegExp, reason: string): Promise<void> {
  await tray(page).getByRole('button', { name }).first().click();
  const use = opened(page).getByRole('button', { name: /^Use it for OKAFOR, born / });
  expect(await use.isDisabled()).toBe(true);
  await opened(page)
    .getByLabel(/^Reason: why it is /)
    .fill(reason);
  await use.click();
  await opened(page).waitFor({ state: 'detached' });
}

async function putAway(page: Page, name: RegExp, reason: string): Promise<void> {
  await tray(page).getByRole('button', { name }).click();
  const away = opened(page).getByRole('button', { name: 'Nobody’s: put it away' });
  expect(await away.isDisabled()).toBe(true);
  await opened(page)
    .getByLabel(/^Reason: why it is /)
    .fill(reason);
  await away.click();
  await opened(page).waitFor({ state: 'detached' });
}

itOverPty('keeps what was measured before the visit apart, and sends it with the time it was measured', async () => {
  const { page, chart, monitor } = await bench.start([okafor], { devices: ['monitor'] });
  await beginAs(page);
  await addToToday(page, okafor);
  // The monitor is cut off while its cuff runs: it tells of the reading only when it is heard again.
  monitor.press('silence');
  monitor.press('press-start');
  await page.waitForTimeout(12_000);
  await identify(page, okafor);
  await openVisit(page);
  const openedAt = Date.now();
  monitor.press('resume');
  await tray(page)
    .getByRole('button', { name: /^Look NIBP 124\/78 at / })
    .waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Type blood pressure' }).first().waitFor();
  expect(await page.getByRole('checkbox', { name: /^Sign Blood pressure/ }).count()).toBe(0);
  expect(await page.getByRole('region', { name: 'Blood pressure', exact: true }).innerText()).not.toContain('124');

  await useIt(page, /^Look NIBP 124\/78/, 'Taken while she was being called in');
  await page.getByRole('checkbox', { name: 'Sign Blood pressure 124/78 mm[Hg]' }).waitFor();
  await sign(page);
  await inTheChart(page);
  const panel = (await chart.observations()).find((one) => codeOf(one) === '85354-9')!;
  expect(numbersOf(panel)).toEqual([124, 78, 93]);
  expect(Date.parse(panel.effectiveDateTime!)).toBeLessThan(openedAt - 1000);
  expect(panel.device).toBeDefined();
});

itOverPty('asks whose a reading is that came while nobody was open, and puts the others away with a reason', async () => {
  const { page, chart, scale } = await bench.start([haddad, okafor], { devices: ['scale'] });
  await beginAs(page);
  await addToToday(page, haddad);
  await addToToday(page, okafor);
  const began = Date.now();
  scale.press('step-on');
  await page.getByText('3 unassigned readings').waitFor({ timeout: 60_000 });
  const arrived = Date.now();
  await page.getByRole('button', { name: 'Whose?' }).click();
  await page.getByRole('heading', { name: 'Nobody’s visit is open.' }).waitFor();
  await page.getByRole('heading', { name: '3 readings wait' }).waitFor();
  await page.getByRole('button', { name: /^Look BMI 29\.8 / }).click();
  expect(
    await opened(page)
      .getByRole('button', { name: /^Use it for/ })
      .count(),
  ).toBe(0);
  const away = opened(page).getByRole('button', { name: 'Nobody’s: put it away' });
  expect(await away.isDisabled()).toBe(true);
  await opened(page).getByLabel('Reason why it is put away').fill('Of the height with shoes on');
  await lookAt(page, 'rooming-nobody');
  await away.click();
  await opened(page).waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: '2 readings wait' }).waitFor();
  await page.getByRole('button', { name: 'Go to today’s list' }).click();
  await identify(page, okafor);
  await openVisit(page);
  await page.getByRole('button', { name: 'Type weight' }).first().waitFor();
  await useIt(page, /^Whose\? Weight 84\.2 /, 'Weighed in the hallway, walked with her');

  await putAway(page, /^Whose\? Height 168 /, 'Shoes were on');
  await tray(page).getByText('Nothing is waiting.').waitFor();

  await page.getByRole('checkbox', { name: 'Sign Weight 84.2 kg' }).waitFor();
  await sign(page);
  await inTheChart(page);
  const held = await chart.observations();
  expect(held.map((one) => [codeOf(one), ...numbersOf(one)])).toEqual([['29463-7', 84.2]]);
  const weighed = Date.parse(held[0]!.effectiveDateTime!);
  expect(weighed).toBeGreaterThan(began - 1000);
  expect(weighed).toBeLessThanOrEqual(arrived);
  const patients = (await chart.read('Patient')) as { id?: string; name?: { family?: string }[] }[];
  const owner = patients.find(({ id }) => `Patient/${id}` === held[0]!.subject!.reference)!;
  expect(owner.name![0]!.family).toBe('Okafor');
  await place(page, 'Today');
  expect(await page.getByText(/unassigned/).count()).toBe(0);
});
