/** What a change is to be made to, as this server knows it. */
import type { DeliverableValue } from '../../storage/deliverable.ts';
import { deliveredPartOf, type PartRow, partOfReading, undecidedPartOf } from '../../storage/outbox-parts.ts';
import type { Attempt } from '../destination.ts';
import { findThere, isHere, keepFound } from './look-up.ts';
import type { Resource } from './observation.ts';
import type { Ended, FhirParts, Target } from './parts.ts';
import { notRead } from './patient.ts';

/** `before` is the resource as it was sent first. null: the chart never had it. */
export async function targetOf(
  fhir: FhirParts,
  attempt: Attempt,
  part: PartRow,
  value: DeliverableValue,
  before: Resource,
): Promise<Target | Ended | null> {
  const delivered = deliveredBefore(fhir, part, value);
  if (delivered !== null && isHere(fhir, delivered)) return { serverId: delivered.server_id!, versionId: delivered.version_id };
  // Put aside for somebody to look at, given up without an answer, or delivered to another address: it may be here all the same.
  const known = delivered ?? undecidedBefore(fhir, part, value);
  if (known === null) return null;
  const found = await findThere(fhir, attempt, known.identifier, before);
  if (!Array.isArray(found)) return notRead(found);
  attempt.history('looked-up', found.length === 0 ? 'not found' : 'found');
  if (found.length > 1) return { state: 'rejected', reason: 'duplicates-there', httpStatus: null, serverText: null };
  if (found.length === 1) return keepFound(fhir, attempt, known, found[0]!);
  return notFound(known);
}

function deliveredBefore({ db, id }: FhirParts, part: PartRow, value: DeliverableValue): PartRow | null {
  return part.measurement_id === null ? deliveredPartOf(db, id, value.id) : partOfReading(db, id, part.measurement_id, 'delivered');
}

function undecidedBefore(fhir: FhirParts, part: PartRow, value: DeliverableValue): PartRow | null {
  if (part.measurement_id === null) return undecidedPartOf(fhir.db, fhir.id, value.id);
  const first = partOfReading(fhir.db, fhir.id, part.measurement_id);
  return first !== null && first.id !== part.id && ['sending', 'ambiguous', 'accepted-pending'].includes(first.state) ? first : null;
}

/** What lies in a tray there is waited for; what was delivered elsewhere has to be changed there, by a person. */
function notFound({ state }: PartRow): Ended | null {
  if (state === 'delivered') return { state: 'rejected', reason: 'not-found-there', httpStatus: null, serverText: null };
  if (state !== 'accepted-pending') return null;
  return { state: 'retry-wait', reason: 'not-filed-yet', httpStatus: 202, retryAfterMs: null, slowDown: false };
}
