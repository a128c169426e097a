/** One value on its way: created under its identifier, or changed under the version it was delivered with. */
import { createHash } from 'node:crypto';
import { type DeliverableValue, deliveredPartOf, type PartRow, partOfReading, serverIdsOf, undecidedPartOf } from '../../storage/outbox.ts';
import type { Attempt } from '../destination.ts';
import { type Exchanged, exchange } from './exchange.ts';
import { keepFound, keepReceipt, lookUp, searchByIdentifier } from './look-up.ts';
import { meaningOf } from './meaning.ts';
import { encodeObservation, type Resource } from './observation.ts';
import type { Ended, FhirParts, Target } from './parts.ts';
import { notRead } from './patient.ts';

/** null: it is there, or has no need to be. */
export async function deliverPart(fhir: FhirParts, attempt: Attempt, part: PartRow, patient: string): Promise<Ended | null> {
  const value = valueOfPart(attempt, part);
  const target = part.act === 'update' ? await targetOf(fhir, attempt, part, value) : null;
  if (target !== null && 'state' in target) return target;
  if (part.act === 'update' && target === null && value.act !== 'correct') {
    // What never reached the chart needs no withdrawal there.
    attempt.progress(part.id, { state: 'skipped' });
    return null;
  }
  const resource = encodeObservation(attempt.deliverable, value, {
    identifierSystem: fhir.settings.identifierSystem,
    identifier: part.identifier,
    patientReference: patient,
    stationName: fhir.stationName,
    derivedFrom: serverIdsOf(
      fhir.db,
      fhir.id,
      value.madeOf.map(({ id }) => id),
    ).map((id) => `Observation/${id}`),
  });
  // 'sending' is left behind when an answer came and could not be written down.
  if (part.state === 'ambiguous' || part.state === 'sending') {
    const there = await lookUp(fhir, attempt, part, resource, target);
    if (there !== 'absent') return there;
  }
  return target === null ? create(fhir, attempt, part, resource) : update(fhir, attempt, part, resource, target);
}

/** What a change is to be made to; null where the chart never had it. */
async function targetOf(fhir: FhirParts, attempt: Attempt, part: PartRow, value: DeliverableValue): Promise<Target | Ended | null> {
  const delivered =
    part.measurement_id === null
      ? deliveredPartOf(fhir.db, fhir.id, value.id)
      : partOfReading(fhir.db, fhir.id, part.measurement_id, 'delivered');
  if (delivered !== null) return { serverId: delivered.server_id!, versionId: delivered.version_id };
  // Put aside for somebody to look at, or given up without an answer: the chart may have it all the same.
  const undecided = part.measurement_id === null ? undecidedPartOf(fhir.db, fhir.id, value.id) : undecidedReading(fhir, part);
  if (undecided === null) return null;
  const found = await searchByIdentifier(fhir, attempt, undecided.identifier);
  if (!Array.isArray(found)) return notRead(found);
  attempt.history('looked-up', found.length === 0 ? 'not found' : 'found');
  if (found.length > 1) return { state: 'rejected', reason: 'duplicates-there', httpStatus: null, serverText: null };
  if (found.length === 1) return keepFound(fhir, attempt, undecided, found[0]!);
  return undecided.state === 'accepted-pending'
    ? { state: 'retry-wait', reason: 'no-answer', httpStatus: null, retryAfterMs: null, slowDown: false }
    : null;
}

/** A reading of an average goes out as itself; what was done to the average was done to it. */
function valueOfPart(attempt: Attempt, part: PartRow): DeliverableValue {
  const { values } = attempt.deliverable;
  if (part.measurement_id === null) return values.find(({ id }) => id === part.signed_value_id)!;
  const average = values.find(({ madeOf }) => madeOf.some(({ id }) => id === part.measurement_id))!;
  const measurement = average.madeOf.find(({ id }) => id === part.measurement_id)!;
  return { ...average, measurement, madeOf: [], before: null };
}

function undecidedReading(fhir: FhirParts, part: PartRow): PartRow | null {
  const first = partOfReading(fhir.db, fhir.id, part.measurement_id!);
  return first !== null && first.id !== part.id && ['sending', 'ambiguous', 'accepted-pending'].includes(first.state) ? first : null;
}

async function create(fhir: FhirParts, attempt: Attempt, part: PartRow, resource: Resource): Promise<Ended | null> {
  const body = JSON.stringify(resource);
  attempt.progress(part.id, { state: 'sending', body_hash: hashOf(body) });
  const answer = await exchange({
    method: 'POST',
    url: `${fhir.settings.baseUrl}/Observation`,
    body,
    headers: { 'if-none-exist': `identifier=${encodeURIComponent(`${fhir.settings.identifierSystem}|${part.identifier}`)}` },
    signal: attempt.signal,
  });
  const meaning = meaningOf(answer, 'create');
  if (meaning.kind === 'stored')
    return answer.kind === 'answered' && keepReceipt(fhir, attempt, part, answer) ? null : doubt(attempt, part);
  if (meaning.kind === 'there-already' || meaning.kind === 'look-up') {
    const there = await lookUp(fhir, attempt, part, resource, null);
    return there === 'absent' ? refusedDuplicate(answer) : there;
  }
  return settle(attempt, part, meaning);
}

async function update(fhir: FhirParts, attempt: Attempt, part: PartRow, resource: Resource, target: Target): Promise<Ended | null> {
  const body = JSON.stringify({ ...resource, id: target.serverId });
  attempt.progress(part.id, { state: 'sending', body_hash: hashOf(body) });
  const answer = await exchange({
    method: 'PUT',
    url: `${fhir.settings.baseUrl}/Observation/${target.serverId}`,
    body,
    headers: target.versionId === null ? {} : { 'if-match': `W/"${target.versionId}"` },
    signal: attempt.signal,
  });
  const meaning = meaningOf(answer, 'update');
  if (meaning.kind === 'stored')
    return answer.kind === 'answered' && keepReceipt(fhir, attempt, part, answer, target.serverId) ? null : doubt(attempt, part);
  if (meaning.kind === 'look-up' || meaning.kind === 'there-already') return refusedDuplicate(answer);
  return settle(attempt, part, meaning);
}

/** Stored, but without a word where: it is found by its identifier. */
function doubt(attempt: Attempt, part: PartRow): Ended {
  attempt.progress(part.id, { state: 'ambiguous' });
  return { state: 'ambiguous', reason: 'no-answer', httpStatus: null };
}

function settle(attempt: Attempt, part: PartRow, meaning: Extract<ReturnType<typeof meaningOf>, { kind: 'pending' | 'end' }>): Ended {
  if (meaning.kind === 'pending') {
    part.state = 'accepted-pending';
    attempt.progress(part.id, { state: 'accepted-pending', http_status: 202 });
    return { state: 'accepted-pending' };
  }
  const { outcome } = meaning;
  if (outcome.state !== 'rejected')
    attempt.progress(part.id, { state: outcome.state === 'ambiguous' ? 'ambiguous' : 'waiting', http_status: outcome.httpStatus });
  return outcome;
}

function refusedDuplicate(answer: Exchanged): Ended {
  return {
    state: 'rejected',
    reason: 'changed-there',
    httpStatus: answer.kind === 'answered' ? answer.status : null,
    serverText: answer.kind === 'answered' ? answer.text : null,
  };
}

function hashOf(body: string): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}
