/** Builds the application when a source file is newer than the last build. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const outputs = [
  'out/main/node.js',
  'out/main/electron.js',
  'out/main/cli.js',
  'out/main/ekg-worker.js',
  'out/main/ekg-reader-worker.js',
  'out/main/log-worker.js',
  'out/main/paper-worker.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];
const sources = ['src', 'drivers', 'package-lock.json', 'electron.vite.config.ts'];

/** Throws when the build does not succeed, after the build's own output has said why. */
export function buildIfStale(): void {
  if (isFresh()) return;
  const vite = createRequire(import.meta.url).resolve('electron-vite/package.json');
  const built = spawnSync(process.execPath, [join(dirname(vite), 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'], {
    stdio: ['ignore', 2, 2],
  });
  if (built.status !== 0) throw new Error('The build stopped; its own lines above say where.');
}

function isFresh(): boolean {
  if (!outputs.every((file) => existsSync(file))) return false;
  const oldestOutput = Math.min(...outputs.map((file) => statSync(file).mtimeMs));
  return Math.max(...sources.map(newest)) < oldestOutput;
}

function newest(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), found.mtimeMs);
}

if (import.meta.main) buildIfStale();
