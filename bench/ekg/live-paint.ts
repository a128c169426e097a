/**
 * Twelve leads at a thousand samples a second on the live screen, in a real browser: what the browser takes of one core, how old the
 * newest sample is when it is drawn, and the same picture drawn whole at each frame as the baseline.
 */
import { chromium, type Page } from 'playwright';
import { chromiumArguments, chromiumPath } from '../../test/support/chromium.ts';
import { openFirstVisit, signIn } from '../../test/support/demo-screen.ts';
import { runDemo } from '../../test/support/station-run.ts';
import { at, watchPaints } from '../paint.ts';
import { processWith, shareOfTree } from '../processor.ts';

const seconds = 20;
const viewport = { width: 1440, height: 900 };

export async function benchLivePaint(): Promise<string[]> {
  const mark = `--user-agent-mark-${process.pid}`;
  const station = await runDemo(['--device', 'ads1298/1000-hz@sim']);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments, mark] });
  const pid = processWith(mark);
  const share = async (forSeconds: number) => (pid === null ? null : shareOfTree(pid, forSeconds));
  const page = await (await browser.newContext({ viewport })).newPage();
  await page.goto(station.address);
  await signIn(page);
  await openFirstVisit(page);
  await page.keyboard.press('Alt+3');
  await page.locator('canvas').waitFor();
  await page.waitForTimeout(3000);
  const measured = page.evaluate(watchPaints, seconds);
  const sweeping = await share(seconds);
  const { latencies } = await measured;
  await page.getByRole('button', { name: 'Freeze' }).click();
  await page.waitForTimeout(1000);
  const frozen = await share(5);
  const box = await page.locator('canvas').boundingBox();
  await page.close();
  const redrawing = await redrawShare(await (await browser.newContext({ viewport })).newPage(), box!.width, box!.height, share);
  await browser.close();
  await station.stop();
  return [
    `newest sample to paint: median ${at(latencies, 0.5).toFixed(0)} ms, 95 % ${at(latencies, 0.95).toFixed(0)} ms, 99 % ${at(latencies, 0.99).toFixed(0)} ms over ${latencies.length} paints`,
    sweeping === null || redrawing.share === null || frozen === null
      ? 'processor share: only measured on Linux'
      : `the whole browser: ${percent(sweeping)} of one core with 12 leads at 1000 Hz running, ${percent(frozen)} with the same screen frozen; ` +
        `${percent(redrawing.share)} drawing all points at each frame, at ${redrawing.framesPerSecond.toFixed(0)} frames/s (${(redrawing.share / sweeping).toFixed(1)} ×)`,
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** The baseline: the same number of traces and points on a canvas of the same size, every point at every frame. */
async function redrawShare(
  page: Page,
  width: number,
  height: number,
  share: (forSeconds: number) => Promise<number | null>,
): Promise<{ share: number | null; framesPerSecond: number }> {
  await page.setContent(`<canvas width="${Math.round(width)}" height="${Math.round(height)}" style="background:#0b0f14"></canvas>`);
  const drawn = page.evaluate(redrawAll, 10);
  await page.waitForTimeout(1000);
  const taken = await share(8);
  return { share: taken, framesPerSecond: (await drawn) / 10 };
}

/** Runs in the page: twelve boxes of two and a half seconds and a strip of ten, a thousand samples a second; gives the frames drawn. */
async function redrawAll(forSeconds: number): Promise<number> {
  const canvas = document.querySelector('canvas')!;
  const pen = canvas.getContext('2d')!;
  const samples = Float32Array.from({ length: 30_000 }, (_, index) => Math.sin(index / 40) * 20 + (index % 830 < 20 ? 50 : 0));
  const boxes = Array.from({ length: 12 }, (_, place) => ({ x: (place % 4) / 4, width: 0.25, row: Math.floor(place / 4), across: 2500 }));
  boxes.push({ x: 0, width: 1, row: 3, across: 10_000 });
  const end = performance.now() + forSeconds * 1000;
  let frames = 0;
  while (performance.now() < end) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const newest = Math.floor(performance.now());
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = '#3ddc84';
    pen.lineWidth = 1.6;
    for (const { x, width, row, across } of boxes) {
      const rest = ((row + 0.56) * canvas.height) / 4;
      pen.beginPath();
      for (let index = 0; index < across; index += 1) {
        pen.lineTo((x + (index * width) / across) * canvas.width, rest - samples[(newest + index) % samples.length]!);
      }
      pen.stroke();
    }
    frames += 1;
  }
  return frames;
}
