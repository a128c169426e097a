/**
 * Works the outbox down: in order within a patient, one request in flight for each, a few for each destination. Every
 * step is on disk before it is taken, so that a station that is switched off at any moment neither loses nor doubles.
 */
import type { Db } from '../storage/open.ts';
import { type OutboxItemRow, openItems } from '../storage/outbox.ts';
import { type AttemptParts, attemptItem } from './attempt.ts';
import { backoffMs } from './backoff.ts';
import type { Destination } from './destination.ts';
import { type Lane, type LaneTimers, mayStart, newLane, type WorkingLane } from './lane.ts';
import { recover, recoverAll } from './recover.ts';
import { isOfDestination } from './refusing.ts';

export interface EngineParts {
  db: Db;
  timers: LaneTimers;
  destinations(): readonly Destination[];
  changed(): void;
  /** A fault of our own while delivering: written down, the item waits. */
  fault(thrown: unknown): void;
  /** Numbers in [0, 1), for the spread of retries. */
  random(): number;
}

export interface Engine {
  start(): void;
  stop(): Promise<void>;
  /** Looks for work now. */
  nudge(): void;
  /** A person has asked for it: a destination that did not answer is tried at the next look, not at its next time. */
  wake(destination: string): void;
  lane(destination: string): Lane;
}

const lookEveryMs = 500;

export function createEngine(parts: EngineParts): Engine {
  const { db, timers } = parts;
  const busyPatients = new Set<string>();
  const running = new Set<Promise<void>>();
  const lanes = new Map<string, WorkingLane>();
  const ending = new AbortController();
  const attemptParts: AttemptParts = { ...parts, signal: ending.signal };
  let callOffLook: (() => void) | null = null;

  function laneOf(id: string): WorkingLane {
    const lane = lanes.get(id) ?? newLane();
    lanes.set(id, lane);
    return lane;
  }
  function nudge(): void {
    // Before the start nothing is known yet about what was under way when the station went off.
    if (callOffLook === null || ending.signal.aborted) return;
    for (const destination of parts.destinations()) pump(destination);
  }
  function look(): void {
    callOffLook = timers.after(lookEveryMs, look);
    nudge();
  }
  function pump(destination: Destination): void {
    const lane = laneOf(destination.id);
    const now = timers.now();
    for (const item of nextOfEachPatient(openItems(db, destination.id))) {
      if (!mayStart(lane, now)) return;
      const key = `${destination.id} ${item.patient_id}`;
      if (!busyPatients.has(key) && isDue(item, now)) begin(destination, lane, item, key);
    }
    if (lane.inFlight === 0 && lane.answering) lane.draining = false;
  }
  function begin(destination: Destination, lane: WorkingLane, item: OutboxItemRow, key: string): void {
    busyPatients.add(key);
    lane.inFlight += 1;
    const work = attemptItem(attemptParts, destination, lane, item)
      .catch((thrown) => putBack(thrown, lane, item))
      .catch(parts.fault)
      .finally(() => {
        busyPatients.delete(key);
        lane.inFlight -= 1;
        running.delete(work);
        if (!ending.signal.aborted) setTimeout(nudge, 0);
      });
    running.add(work);
  }
  function putBack(thrown: unknown, lane: WorkingLane, item: OutboxItemRow): void {
    parts.fault(thrown);
    lane.pausedUntil = timers.now().getTime() + backoffMs(1, parts.random());
    recover(db, item.id, timers.now());
  }
  return {
    start() {
      recoverAll(db, timers.now());
      look();
    },
    async stop() {
      ending.abort();
      callOffLook?.();
      await Promise.allSettled(running);
    },
    nudge,
    wake(id) {
      const lane = laneOf(id);
      if (!lane.answering) lane.pausedUntil = 0;
    },
    lane: laneOf,
  };
}

/** The oldest open item of each patient: nothing of theirs may overtake it. */
function nextOfEachPatient(items: readonly OutboxItemRow[]): OutboxItemRow[] {
  const seen = new Set<string>();
  return items.filter(({ patient_id: patient }) => !seen.has(patient) && seen.add(patient));
}

function isDue(item: OutboxItemRow, now: Date): boolean {
  if (item.state === 'reviewed' || item.state === 'queued') return true;
  const isWaiting = item.state === 'retry-wait' || item.state === 'ambiguous';
  if (item.state === 'retry-wait' && isOfDestination(item.reason)) return true;
  return isWaiting && (item.next_attempt_at === null || item.next_attempt_at <= now.toISOString());
}
