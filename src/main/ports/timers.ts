import type { Clock } from '../answer.ts';

/** The station's clock, and what waits for it. Tests hand in one that they move by hand. */
export interface Timers extends Clock {
  /** Calls once, after that many milliseconds. Returns the way to call it off. */
  after(milliseconds: number, act: () => void): () => void;
}

export const systemTimers: Timers = {
  now: () => new Date(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};
