/** `npm run bench`: every claim of speed, measured on this machine, each as a ratio against something in the same run. */
import { cpus, totalmem } from 'node:os';
import { buildIfStale } from '../scripts/build.ts';
import { benchDecoders } from './decode.ts';
import { benchLivePaint } from './ekg/live-paint.ts';
import { benchPaint } from './paint.ts';
import { benchSaving } from './save.ts';
import { benchStart } from './start.ts';

buildIfStale();
const only = process.argv[2];
const benches = { decode: benchDecoders, save: benchSaving, start: benchStart, paint: benchPaint, 'ekg-live': benchLivePaint };
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}`,
);
for (const [name, bench] of Object.entries(benches)) {
  if (only !== undefined && only !== name) continue;
  console.log(`\n${name}`);
  for (const line of await bench()) console.log(`  ${line}`);
}
