/** The real browser of the tests: where it is, and how it is started on a machine without a network, a GPU or a sandbox for root. */
import { type Browser, chromium } from 'playwright';
import { findChromium } from '../../scripts/chromium.ts';

export const chromiumArguments = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Throws when there is none: `npm test` makes sure of one first. */
export function chromiumPath(): string {
  const found = findChromium();
  if (found === null) throw new Error('No Chromium is on this machine. Run npm test, which installs one, or name one in ISOLINE_CHROMIUM.');
  return found;
}

/**
 * Its pages wait for what is to come as long as a busy machine needs, and move no more than they must: without a GPU every frame of a
 * running trace costs a processor what the tests beside it need.
 */
export async function launchChromium(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext({ reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(60_000);
    return context;
  };
  return browser;
}
