/** Measurements that the disk would not take: kept, in their order, and offered again until it does. */
import type { Timers } from '../ports/timers.ts';
import type { Arrival, TakeIn } from './arrival.ts';

const againAfterMs = 2000;
/** A morning's measurements; streams are not kept, their next value is already on its way. */
const mostKept = 500;

export interface Unstored {
  take(arrivals: Arrival[]): void;
  stop(): void;
}

export function createUnstored(takeIn: TakeIn, timers: Timers, report: (thrown: unknown) => void): Unstored {
  let kept: Arrival[] = [];
  let callOff: (() => void) | null = null;
  function offer(arrivals: Arrival[]): void {
    try {
      takeIn(arrivals);
      kept = [];
    } catch (thrown) {
      if (kept.length === 0) report(thrown);
      kept = arrivals.filter(({ how }) => how === 'spot').slice(-mostKept);
      if (kept.length > 0) callOff ??= timers.after(againAfterMs, again);
    }
  }
  function again(): void {
    callOff = null;
    offer(kept);
  }
  return {
    take: (arrivals) => offer([...kept, ...arrivals]),
    stop() {
      callOff?.();
      callOff = null;
      if (kept.length > 0) offer(kept);
      callOff = null;
    },
  };
}
