/** `npm test`: makes sure of a browser and a build, then runs every test. Further arguments go to the runner. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildIfStale } from './build.ts';
import { ensureChromium } from './chromium.ts';

try {
  const browser = ensureChromium();
  buildIfStale();
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const ran = spawnSync(process.execPath, [vitest, 'run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ISOLINE_CHROMIUM: browser },
  });
  process.exitCode = ran.status ?? 1;
} catch (problem) {
  console.error((problem as Error).message);
  process.exitCode = 1;
}
