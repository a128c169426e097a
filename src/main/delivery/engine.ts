/**
 * Works the outbox down: in order within a patient, one request in flight for each, a few for each destination. Every
 * step is on disk before it is taken, so that a station that is switched off at any moment neither loses nor doubles.
 */
import type { Clock } from '../answer.ts';
import type { Db } from '../storage/open.ts';
import { addHistory, changeItem, changePart, type OutboxItemRow, openItems, partsOf, readDeliverable } from '../storage/outbox.ts';
import type { Destination, Outcome } from './destination.ts';

export interface EngineParts {
  db: Db;
  clock: Clock;
  destinations(): readonly Destination[];
  changed(): void;
  /** A fault of our own while delivering: written down, the item waits. */
  fault(thrown: unknown): void;
  /** Numbers in [0, 1), for the spread of retries. */
  random(): number;
}

export interface Lane {
  answering: boolean;
  downSince: string | null;
  lastAnswerMs: number | null;
}

export interface Engine {
  start(): void;
  stop(): Promise<void>;
  /** Looks for work now. */
  nudge(): void;
  lane(destination: string): Lane;
}

const inFlightPerDestination = 3;
const retrySeconds = [2, 5, 15, 60, 300];
/** After this many doubtful answers a person is asked; the look-ups go on. */
const doubtsBeforeAsking = 3;
/** After an outage the backlog goes out at this pace. */
const drainEveryMs = 600;

export function createEngine(parts: EngineParts): Engine {
  const { db, clock } = parts;
  const busyPatients = new Set<string>();
  const running = new Set<Promise<void>>();
  const lanes = new Map<string, Lane & { pausedUntil: number; inFlight: number }>();
  const ending = new AbortController();
  let timer: ReturnType<typeof setInterval> | null = null;

  function laneOf(id: string) {
    const lane = lanes.get(id) ?? { answering: true, downSince: null, lastAnswerMs: null, pausedUntil: 0, inFlight: 0 };
    lanes.set(id, lane);
    return lane;
  }
  function nudge(): void {
    // Before the start nothing is known yet about what was under way when the station went off.
    if (timer === null || ending.signal.aborted) return;
    for (const destination of parts.destinations()) pump(destination);
  }
  function pump(destination: Destination): void {
    const lane = laneOf(destination.id);
    const now = clock.now();
    const seen = new Set<string>();
    for (const item of openItems(db, destination.id)) {
      const key = `${destination.id} ${item.patient_id}`;
      const isFirst = !seen.has(item.patient_id);
      seen.add(item.patient_id);
      if (lane.inFlight >= inFlightPerDestination || now.getTime() < lane.pausedUntil) return;
      if (!isFirst || busyPatients.has(key) || !isDue(item, now)) continue;
      busyPatients.add(key);
      lane.inFlight += 1;
      const work = attempt(destination, item)
        .catch((thrown) => {
          parts.fault(thrown);
          lane.pausedUntil = clock.now().getTime() + backoffMs(1, parts.random());
          recover(db, item.id, clock.now());
        })
        .catch(parts.fault)
        .finally(() => {
          busyPatients.delete(key);
          lane.inFlight -= 1;
          running.delete(work);
          if (!ending.signal.aborted) setTimeout(nudge, lane.answering ? 0 : drainEveryMs);
        });
      running.add(work);
    }
  }
  async function attempt(destination: Destination, item: OutboxItemRow): Promise<void> {
    const attempts = item.attempts + 1;
    changeItem(db, item.id, { state: 'sending', at: clock.now(), attempts });
    addHistory(db, item.id, clock.now(), 'sent', `attempt ${attempts}`);
    parts.changed();
    const began = performance.now();
    let outcome: Outcome;
    try {
      outcome = await destination.deliver({
        item,
        deliverable: readDeliverable(db, item),
        parts: partsOf(db, item.id),
        progress: (partId, change) => changePart(db, partId, change),
        history: (event, detail, quote) => addHistory(db, item.id, clock.now(), event, detail, quote ?? null),
        signal: ending.signal,
      });
    } catch (thrown) {
      parts.fault(thrown);
      outcome = { state: 'retry-wait', reason: 'unreachable', httpStatus: null, retryAfterMs: null, slowDown: false };
    }
    // Switched off in the middle: the rows say "sending", and the next start looks everything up.
    if (ending.signal.aborted) return;
    settle(destination.id, item, attempts, outcome, performance.now() - began);
    parts.changed();
  }
  function settle(destinationId: string, item: OutboxItemRow, attempts: number, outcome: Outcome, tookMs: number): void {
    const now = clock.now();
    note(destinationId, outcome, tookMs, now);
    if (outcome.state === 'delivered' || outcome.state === 'accepted-pending') {
      changeItem(db, item.id, { state: outcome.state, at: now });
      addHistory(db, item.id, now, outcome.state);
      return;
    }
    if (outcome.state === 'rejected') {
      changeItem(db, item.id, {
        state: 'rejected',
        at: now,
        reason: outcome.reason,
        httpStatus: outcome.httpStatus,
        serverText: outcome.serverText,
        needsPerson: true,
      });
      addHistory(db, item.id, now, 'rejected', outcome.httpStatus === null ? null : `status ${outcome.httpStatus}`, outcome.serverText);
      return;
    }
    const asked = outcome.state === 'retry-wait' ? outcome.retryAfterMs : null;
    const waitMs = asked ?? backoffMs(attempts, parts.random());
    if (outcome.state === 'retry-wait' && outcome.slowDown) laneOf(destinationId).pausedUntil = now.getTime() + waitMs;
    changeItem(db, item.id, {
      state: outcome.state,
      at: now,
      nextAttemptAt: new Date(now.getTime() + waitMs),
      reason: outcome.reason,
      httpStatus: outcome.httpStatus,
      needsPerson: outcome.state === 'ambiguous' && attempts >= doubtsBeforeAsking,
    });
    addHistory(db, item.id, now, outcome.state, outcome.httpStatus === null ? null : `status ${outcome.httpStatus}`);
  }
  function note(destinationId: string, outcome: Outcome, tookMs: number, now: Date): void {
    const lane = laneOf(destinationId);
    const isDown = outcome.state === 'retry-wait' || (outcome.state === 'ambiguous' && outcome.httpStatus === null);
    lane.downSince = isDown ? (lane.downSince ?? now.toISOString()) : null;
    lane.answering = !isDown;
    if (!isDown) lane.lastAnswerMs = Math.round(tookMs);
  }
  return {
    start() {
      for (const id of sendingItems(db)) recover(db, id, clock.now());
      timer = setInterval(nudge, 500);
      nudge();
    },
    async stop() {
      ending.abort();
      if (timer !== null) clearInterval(timer);
      await Promise.allSettled(running);
    },
    nudge,
    lane: laneOf,
  };
}

