/** From a byte's arrival to its pixel, in a real browser with four monitors and a pleth running; and what the station takes of one core. */
import { launchChromium } from '../test/support/chromium.ts';
import { openFirstVisit, signIn } from '../test/support/demo-screen.ts';
import { runDemo } from '../test/support/station-run.ts';
import { shareOfCore } from './processor.ts';

const seconds = 20;
const monitors = ['ge-dinamap', 'nonin/format-2', 'masimo', 'nonin/format-7', 'escape-scale'].flatMap((device) => [
  '--device',
  `${device}@sim`,
]);

export async function benchPaint(): Promise<string[]> {
  const idle = await runDemo(['--device', 'escape-scale@sim']);
  const atRest = await shareOfCore(idle.pid, 5);
  await idle.stop();
  const station = await runDemo(monitors);
  const browser = await launchChromium();
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'no-preference' })).newPage();
  await page.goto(station.address);
  await signIn(page);
  await openFirstVisit(page);
  await page.locator('canvas').waitFor();
  await page.waitForTimeout(2000);
  const measured = page.evaluate(watchPaints, seconds);
  const underLoad = await shareOfCore(station.pid, seconds);
  const { latencies, frames } = await measured;
  await browser.close();
  await station.stop();
  const frame = frames.sort((first, second) => first - second)[Math.floor(frames.length / 2)]!;
  return [
    `newest sample to paint: median ${at(latencies, 0.5).toFixed(0)} ms, 95 % ${at(latencies, 0.95).toFixed(0)} ms, 99 % ${at(latencies, 0.99).toFixed(0)} ms over ${latencies.length} paints`,
    `against the display's own frame of ${frame.toFixed(1)} ms: median ${(at(latencies, 0.5) / frame).toFixed(1)} ×, 99 % ${(at(latencies, 0.99) / frame).toFixed(1)} ×`,
    atRest === null || underLoad === null
      ? 'processor share: only measured on Linux'
      : `station: ${(atRest * 100).toFixed(1)} % of one core at rest, ${(underLoad * 100).toFixed(1)} % with four monitors and a pleth (${(underLoad / Math.max(atRest, 0.001)).toFixed(1)} ×)`,
  ];
}

/** The latency below which that share of them lies. */
export function at(latencies: readonly number[], share: number): number {
  const sorted = latencies.toSorted((first, second) => first - second);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** Runs in the page: for each paint, how old the newest sample drawn was. */
export async function watchPaints(forSeconds: number): Promise<{ latencies: number[]; frames: number[] }> {
  const canvas = document.querySelector('canvas')!;
  const latencies: number[] = [];
  const frames: number[] = [];
  let last = '';
  let before = performance.now();
  const end = before + forSeconds * 1000;
  while (performance.now() < end) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    frames.push(performance.now() - before);
    before = performance.now();
    const { paintedAt, waveAt } = canvas.dataset;
    if (paintedAt === undefined || waveAt === undefined || paintedAt === last) continue;
    last = paintedAt;
    latencies.push(Number(paintedAt) - Number(waveAt));
  }
  return { latencies, frames };
}
