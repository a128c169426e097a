/** What a change is to be made to, as this server knows it. */
import type { PartRow } from '../../storage/outbox-parts.ts';
import type { Attempt } from '../destination.ts';
import { findThere, isHere, keepFound } from './look-up.ts';
import type { Ended, FhirParts, PartContents, Target } from './parts.ts';
import { notRead } from './patient.ts';

/** null: the chart never had it. */
export async function targetOf(
  fhir: FhirParts,
  attempt: Attempt,
  { before, delivered, undecided }: PartContents,
): Promise<Target | Ended | null> {
  if (delivered !== null && isHere(fhir, delivered)) return { serverId: delivered.server_id!, versionId: delivered.version_id };
  // Put aside for somebody to look at, given up without an answer, or delivered to another address: it may be here all the same.
  const known = delivered ?? undecided;
  if (known === null) return null;
  const found = await findThere(fhir, attempt, known.identifier, before);
  if (!Array.isArray(found)) return notRead(found);
  attempt.history('looked-up', found.length === 0 ? 'not found' : 'found');
  if (found.length > 1) return { state: 'rejected', reason: 'duplicates-there', httpStatus: null, serverText: null };
  if (found.length === 1) return keepFound(fhir, attempt, known, found[0]!);
  return notFound(known);
}

/** What lies in a tray there is waited for; what was delivered elsewhere has to be changed there, by a person. */
function notFound({ state }: PartRow): Ended | null {
  if (state === 'delivered') return { state: 'rejected', reason: 'not-found-there', httpStatus: null, serverText: null };
  if (state !== 'accepted-pending') return null;
  return { state: 'retry-wait', reason: 'not-filed-yet', httpStatus: 202, retryAfterMs: null, slowDown: false };
}
