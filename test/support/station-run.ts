/** The built station as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface StationRun {
  address: string;
  pid: number;
  /** What it wrote to standard output and error so far. */
  words(): string;
  /** As when the power goes: nothing is said, nothing is saved. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts on the data directory the options name, as another user where one is given; rejects with what the station said when it does not become ready. */
export async function runStation(options: readonly string[], surroundings: Record<string, string> = {}, uid?: number): Promise<StationRun> {
  const child = spawn(process.execPath, ['out/main/node.js', '--no-open', ...options], {
    cwd: root,
    env: { ...process.env, ...surroundings },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let words = '';
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      words += chunk;
      const found = /Isoline is ready at (\S+)/.exec(words);
      if (found) resolve(found[1]!);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the station stopped with ${code}: ${words}`)));
  });
  return { address, pid: child.pid!, words: () => words, kill: () => end(child, 'SIGKILL'), stop: () => end(child, 'SIGTERM') };
}

/** Starts with simulated devices and made-up patients on a data directory of its own, a copy of the prepared one where it is given; it goes when the station stops. */
export async function runDemo(more: readonly string[] = [], prepared?: string): Promise<StationRun> {
  const data = mkdtempSync(join(tmpdir(), 'isoline-demo-'));
  if (prepared !== undefined) cpSync(prepared, data, { recursive: true });
  const run = await runStation(['--demo', '--data', data, ...more]);
  const stop = async () => {
    await run.stop();
    // Windows lets go of a process's files a moment after its end.
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  return { ...run, stop };
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(late);
}
