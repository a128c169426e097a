/** A twelve-lead as an assistant takes it, in a real browser against a simulated board: a loose electrode is called out, put right, and ten clean seconds are kept. */
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { openFirstVisit, signIn } from '../support/demo-screen.ts';
import { runPreparedDemo } from '../support/run-prepared-demo.ts';
import type { StationRun } from '../support/station-run.ts';
import { undoAfterEach } from '../support/undo.ts';

const later = undoAfterEach();

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});

const patience = 40_000;

interface Wishes {
  withVisit?: boolean;
  /** As without the setting that calms the traces: every frame of them drawn. */
  allFrames?: boolean;
}

function startWith(device: string): Promise<StationRun> {
  return runPreparedDemo(['--device', `${device}@sim`]).then((station) => later(station, (run) => run.stop()));
}

async function opened(station: StationRun, allFrames = false): Promise<Page> {
  const reducedMotion = allFrames ? 'no-preference' : 'reduce';
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion });
  later(context, (one) => one.close());
  const page = await context.newPage();
  await page.goto(station.address);
  return page;
}

async function live(station: StationRun, { withVisit = true, allFrames = false }: Wishes = {}): Promise<Page> {
  const page = await opened(station, allFrames);
  await signIn(page);
  if (withVisit) await openFirstVisit(page);
  await page.keyboard.press('Alt+3');
  await page.getByRole('img', { name: /traces, running/ }).waitFor();
  return page;
}

async function practice(page: Page, control: string): Promise<void> {
  const panel = page.getByRole('region', { name: 'Practice' });
  if (!(await panel.isVisible())) await page.getByRole('button', { name: 'Practice' }).click();
  await panel.getByRole('button', { name: control, exact: true }).click();
}

const keepLast = (page: Page) => page.getByRole('button', { name: /^Keep last 10 s/ }).and(page.locator(':not([data-disabled])'));

const coach = (page: Page) => page.getByRole('complementary', { name: 'Coach' });

