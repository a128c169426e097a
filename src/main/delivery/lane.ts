/** The way to one destination: whether it answers, when it may be tried again, and how fast it is sent to. */
import type { Refusing } from '../../preload/contract.ts';
import type { Clock } from '../answer.ts';
import { backoffMs } from './backoff.ts';
import type { Outcome } from './destination.ts';
import { refusingOf } from './refusing.ts';

/** What the screens say of it. */
export interface Lane {
  answering: boolean;
  downSince: string | null;
  lastAnswerMs: number | null;
  /** It answers, and takes nothing until somebody has put that right. */
  refusing: Refusing | null;
}

export interface WorkingLane extends Lane {
  inFlight: number;
  /** Nothing goes out before this time, in ms since 1970. */
  pausedUntil: number;
  /** Failures in a row since it went down. */
  failures: number;
  lastFailureAt: number;
  /** True until the backlog of an outage, or of the time the station was off, is through. */
  draining: boolean;
  /** While draining, the next request goes out at this time. */
  nextTurnAt: number;
  /** Patients for whom it said that this station may not write, since it last took something. */
  notAllowedFor: Set<string>;
}

/** The clock, and what waits for it. */
export interface LaneTimers extends Clock {
  /** Calls once, after that many milliseconds. Returns the way to call it off. */
  after(milliseconds: number, act: () => void): () => void;
}

/** EHR notes 1: 2 to 4 requests in flight for a server. */
const inFlightAtMost = 3;
/** EHR notes 2.12: after an outage the backlog goes out at 1 to 2 requests per second. */
const drainEveryMs = 600;

export function newLane(): WorkingLane {
  return {
    answering: true,
    downSince: null,
    lastAnswerMs: null,
    refusing: null,
    inFlight: 0,
    pausedUntil: 0,
    failures: 0,
    lastFailureAt: 0,
    draining: true,
    nextTurnAt: 0,
    notAllowedFor: new Set(),
  };
}

/** Whether one more result may set out. A destination that does not answer is tried with one alone. */
export function mayStart(lane: WorkingLane, now: Date): boolean {
  return now.getTime() >= lane.pausedUntil && lane.inFlight < (lane.answering ? inFlightAtMost : 1);
}

/** Waits for the turn of one request. More than 0: the lane was told to wait for so many ms, and nothing may go out. */
export async function takeTurn(lane: WorkingLane, timers: LaneTimers, signal: AbortSignal): Promise<number> {
  const now = timers.now().getTime();
  if (lane.draining && now >= lane.pausedUntil) {
    const at = Math.max(now, lane.nextTurnAt);
    lane.nextTurnAt = at + drainEveryMs;
    if (at > now) await waited(at - now, timers, signal);
  }
  return Math.max(0, lane.pausedUntil - timers.now().getTime());
}

function waited(milliseconds: number, { after }: LaneTimers, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const callOff = after(milliseconds, done);
    function done(): void {
      signal.removeEventListener('abort', done);
      callOff();
      resolve();
    }
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

export interface Heard {
  outcome: Outcome;
  startedAt: Date;
  tookMs: number;
  now: Date;
  random: number;
}

/** What an attempt's end says about the destination as a whole. */
export function hear(lane: WorkingLane, heard: Heard): void {
  if (isDown(heard.outcome)) goDown(lane, heard);
  else if (!wasHeldBack(heard.outcome)) comeBack(lane, heard.tookMs);
  const pauseMs = pauseAskedFor(heard);
  if (pauseMs === null) return;
  lane.pausedUntil = Math.max(lane.pausedUntil, heard.now.getTime() + pauseMs);
  lane.draining = true;
}

function isDown(outcome: Outcome): boolean {
  if (outcome.state !== 'retry-wait' && outcome.state !== 'ambiguous') return false;
  if (refusingOf(outcome) !== null) return true;
  return outcome.httpStatus === null && outcome.reason !== 'busy';
}

/** Stopped on its way because the lane was: nothing was asked, so nothing is known. */
function wasHeldBack(outcome: Outcome): boolean {
  return (outcome.state === 'retry-wait' || outcome.state === 'ambiguous') && outcome.reason === 'busy' && outcome.httpStatus === null;
}

function goDown(lane: WorkingLane, { outcome, startedAt, now, random }: Heard): void {
  // Several in flight when it went away tell of one failure.
  const isNews = lane.answering || startedAt.getTime() >= lane.lastFailureAt;
  lane.answering = false;
  lane.refusing = refusingOf(outcome);
  lane.draining = true;
  lane.downSince ??= now.toISOString();
  if (!isNews) return;
  lane.failures += 1;
  lane.lastFailureAt = now.getTime();
  lane.pausedUntil = now.getTime() + backoffMs(lane.failures, random);
}

function comeBack(lane: WorkingLane, tookMs: number): void {
  if (!lane.answering) lane.pausedUntil = 0;
  lane.answering = true;
  lane.refusing = null;
  lane.downSince = null;
  lane.failures = 0;
  lane.lastAnswerMs = Math.round(tookMs);
}

/** 429 and 503 slow down the whole lane, for as long as they say. null: nothing was asked for. */
function pauseAskedFor({ outcome, random }: Heard): number | null {
  if (outcome.state !== 'retry-wait' && outcome.state !== 'ambiguous') return null;
  return outcome.slowDown ? (outcome.retryAfterMs ?? backoffMs(1, random)) : null;
}
