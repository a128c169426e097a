/** The built station as a process on a data directory that outlives it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface StationRun {
  address: string;
  words(): string;
  /** As when the power goes: nothing is said, nothing is saved. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Rejects with what the station said when it does not become ready. */
export async function runStation(options: readonly string[], surroundings: Record<string, string> = {}): Promise<StationRun> {
  const child = spawn(process.execPath, ['out/main/node.js', '--no-open', ...options], {
    cwd: root,
    env: { ...process.env, ...surroundings },
    stdio: ['ignore', 'pipe', 'pipe'],
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
    child.once('exit', () => reject(new Error(words)));
  });
  return { address, words: () => words, kill: () => end(child, 'SIGKILL'), stop: () => end(child, 'SIGTERM') };
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
