/** Opens again by itself: soon at first, then less often, so that a port that is gone costs nothing. */
import type { Timers } from '../ports/timers.ts';

const waits = [1000, 2000, 5000, 10_000, 30_000] as const;

export interface Reconnect {
  later(): void;
  now(): void;
  /** It went well: the next trouble begins with the shortest wait. */
  well(): void;
  stop(): void;
}

export function createReconnect(timers: Timers, open: () => void): Reconnect {
  let tries = 0;
  let callOff: (() => void) | null = null;
  function stop(): void {
    callOff?.();
    callOff = null;
  }
  return {
    later() {
      if (callOff !== null) return;
      const wait = waits[Math.min(tries, waits.length - 1)]!;
      tries += 1;
      callOff = timers.after(wait, () => {
        callOff = null;
        open();
      });
    },
    now() {
      stop();
      open();
    },
    well() {
      tries = 0;
    },
    stop,
  };
}
