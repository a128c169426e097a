/** Every screen as it stands in a real browser: a picture of it when somebody wants one, and the accessibility rules in both themes. */
import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright';
import { expect } from 'vitest';
import type { StationRun } from './station-run.ts';

/** Where pictures go when somebody wants them. */
const pictures = process.env.ISOLINE_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });

export interface OpenPage {
  context: BrowserContext;
  page: Page;
  /** What the page put on its console as an error, or threw. */
  complaints: string[];
}

export async function openPage(browser: Browser, station: StationRun, width = 1440, height = 900): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: 'light' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (fault) => complaints.push(fault.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(station.address);
  return { context, page, complaints };
}

export async function takePicture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
}

/** Nothing for the rules to find, in the light theme and in the dark one, which differ in nothing but color. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await hold(page, `${name}-dark`, rules(page).withRules(['color-contrast', 'link-in-text-block']));
  await page.emulateMedia({ colorScheme: 'light' });
  await hold(page, `${name}-light`, rules(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']));
}

/**
 * No frame is on these screens; without one the rules need no page of their own to be put together. Nobody reads where a rule found
 * all well, and to write that down is most of their work.
 */
function rules(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
}

async function hold(page: Page, name: string, axe: AxeBuilder): Promise<void> {
  await takePicture(page, name);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(found).toEqual([]);
}

/** How far the page reaches beyond the window at its side, in pixels. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
