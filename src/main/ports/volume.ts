/** Looks every two seconds which USB drives are there. On Linux and macOS by where the system mounts them; on Windows by letters that come. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Timers } from './timers.ts';

export interface Volume {
  /** Where its files are; tells it from the others. */
  path: string;
  /** As the person who plugged it in knows it. */
  name: string;
}

export interface VolumeWatch {
  start(changed: (now: Volume[]) => void): void;
  stop(): void;
}

const everyMilliseconds = 2000;

export function createVolumeWatch(timers: Timers, see: () => Promise<Volume[]> = seeVolumes(process.platform)): VolumeWatch {
  let last = '[]';
  let stopped = false;
  let callOff = (): void => undefined;
  async function round(changed: (now: Volume[]) => void): Promise<void> {
    const now = await see().catch(() => null);
    if (stopped) return;
    const paths = JSON.stringify(now?.map(({ path }) => path).sort());
    if (now !== null && paths !== last) {
      last = paths;
      changed(now);
    }
    callOff = timers.after(everyMilliseconds, () => void round(changed));
  }
  return {
    start(changed) {
      stopped = false;
      void round(changed);
    },
    stop() {
      stopped = true;
      callOff();
    },
  };
}

export function seeVolumes(platform: NodeJS.Platform): () => Promise<Volume[]> {
  if (platform === 'win32') return newLetters();
  return platform === 'darwin' ? () => macVolumes() : () => mountedVolumes();
}

/** Where desktops mount what is plugged in: /media/user/NAME, /run/media/user/NAME, or /media/NAME. Blanks are written as \040. */
export async function mountedVolumes(mounts = '/proc/self/mounts'): Promise<Volume[]> {
  const lines = (await readFile(mounts, 'utf8')).split('\n');
  const paths = lines.map((line) =>
    (line.split(' ')[1] ?? '').replaceAll(/\\([0-7]{3})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 8))),
  );
  return [...new Set(paths)].filter((path) => /^(\/run)?\/media\/./.test(path)).map((path) => ({ path, name: basename(path) }));
}

/** All but the disk that the system began from, which stands there as a link to the root. */
export async function macVolumes(root = '/Volumes'): Promise<Volume[]> {
  const names = (await readdir(root)).filter((name) => !name.startsWith('.'));
  const found = await Promise.all(
    names.map(async (name) => ({ path: join(root, name), name, real: await realpath(join(root, name)).catch(() => '/') })),
  );
  return found.filter(({ real }) => real !== '/').map(({ path, name }) => ({ path, name }));
}

const letters = [...'DEFGHIJKLMNOPQRSTUVWXYZ'];

/** What kind a drive is cannot be asked without the system's own library: letters that were not there at the first look were plugged in. */
function newLetters(): () => Promise<Volume[]> {
  let atFirst: Set<string> | null = null;
  return async () => {
    const there = await Promise.all(
      letters.map(async (letter) => ((await stat(`${letter}:\\`).catch(() => null)) === null ? [] : [letter])),
    );
    const now = there.flat();
    atFirst ??= new Set(now);
    return now.filter((letter) => !atFirst!.has(letter)).map((letter) => ({ path: `${letter}:\\`, name: `${letter}:` }));
  };
}
