/** From a byte's arrival to its pixel, in a real browser with four monitors and a pleth running; and what the station takes of one core. */
import { readFileSync } from 'node:fs';
import { launchChromium } from '../test/support/chromium.ts';
import { openFirstVisit, signIn } from '../test/support/demo-screen.ts';
import { runDemo } from '../test/support/station-run.ts';

const seconds = 20;
const monitors = ['ge-dinamap', 'nonin/format-2', 'masimo', 'nonin/format-7', 'escape-scale'].flatMap((device) => [
  '--device',
  `${device}@sim`,
]);
/** Ticks of the kernel's clock in a second, as it counts processor time. */
const ticks = 100;

export async function benchPaint(): Promise<string[]> {
  const idle = await runDemo(['--device', 'escape-scale@sim']);
  const atRest = await shareOfCore(idle.pid, 5);
  await idle.stop();
  const station = await runDemo(monitors);
  const browser = await launchChromium();
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
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
  latencies.sort((first, second) => first - second);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]!;
  const frame = frames.sort((first, second) => first - second)[Math.floor(frames.length / 2)]!;
  return [
    `newest sample to paint: median ${at(0.5).toFixed(0)} ms, 95 % ${at(0.95).toFixed(0)} ms, 99 % ${at(0.99).toFixed(0)} ms over ${latencies.length} paints`,
    `against the display's own frame of ${frame.toFixed(1)} ms: median ${(at(0.5) / frame).toFixed(1)} ×, 99 % ${(at(0.99) / frame).toFixed(1)} ×`,
    atRest === null || underLoad === null
      ? 'processor share: only measured on Linux'
      : `station: ${(atRest * 100).toFixed(1)} % of one core at rest, ${(underLoad * 100).toFixed(1)} % with four monitors and a pleth (${(underLoad / Math.max(atRest, 0.001)).toFixed(1)} ×)`,
  ];
}

/** Runs in the page: for each paint, how old the newest sample drawn was. */
async function watchPaints(forSeconds: number): Promise<{ latencies: number[]; frames: number[] }> {
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

/** Processor time of a process over some seconds, as a share of one core; null where the system does not tell. */
async function shareOfCore(pid: number, forSeconds: number): Promise<number | null> {
  const read = () => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticks;
  };
  if (process.platform !== 'linux') return null;
  const before = read();
  await new Promise((resolve) => setTimeout(resolve, forSeconds * 1000));
  return (read() - before) / forSeconds;
}
