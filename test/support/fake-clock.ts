/** A clock that moves only when it is told to, with the timers that wait for it. */
import type { Timers } from '../../src/main/ports/timers.ts';

export interface FakeClock extends Timers {
  /** Moves on, calling each timer at its time, and lets what waits for promises go on in between. */
  advance(milliseconds: number): Promise<void>;
}

export function createFakeClock(start = new Date('2026-11-23T09:41:00.000Z')): FakeClock {
  let now = start.getTime();
  let waiting: { at: number; act: () => void }[] = [];
  return {
    now: () => new Date(now),
    after(milliseconds, act) {
      const timer = { at: now + milliseconds, act };
      waiting.push(timer);
      return () => {
        waiting = waiting.filter((other) => other !== timer);
      };
    },
    async advance(milliseconds) {
      const until = now + milliseconds;
      await settle();
      for (;;) {
        const next = waiting.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
        if (next === undefined) break;
        waiting = waiting.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.act();
        await settle();
      }
      now = until;
      await settle();
    },
  };
}

/** Lets everything that is only waiting for a promise go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