/** What was being sent when the station went off, or its disk did, may have arrived: it is looked up first. */
function recover(db: Db, id: string, now: Date): void {
  db.prepare(
    `UPDATE outbox_parts SET state = CASE WHEN kind = 'provenance' THEN 'skipped' ELSE 'ambiguous' END WHERE item_id = ? AND state = 'sending'`,
  ).run(id);
  const isDoubtful = partsOf(db, id).some(({ state }) => state === 'ambiguous');
  changeItem(db, id, { state: isDoubtful ? 'ambiguous' : 'queued', at: now, nextAttemptAt: now });
  addHistory(db, id, now, 'restarted');
}

function sendingItems(db: Db): string[] {
  return db.prepare(`SELECT id FROM outbox WHERE state = 'sending'`).pluck().all() as string[];
}

function isDue(item: OutboxItemRow, now: Date): boolean {
  if (item.state === 'reviewed' || item.state === 'queued') return true;
  const isWaiting = item.state === 'retry-wait' || item.state === 'ambiguous';
  return isWaiting && (item.next_attempt_at === null || item.next_attempt_at <= now.toISOString());
}

/** 2, 5, 15, 60 s, then every 5 min, spread by a fifth either way. */
export function backoffMs(attempts: number, random: number): number {
  const seconds = retrySeconds[Math.min(attempts, retrySeconds.length) - 1] ?? 2;
  return Math.round(seconds * 1000 * (0.8 + 0.4 * random));
}
