/** Writes down how an attempt ended. */
import type { Db } from '../storage/open.ts';
import { changeItem, type OutboxItemRow } from '../storage/outbox.ts';
import { addHistory } from '../storage/outbox-history.ts';
import { backoffMs } from './backoff.ts';
import type { Outcome } from './destination.ts';
import { isOfDestination, refusingOf } from './refusing.ts';

/** After this many doubtful answers a person is asked; the look-ups go on. */
const doubtsBeforeAsking = 3;

export interface Settled {
  item: OutboxItemRow;
  /** This one counted. */
  attempts: number;
  outcome: Outcome;
  now: Date;
  random: number;
  /** ms since 1970: the destination is not tried before. */
  pausedUntil: number;
}

/** Writes. */
export function settle(db: Db, settled: Settled): void {
  const { item, outcome, now } = settled;
  if (outcome.state === 'delivered' || outcome.state === 'accepted-pending') {
    changeItem(db, item.id, { state: outcome.state, at: now });
    addHistory(db, item.id, now, outcome.state);
  } else if (outcome.state === 'rejected') settleRefused(db, settled, outcome);
  else settleWaiting(db, settled, outcome);
}

function settleRefused(db: Db, { item, now }: Settled, outcome: Extract<Outcome, { state: 'rejected' }>): void {
  const { reason, httpStatus, serverText } = outcome;
  const differs = outcome.differs === undefined ? null : JSON.stringify(outcome.differs);
  changeItem(db, item.id, { state: 'rejected', at: now, reason, httpStatus, serverText, needsPerson: true, differs });
  addHistory(db, item.id, now, 'rejected', statusWords(httpStatus), serverText);
}

function settleWaiting(db: Db, settled: Settled, outcome: Extract<Outcome, { state: 'retry-wait' | 'ambiguous' }>): void {
  const { item, attempts, now } = settled;
  const waitMs = outcome.retryAfterMs ?? backoffMs(attempts, settled.random);
  // What could not be reached waits for the destination, not for itself.
  const next = isOfDestination(outcome.reason) ? settled.pausedUntil : now.getTime() + waitMs;
  changeItem(db, item.id, {
    state: outcome.state,
    at: now,
    nextAttemptAt: new Date(next),
    reason: outcome.reason,
    httpStatus: outcome.httpStatus,
    needsPerson: refusingOf(outcome) !== null || (outcome.state === 'ambiguous' && attempts >= doubtsBeforeAsking),
  });
  addHistory(db, item.id, now, outcome.state, statusWords(outcome.httpStatus));
}

function statusWords(httpStatus: number | null): string | null {
  return httpStatus === null ? null : `status ${httpStatus}`;
}
