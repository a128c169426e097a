/** Time from start to usable, against an empty Node program started the same way. */
import { spawnSync } from 'node:child_process';
import { runDemo } from '../test/support/station-run.ts';

const runs = 5;

export async function benchStart(): Promise<string[]> {
  const station: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    const started = await runDemo();
    station.push(performance.now() - began);
    await started.stop();
  }
  const empty = Array.from({ length: runs }, () => {
    const began = performance.now();
    spawnSync(process.execPath, ['-e', '']);
    return performance.now() - began;
  });
  const [usable, bare] = [median(station), median(empty)];
  return [
    `usable after ${usable.toFixed(0)} ms, a new demo database with its people included; an empty Node program ${bare.toFixed(0)} ms: ${(usable / bare).toFixed(1)} ×`,
  ];
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((first, second) => first - second)[Math.floor(numbers.length / 2)]!;
}