describe('the live EKG', () => {
  it('calls out a loose V3, keeps ten clean seconds once it is put right, and leads on to the tracing', async () => {
    const station = await startWith('ads1298');
    const page = await live(station, { allFrames: true });
    await practice(page, 'V3 comes loose');
    await coach(page).getByText('V3: no contact. Press it down, or dry the skin and replace it.').waitFor({ timeout: patience });
    await page.getByRole('img', { name: /V3: no contact; the others are good/ }).waitFor();
    await page.getByRole('img', { name: /traces, running.*V3 no contact/ }).waitFor();
    await practice(page, 'Press the electrodes down, each in its place');
    await coach(page).getByText('Clean. Ask the patient to lie still.').waitFor({ timeout: patience });
    await page.getByRole('img', { name: /All ten are good/ }).waitFor();
    await coach(page).getByText('Ten clean seconds are there', { exact: false }).waitFor({ timeout: patience });
    await page.getByRole('button', { name: /^Record 10 s/ }).click();
    await page.getByRole('progressbar', { name: 'Seconds recorded' }).waitFor();
    const kept = page.getByRole('region', { name: 'The recording' });
    await kept.getByRole('heading', { name: 'Kept' }).waitFor({ timeout: patience });
    await kept.getByText('Unconfirmed, computed by Isoline').waitFor();
    await expect(kept.getByRole('row', { name: /^HR/ }).getByRole('cell').innerText()).resolves.toMatch(/^\d{2,3}$/);
    await page.getByRole('img', { name: /EKG on paper/ }).waitFor();
    await kept.getByRole('button', { name: /^Sign as Maria Reyes/ }).click();
    await kept.getByText(/^Signed by Maria Reyes, /).waitFor();
    await kept.getByText('No chart is set up').waitFor();
    await kept.getByRole('button', { name: 'Look at it, compare, print' }).click();
    await page.getByRole('columnheader', { name: /Isoline/ }).waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#\/ekg\/.+/);
  });

  it('keeps a tracing that is not clean only with a reason, and one the device cut short says where', async () => {
    const station = await startWith('ads1298');
    const page = await live(station);
    await practice(page, 'V3 comes loose');
    await coach(page).getByText('V3: no contact.', { exact: false }).waitFor({ timeout: patience });
    await page.getByText('you will be asked for the reason', { exact: false }).waitFor();
    await keepLast(page).waitFor({ timeout: patience });
    await page.keyboard.press('Shift+R');
    const question = page.getByRole('region', { name: 'Keep this recording?' });
    await question.getByRole('heading', { name: 'Keep it anyway?' }).waitFor();
    await question.getByText('V3: no contact.', { exact: false }).waitFor();
    await expect(question.getByRole('button', { name: 'Keep it', exact: true }).isDisabled()).resolves.toBe(true);
    await question.getByRole('radio', { name: 'Other' }).check({ force: true });
    await expect(question.getByRole('button', { name: 'Keep it', exact: true }).isDisabled()).resolves.toBe(true);
    await question.getByRole('radio', { name: 'Patient cannot lie still' }).check({ force: true });
    await question.getByRole('button', { name: 'Keep it', exact: true }).click();
    await page.getByRole('heading', { name: 'Kept' }).waitFor();
    await page.getByRole('button', { name: 'Back to live' }).click();
    await page.getByRole('button', { name: /^Record 10 s/ }).click();
    await page.getByRole('progressbar', { name: 'Seconds recorded' }).waitFor();
    await page.waitForTimeout(2000);
    await practice(page, 'Pull the cable');
    await question.getByRole('heading', { name: /stopped sending at \d\.\d s\./ }).waitFor({ timeout: patience });
    await question.getByText('What came is kept.', { exact: false }).waitFor();
    await question.getByRole('button', { name: 'Put it away and record again' }).click();
    await page.getByText(/was unplugged at/).waitFor({ timeout: patience });
  });

  it('is worked by keyboard: speed, gain, freeze, calipers', async () => {
    const station = await startWith('ads1298');
    const page = await live(station, { allFrames: true });
    await page.getByRole('main').click({ position: { x: 300, y: 30 } });
    await page.keyboard.press('.');
    await page.getByText('50 mm/s · 10 mm/mV', { exact: false }).waitFor();
    await page.keyboard.press(',');
    await page.keyboard.press(']');
    await page.getByText('25 mm/s · 20 mm/mV', { exact: false }).waitFor();
    await page.keyboard.press('[');
    await page.keyboard.press(' ');
    await page.getByText(/Frozen at \d+:\d\d:\d\d\. Recording goes on\./).waitFor();
    await page.getByRole('img', { name: /traces, frozen/ }).waitFor();
    const drawn = () =>
      page.locator('canvas').evaluate(async (canvas) => {
        // What is to be drawn is drawn with the next frame.
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        return (canvas as HTMLCanvasElement).toDataURL();
      });
    const before = await drawn();
    // Until then the foot below says other things: the rate, the seconds that are clean, the key.
    await keepLast(page).waitFor({ timeout: patience });
    expect((await drawn()) === before).toBe(true);
    await page.keyboard.press('c');
    const first = page.getByRole('slider', { name: /First end of the calipers on II/ });
    await first.waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^First end/);
    const reading = async () => Number(/(\d+) ms/.exec((await first.getAttribute('aria-valuetext')) ?? '')?.[1]);
    const start = await reading();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(reading).toBe(start + 40);
    await page.keyboard.press('Shift+ArrowUp');
    await expect.poll(() => first.getAttribute('aria-valuetext')).toContain('0.20 mV');
    await page.keyboard.press('Escape');
    await expect(first.count()).resolves.toBe(0);
    await page.getByRole('button', { name: 'Go live' }).click();
    await page.getByRole('img', { name: /traces, running/ }).waitFor();
    await page.getByRole('button', { name: 'Freeze' }).click();
    await practice(page, 'V3 comes loose');
    await coach(page).getByText('V3: no contact.', { exact: false }).waitFor({ timeout: patience });
    expect(await page.getByRole('img', { name: /traces, frozen/ }).getAttribute('aria-label')).not.toContain('V3');
    await page.getByRole('button', { name: 'Go live' }).click();
    await page.getByRole('img', { name: /traces, running.*V3 no contact/ }).waitFor();
    await page.getByRole('button', { name: 'Freeze' }).click();
    await page.getByText(/Frozen at \d+:\d\d:\d\d\. Recording goes on\./).waitFor();
    const still = await drawn();
    await practice(page, 'Pull the cable');
    await page.getByText(/Frozen at \d+:\d\d:\d\d\. .* was unplugged at/).waitFor({ timeout: patience });
    expect((await drawn()) === still).toBe(true);
    await page.getByRole('button', { name: 'Go live' }).click();
    await page
      .getByRole('status')
      .getByText(/was unplugged at/)
      .waitFor();
  });

  it('can be watched, not recorded, while nobody\u2019s visit is open', async () => {
    const station = await startWith('ads1298');
    const page = await live(station, { withVisit: false });
    await page.getByText('the leads can be watched, not recorded', { exact: false }).waitFor();
    await expect(page.getByRole('button', { name: /^Record 10 s/ }).isDisabled()).resolves.toBe(true);
    await page.getByText('Open a patient’s visit to record.').waitFor();
    await page.getByRole('button', { name: 'Choose a patient' }).click();
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  });

  it('keeps the measure of this screen, and then says true size', async () => {
    const station = await startWith('ads1298');
    const page = await live(station);
    await page.getByText('not to scale; measure with the calipers', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'View…' }).click();
    await page.getByRole('button', { name: 'Measure this screen' }).click();
    await page.getByRole('slider', { name: 'Size of the frame' }).fill('5');
    await page.getByRole('button', { name: 'They are the same' }).click();
    await page.keyboard.press('Escape');
    await page.getByText('true size on this screen', { exact: false }).waitFor();
    await page.reload();
    await page.getByText('true size on this screen', { exact: false }).waitFor();
  });
});

describe('without an EKG device', () => {
  it('says what to do next', async () => {
    const station = await startWith('escape-scale');
    const page = await opened(station);
    await signIn(page);
    await page.keyboard.press('Alt+3');
    await page.getByRole('heading', { name: 'No EKG device is set up.' }).waitFor();
    await page.getByRole('button', { name: 'Go to Devices' }).click();
    await page.getByRole('heading', { name: 'Devices', exact: true }).waitFor();
  });
});
