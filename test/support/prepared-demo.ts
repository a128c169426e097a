/** Fills a demo data directory once for all browser tests: each station starts on a copy of it instead of hashing and seeding again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { runStation } from './station-run.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    preparedDemo: string;
  }
}

export default async function prepareDemo(project: TestProject): Promise<() => void> {
  const data = mkdtempSync(join(tmpdir(), 'isoline-prepared-'));
  await (await runStation(['--demo', '--data', data])).stop();
  project.provide('preparedDemo', data);
  return () => rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
