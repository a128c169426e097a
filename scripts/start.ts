/** `npm start`: builds what is out of date, then opens the desktop window where its runtime can be had, else serves a browser. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildIfStale } from './build.ts';

const argv = process.argv.slice(2);
buildIfStale();
const runtime = argv.includes('--browser') || argv.includes('--help') ? null : findElectron();
if (runtime !== null) run(runtime, ['out/main/electron.js', ...argv]);
else run(process.execPath, ['out/main/node.js', ...argv]);

/** The Electron runtime's path; fetched once if this machine may. null, with one line saying so, where it cannot be had. */
function findElectron(): string | null {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const found = () => {
    const pathFile = join(folder, 'path.txt');
    const file = existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8')) : null;
    return file !== null && existsSync(file) ? file : null;
  };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.error('There is no desktop to open a window on; serving a browser instead.');
    return null;
  }
  const present = found();
  if (present !== null) return present;
  console.error('Fetching the desktop runtime (once)...');
  spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: 180_000 });
  const fetched = found();
  if (fetched === null) console.error('The desktop runtime could not be fetched; serving a browser instead.');
  return fetched;
}

function run(command: string, args: string[]): void {
  const child = spawn(command, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
}
