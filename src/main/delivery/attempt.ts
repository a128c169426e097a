/** One attempt to deliver one item: every step is on disk before it is taken. */

import { readDeliverable } from '../storage/deliverable.ts';
import type { Db } from '../storage/open.ts';
import { changeItem, type OutboxItemRow } from '../storage/outbox.ts';
import { addHistory } from '../storage/outbox-history.ts';
import { changePart, partsOf } from '../storage/outbox-parts.ts';
import type { Attempt, Destination, Outcome } from './destination.ts';
import { hear, type LaneTimers, takeTurn, type WorkingLane } from './lane.ts';
import { heldForAll } from './refusing.ts';
import { settle } from './settle.ts';

export interface AttemptParts {
  db: Db;
  timers: LaneTimers;
  changed(): void;
  /** A fault of our own while delivering: written down, the item waits. */
  fault(thrown: unknown): void;
  /** Numbers in [0, 1), for the spread of retries. */
  random(): number;
  /** Aborted when the station goes off. */
  signal: AbortSignal;
}

export async function attemptItem(parts: AttemptParts, destination: Destination, lane: WorkingLane, item: OutboxItemRow): Promise<void> {
  const { db, timers, signal } = parts;
  const attempts = item.attempts + 1;
  const startedAt = timers.now();
  changeItem(db, item.id, { state: 'sending', at: startedAt, attempts });
  addHistory(db, item.id, startedAt, 'sent', `attempt ${attempts}`);
  parts.changed();
  const began = performance.now();
  const ended = await delivered(parts, destination, attemptOf(parts, lane, item));
  // Switched off in the middle: the rows say "sending", and the next start looks everything up.
  if (signal.aborted) return;
  const now = timers.now();
  const tookSome = partsOf(db, item.id).some(({ state }) => state === 'delivered');
  const outcome = heldForAll(lane, item.patient_id, ended, tookSome);
  const random = parts.random();
  hear(lane, { outcome, startedAt, tookMs: performance.now() - began, now, random });
  settle(db, { item, attempts, outcome, now, random, pausedUntil: lane.pausedUntil });
  parts.changed();
}

async function delivered(parts: AttemptParts, destination: Destination, attempt: Attempt): Promise<Outcome> {
  try {
    return await destination.deliver(attempt);
  } catch (thrown) {
    parts.fault(thrown);
    return { state: 'retry-wait', reason: 'unreachable', httpStatus: null, retryAfterMs: null, slowDown: false };
  }
}

function attemptOf({ db, timers, signal }: AttemptParts, lane: WorkingLane, item: OutboxItemRow): Attempt {
  return {
    item,
    deliverable: readDeliverable(db, item),
    parts: partsOf(db, item.id),
    progress: (partId, change) => changePart(db, partId, change),
    history: (event, detail, quote) => addHistory(db, item.id, timers.now(), event, detail, quote ?? null),
    turn: () => takeTurn(lane, timers, signal),
    signal,
  };
}
