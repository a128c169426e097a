/** The station with simulated devices, on a copy of the demo data directory that was filled before the browser tests began. */
import { inject } from 'vitest';
import { runDemo, type StationRun } from './station-run.ts';

export function runPreparedDemo(more: readonly string[] = []): Promise<StationRun> {
  return runDemo(more, inject('preparedDemo'));
}
