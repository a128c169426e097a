/** Measurements that the disk would not take: kept, in their order, and offered again until it does. */
import type { Timers } from '../ports/timers.ts';
import type { Arrival, TakeIn } from './arrival.ts';

const againAfterMs = 2000;
/** A morning's measurements; streams are not kept, their next value is already on its way. */
const mostKept = 500;

/** What others must know of measurements that are not on disk yet. */
export interface UnstoredTold {
  /** Measurements cannot be stored; said once until `stored`. */
  waiting(thrown: unknown): void;
  /** Nothing waits any more. */
  stored(): void;
  /** So many will never be stored: more came than are kept, or the station stops. */
  lost(count: number): void;
}

export interface Unstored {
  /** Measurements that nobody waits for an answer about: what cannot be stored is kept. */
  take(arrivals: Arrival[]): void;
  /** A sender's message: it keeps its own until it is told "stored". Throws when it could not be stored. */
  store(arrivals: Arrival[]): void;
  stop(): void;
}

export function createUnstored(takeIn: TakeIn, timers: Timers, tell: UnstoredTold): Unstored {
  let kept: Arrival[] = [];
  let isWaiting = false;
  let callOff: (() => void) | null = null;
  function wait(thrown: unknown): void {
    if (!isWaiting) tell.waiting(thrown);
    isWaiting = true;
  }
  function settle(): void {
    if (isWaiting && kept.length === 0) tell.stored();
    isWaiting = kept.length > 0;
  }
  function offer(arrivals: Arrival[]): void {
    try {
      takeIn(arrivals);
      kept = [];
      settle();
    } catch (thrown) {
      wait(thrown);
      const spots = arrivals.filter(({ how }) => how === 'spot');
      kept = spots.slice(-mostKept);
      if (spots.length > kept.length) tell.lost(spots.length - kept.length);
      if (kept.length > 0) callOff ??= timers.after(againAfterMs, again);
    }
  }
  function again(): void {
    callOff = null;
    offer(kept);
  }
  return {
    take: (arrivals) => offer([...kept, ...arrivals]),
    store(arrivals) {
      try {
        takeIn(arrivals);
        settle();
      } catch (thrown) {
        wait(thrown);
        throw thrown;
      }
    },
    stop() {
      if (kept.length > 0) offer(kept);
      callOff?.();
      callOff = null;
      if (kept.length > 0) tell.lost(kept.length);
      kept = [];
      // The device's part in the fault ends with it.
      settle();
    },
  };
}
