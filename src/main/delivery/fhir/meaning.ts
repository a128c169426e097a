/** What an answer means for a part: the status table of the EHR notes, 2.12. Pure. */
import type { Outcome } from '../destination.ts';
import type { Exchanged } from './exchange.ts';

export type Meaning =
  | { kind: 'stored' }
  /** 200 on a conditional create: something with this identifier is there; it must be compared. */
  | { kind: 'there-already' }
  | { kind: 'pending' }
  | { kind: 'look-up' }
  | { kind: 'end'; outcome: Exclude<Outcome, { state: 'delivered' | 'accepted-pending' }> };

const refusals: Readonly<Record<number, string>> = {
  403: 'not-allowed',
  404: 'not-found-there',
  405: 'not-enabled',
  410: 'not-found-there',
  501: 'not-enabled',
};

export function meaningOf(answer: Exchanged, act: 'create' | 'update'): Meaning {
  if (answer.kind === 'unreachable') return { kind: 'end', outcome: retry('unreachable', null, null, false) };
  if (answer.kind === 'held-back') return { kind: 'end', outcome: retry('busy', null, answer.retryAfterMs, false) };
  if (answer.kind === 'no-answer') return { kind: 'end', outcome: { state: 'ambiguous', reason: 'no-answer', httpStatus: null } };
  const { status } = answer;
  if (status === 201 || ((status === 200 || status === 204) && act === 'update')) return { kind: 'stored' };
  if (status === 200 || status === 204) return { kind: 'there-already' };
  if (status === 202) return { kind: 'pending' };
  // A sign-in that ran out says nothing about the result.
  if (status === 401) return { kind: 'end', outcome: retry('sign-in-needed', status, null, false) };
  if (status === 409) return { kind: 'look-up' };
  if (status === 408 || status === 429 || status === 503)
    return { kind: 'end', outcome: retry('busy', status, answer.retryAfterMs, status !== 408) };
  if (status >= 500 && status !== 501) return { kind: 'end', outcome: { state: 'ambiguous', reason: 'no-answer', httpStatus: status } };
  return { kind: 'end', outcome: { state: 'rejected', reason: reasonOf(status, act), httpStatus: status, serverText: answer.text } };
}

function reasonOf(status: number, act: 'create' | 'update'): string {
  // The way there is wrong, or the patient it was addressed to is gone.
  if (status === 404 && act === 'create') return 'patient-unknown-there';
  if (status === 412) return act === 'update' ? 'changed-there' : 'duplicates-there';
  if (act === 'update' && (status === 405 || status === 501 || status === 403)) return 'update-not-enabled';
  return refusals[status] ?? 'refused-content';
}

function retry(reason: string, httpStatus: number | null, retryAfterMs: number | null, slowDown: boolean) {
  return { state: 'retry-wait' as const, reason, httpStatus, retryAfterMs, slowDown };
}
