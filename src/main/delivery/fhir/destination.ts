/**
 * Delivery to a FHIR R4 server: one resource a request, each guarded by its identifier; after any doubt it is looked up
 * before it is sent again; corrections update what was delivered, under its version. EHR notes 1, 2.9, 2.12.
 */
import type { PartRow } from '../../storage/outbox-parts.ts';
import type { Attempt, Destination, Outcome } from '../destination.ts';
import { exchange } from './exchange.ts';
import { deliverPart } from './part.ts';
import type { Ended, FhirParts } from './parts.ts';
import { notRead, resolvePatient } from './patient.ts';
import { provenanceOf } from './provenance.ts';

export type { FhirParts } from './parts.ts';

export function createFhirDestination(given: FhirParts): Destination {
  const parts = { ...given, settings: { ...given.settings, baseUrl: given.settings.baseUrl.replace(/\/+$/, '') } };
  return { id: parts.id, label: 'the chart (FHIR)', takesReadings: true, deliver: (attempt) => deliver(parts, attempt) };
}

async function deliver(fhir: FhirParts, attempt: Attempt): Promise<Outcome> {
  const patient = await resolvePatient(fhir, attempt);
  if (typeof patient !== 'string') return patient;
  let refused: Ended | null = null;
  for (const part of attempt.parts.filter(isToBeSent)) {
    const ended = await deliverPart(fhir, attempt, part, patient);
    if (ended === null || ended.state === 'accepted-pending') continue;
    if (ended.state !== 'rejected') return ended;
    if (isRefusedIndex(part, ended)) {
      attempt.progress(part.id, { state: 'skipped', http_status: ended.httpStatus });
      attempt.history('bmi-refused', ended.httpStatus === null ? null : `status ${ended.httpStatus}`, ended.serverText);
      continue;
    }
    attempt.progress(part.id, { state: 'rejected', http_status: ended.httpStatus });
    // A refused value must not hold up the others; a server that takes nothing from us would only say so again.
    if (takesNothing(ended)) return ended;
    refused ??= ended;
  }
  const unsaid = await sendProvenance(fhir, attempt);
  return refused ?? unsaid ?? { state: attempt.parts.some(({ state }) => state === 'accepted-pending') ? 'accepted-pending' : 'delivered' };
}

function isToBeSent({ kind, state }: PartRow): boolean {
  return kind !== 'provenance' && state !== 'delivered' && state !== 'skipped' && state !== 'accepted-pending';
}

/** Many charts work the index out themselves and refuse ours: no reason to bother anybody. */
function isRefusedIndex({ kind }: PartRow, { reason }: Extract<Ended, { state: 'rejected' }>): boolean {
  return kind === 'bodyMassIndex' && reason === 'refused-content';
}

function takesNothing({ reason }: Extract<Ended, { state: 'rejected' }>): boolean {
  return reason === 'sign-in-needed' || reason === 'not-enabled' || reason === 'update-not-enabled';
}

/** Once, for all that was created: a Provenance has no identifier, so what may have arrived is never sent again. null: that is done with. */
async function sendProvenance(fhir: FhirParts, attempt: Attempt): Promise<Ended | null> {
  const part = attempt.parts.find(({ kind }) => kind === 'provenance');
  const created = attempt.parts.flatMap(({ kind, state, server_id: id }) =>
    kind !== 'provenance' && state === 'delivered' && id !== null ? [`Observation/${id}`] : [],
  );
  if (part === undefined || part.state !== 'waiting' || created.length === 0) return null;
  attempt.progress(part.id, { state: 'sending' });
  const body = JSON.stringify(provenanceOf(attempt.deliverable, created, fhir.stationName));
  const answer = await exchange({ method: 'POST', url: `${fhir.settings.baseUrl}/Provenance`, body, attempt });
  if (answer.kind === 'held-back' || answer.kind === 'unreachable') {
    attempt.progress(part.id, { state: 'waiting' });
    return notRead(answer);
  }
  const isStored = answer.kind === 'answered' && answer.status === 201;
  attempt.progress(part.id, { state: isStored ? 'delivered' : 'skipped', http_status: answer.kind === 'answered' ? answer.status : null });
  return null;
}
