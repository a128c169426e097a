/** A destination that answers and takes nothing from this station: its queue is held, and goes on by itself. EHR notes 2.12. */
import type { Refusing } from '../../preload/contract.ts';
import type { Outcome } from './destination.ts';
import type { WorkingLane } from './lane.ts';

const refusing: Readonly<Record<string, Refusing>> = { 'sign-in-needed': 'sign-in-needed', 'not-allowed': 'not-allowed' };

/** null: whatever is wrong, it is not with the whole queue. */
export function refusingOf(outcome: Outcome): Refusing | null {
  return outcome.state === 'retry-wait' || outcome.state === 'ambiguous' ? (refusing[outcome.reason] ?? null) : null;
}

/** Whether a reason holds for the destination as a whole, so that an item has no next time of its own. */
export function isOfDestination(reason: string | null): boolean {
  return reason !== null && (reason === 'unreachable' || reason in refusing);
}

/**
 * Not allowed for one patient is put before a person, and the others go on; for a second patient in a row it is the
 * station that is not allowed. A chart that took part of an item refuses a kind of result, not the station.
 */
export function heldForAll(lane: WorkingLane, patientId: string, outcome: Outcome, tookSome: boolean): Outcome {
  if (outcome.state === 'delivered' || outcome.state === 'accepted-pending') lane.notAllowedFor.clear();
  if (outcome.state !== 'rejected' || outcome.reason !== 'not-allowed' || tookSome) return outcome;
  lane.notAllowedFor.add(patientId);
  if (lane.notAllowedFor.size < 2) return outcome;
  const { reason, httpStatus } = outcome;
  return { state: 'retry-wait', reason, httpStatus, retryAfterMs: null, slowDown: false };
}
