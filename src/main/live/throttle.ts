import type { Timers } from '../ports/timers.ts';

const atMostEveryMs = 250;

/** Says a thing at most four times a second, and the last time always; `urgent` says it at once. */
export function createThrottle(timers: Timers, say: () => void): { soon(): void; urgent(): void; stop(): void } {
  let callOff: (() => void) | null = null;
  function stop(): void {
    callOff?.();
    callOff = null;
  }
  function urgent(): void {
    stop();
    say();
  }
  return {
    soon() {
      callOff ??= timers.after(atMostEveryMs, urgent);
    },
    urgent,
    stop,
  };
}
