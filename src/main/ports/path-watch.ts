/**
 * Notices that a port's path is no longer the port that was opened. On Linux a read from a cable that was pulled may give
 * no bytes instead of a fault, and the serial library then reads again for ever: its own word cannot be waited for.
 */
import { stat } from 'node:fs/promises';

const everyMilliseconds = 1000;

/** Calls `gone` once. Where a port is no file (Windows), or none was there to begin with, nothing is watched. Returns the way to stop. */
export async function watchPath(path: string, gone: () => void): Promise<() => void> {
  const opened = await fileAt(path);
  if (opened === null) return () => undefined;
  let stopped = false;
  const looking = setInterval(async () => {
    if ((await fileAt(path)) === opened || stopped) return;
    stop();
    gone();
  }, everyMilliseconds);
  function stop(): void {
    stopped = true;
    clearInterval(looking);
  }
  return stop;
}

/** Another device under the same path is another file. */
async function fileAt(path: string): Promise<string | null> {
  try {
    const { dev, ino, rdev } = await stat(path);
    return `${dev} ${ino} ${rdev}`;
  } catch {
    return null;
  }
}
