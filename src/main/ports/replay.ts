/** A recorded session as a port: says again what the device said, at the pace it said it, and then falls silent. */
import { readFile } from 'node:fs/promises';
import { createInbox } from './inbox.ts';
import { type Port, PortError } from './port.ts';
import { type Recording, readRecording } from './recording-file.ts';
import type { Timers } from './timers.ts';

/** Throws PortError 'gone' or 'permission' for a file that cannot be read, 'other' for one that is no recording. */
export async function openReplay(file: string, timers: Timers): Promise<Port> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) =>
    Promise.reject(new PortError(cause.code === 'EACCES' ? 'permission' : 'gone', file, cause)),
  );
  try {
    return replayPort(file, readRecording(text), timers);
  } catch (cause) {
    throw new PortError('other', file, cause);
  }
}

/** What is written to it goes nowhere: the device's answers are in the recording already. */
export function replayPort(label: string, recording: Recording, timers: Timers): Port {
  const inbox = createInbox();
  const stop = sayAgain(recording, timers, (bytes) => inbox.bytes(bytes));
  return {
    label,
    onBytes: inbox.onBytes,
    onClosed: inbox.onClosed,
    write: async () => undefined,
    writeFeature: async () => undefined,
    async close() {
      stop();
      inbox.closed(null);
    },
  };
}

/** Hands out the bytes that came in, each at its time; `done` after the last. Returns the way to stop. */
export function sayAgain(
  { moments }: Recording,
  timers: Timers,
  say: (bytes: Uint8Array) => void,
  done: () => void = () => undefined,
): () => void {
  const heard = moments.filter(({ way }) => way === 'in');
  const startedAt = timers.now().getTime();
  let callOff = (): void => undefined;
  let next = 0;
  function speak(): void {
    const elapsed = timers.now().getTime() - startedAt;
    for (; next < heard.length && heard[next]!.ms <= elapsed; next += 1) say(heard[next]!.bytes);
    if (next === heard.length) done();
    else callOff = timers.after(heard[next]!.ms - elapsed, speak);
  }
  callOff = timers.after(0, speak);
  return () => callOff();
}
