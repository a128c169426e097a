/**
 * Delivery to a FHIR R4 server: one resource a request, each guarded by its identifier; after any doubt it is looked up
 * before it is sent again; corrections update what was delivered, under its version. EHR notes 1, 2.9, 2.12.
 */
import { createHash } from 'node:crypto';
import type { DestinationSettings } from '../../../preload/contract.ts';
import type { Db } from '../../storage/open.ts';
import { type DeliverableValue, deliveredPartOf, knownAs, type PartRow, setKnownAs } from '../../storage/outbox.ts';
import type { Attempt, Destination, Outcome } from '../destination.ts';
import { type Answered, type Exchanged, exchange, receiptOf } from './exchange.ts';
import { meaningOf } from './meaning.ts';
import { encodeObservation, type Resource } from './observation.ts';
import { provenanceOf } from './provenance.ts';
import { isSameAndLive } from './same-value.ts';

export interface FhirParts {
  id: string;
  db: Db;
  settings: NonNullable<DestinationSettings['fhir']>;
  stationName: string;
  now(): Date;
}

type Ended = Exclude<Outcome, { state: 'delivered' }>;

export function createFhirDestination(parts: FhirParts): Destination {
  return { id: parts.id, label: 'the chart (FHIR)', deliver: (attempt) => deliver(parts, attempt) };
}

async function deliver(fhir: FhirParts, attempt: Attempt): Promise<Outcome> {
  const patient = await resolvePatient(fhir, attempt);
  if (typeof patient !== 'string') return patient;
  const created: string[] = [];
  let refused: Ended | null = null;
  let pending = false;
  for (const part of attempt.parts) {
    if (part.state === 'delivered' || part.state === 'skipped' || part.state === 'accepted-pending' || part.kind === 'provenance') continue;
    const value = attempt.deliverable.values.find(({ id }) => id === part.signed_value_id)!;
    const ended = await deliverPart(fhir, attempt, part, value, patient, created);
    if (ended === null) continue;
    if (ended.state === 'accepted-pending') pending = true;
    // A refused value must not hold up the others; a silent server would only be silent again.
    else if (ended.state !== 'rejected') return ended;
    else if (part.kind === 'bodyMassIndex') {
      attempt.progress(part.id, { state: 'skipped', http_status: ended.httpStatus });
      attempt.history('bmi-refused', ended.httpStatus === null ? null : `status ${ended.httpStatus}`, ended.serverText);
    } else {
      attempt.progress(part.id, { state: 'rejected', http_status: ended.httpStatus });
      refused ??= ended;
    }
  }
  if (created.length > 0) await sendProvenance(fhir, attempt, created);
  return refused ?? { state: pending ? 'accepted-pending' : 'delivered' };
}

/** The server's own patient with our medical record number; never made by us. */
async function resolvePatient(fhir: FhirParts, { deliverable, signal }: Attempt): Promise<string | Ended> {
  const { patient } = deliverable;
  const known = knownAs(fhir.db, fhir.id, 'patient', patient.id);
  if (known !== null) return known;
  const { mrnSystem, baseUrl } = fhir.settings;
  const token = encodeURIComponent(mrnSystem === '' ? patient.mrn : `${mrnSystem}|${patient.mrn}`);
  const answer = await exchange({ method: 'GET', url: `${baseUrl}/Patient?identifier=${token}`, signal });
  if (answer.kind !== 'answered' || answer.status !== 200) {
    const meaning = meaningOf(answer, 'create');
    if (meaning.kind === 'end' && meaning.outcome.state === 'rejected') return meaning.outcome;
    // A search changes nothing: whatever became of it, it may be asked again.
    const again = meaning.kind === 'end' && meaning.outcome.state === 'retry-wait' ? meaning.outcome : null;
    return (
      again ?? {
        state: 'retry-wait',
        reason: 'unreachable',
        httpStatus: answer.kind === 'answered' ? answer.status : null,
        retryAfterMs: null,
        slowDown: false,
      }
    );
  }
  const found = resourcesIn(answer, 'Patient');
  if (found.length !== 1) {
    const reason = found.length === 0 ? 'patient-unknown-there' : 'duplicates-there';
    return { state: 'rejected', reason, httpStatus: null, serverText: null };
  }
  const serverId = `Patient/${String(found[0]!.id)}`;
  setKnownAs(fhir.db, fhir.id, 'patient', patient.id, serverId, fhir.now());
  return serverId;
}

function resourcesIn(answer: Answered, type: string): Resource[] {
  const entries = (answer.body?.entry ?? []) as { resource?: Resource }[];
  return entries.flatMap(({ resource }) => (resource?.resourceType === type ? [resource] : []));
}

/** null: it is there. */
async function deliverPart(
  fhir: FhirParts,
  attempt: Attempt,
  part: PartRow,
  value: DeliverableValue,
  patient: string,
  created: string[],
): Promise<Ended | null> {
  const target = part.act === 'update' ? deliveredPartOf(fhir.db, fhir.id, value.id) : null;
  if (part.act === 'update' && target === null && value.act !== 'correct') {
    // What never reached the chart needs no withdrawal there.
    attempt.progress(part.id, { state: 'skipped' });
    return null;
  }
  const resource = encodeObservation(attempt.deliverable, value, {
    identifierSystem: fhir.settings.identifierSystem,
    identifier: target?.identifier ?? part.identifier,
    patientReference: patient,
    stationName: fhir.stationName,
    derivedFrom: derivedFrom(attempt, part),
  });
  if (part.state === 'ambiguous') {
    const there = await lookUp(fhir, attempt, part, resource, target);
    if (there !== 'absent') return there;
  }
  return target === null ? create(fhir, attempt, part, resource, created) : update(fhir, attempt, part, resource, target);
}

/** BMI points at the weight and height that were delivered with it. */
function derivedFrom(attempt: Attempt, part: PartRow): string[] {
  if (part.kind !== 'bodyMassIndex') return [];
  return attempt.parts.flatMap((one) =>
    (one.kind === 'weight' || one.kind === 'height') && one.server_id !== null ? [`Observation/${one.server_id}`] : [],
  );
}

async function create(fhir: FhirParts, attempt: Attempt, part: PartRow, resource: Resource, created: string[]): Promise<Ended | null> {
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
  if (meaning.kind === 'stored') {
    const receipt = keepReceipt(attempt, part, answer);
    if (receipt !== null) created.push(`Observation/${receipt}`);
    return receipt === null ? doubt(attempt, part) : null;
  }
  if (meaning.kind === 'there-already' || meaning.kind === 'look-up') {
    const there = await lookUp(fhir, attempt, part, resource, null);
    return there === 'absent' ? refusedDuplicate(answer) : there;
  }
  return settle(attempt, part, meaning);
}

async function update(fhir: FhirParts, attempt: Attempt, part: PartRow, resource: Resource, target: PartRow): Promise<Ended | null> {
  const body = JSON.stringify({ ...resource, id: target.server_id });
  attempt.progress(part.id, { state: 'sending', body_hash: hashOf(body) });
  const answer = await exchange({
    method: 'PUT',
    url: `${fhir.settings.baseUrl}/Observation/${target.server_id}`,
    body,
    headers: target.version_id === null ? {} : { 'if-match': `W/"${target.version_id}"` },
    signal: attempt.signal,
  });
  const meaning = meaningOf(answer, 'update');
  if (meaning.kind === 'stored') return keepReceipt(attempt, part, answer, target.server_id!) === null ? doubt(attempt, part) : null;
  if (meaning.kind === 'look-up' || meaning.kind === 'there-already') return refusedDuplicate(answer);
  return settle(attempt, part, meaning);
}

/** Asks the server for what carries our identifier. 'absent': it may be sent. */
async function lookUp(
  fhir: FhirParts,
  attempt: Attempt,
  part: PartRow,
  resource: Resource,
  target: PartRow | null,
): Promise<'absent' | Ended | null> {
  const { baseUrl, identifierSystem } = fhir.settings;
  const url =
    target === null
      ? `${baseUrl}/Observation?identifier=${encodeURIComponent(`${identifierSystem}|${part.identifier}`)}`
      : `${baseUrl}/Observation/${target.server_id}`;
  const answer = await exchange({ method: 'GET', url, signal: attempt.signal });
  if (answer.kind !== 'answered' || answer.status !== 200) {
    attempt.progress(part.id, { state: 'ambiguous' });
    return { state: 'ambiguous', reason: 'no-answer', httpStatus: answer.kind === 'answered' ? answer.status : null };
  }
  const found = target === null ? resourcesIn(answer, 'Observation') : answer.body === null ? [] : [answer.body];
  const same = found.filter((theirs) => isSameAndLive(theirs, resource));
  attempt.history('looked-up', same.length === 0 ? 'not found' : 'found');
  if (same.length === 0)
    return found.length > 0 && target === null
      ? { state: 'rejected', reason: 'changed-there', httpStatus: null, serverText: null }
      : 'absent';
  if (same.length > 1) return { state: 'rejected', reason: 'duplicates-there', httpStatus: null, serverText: null };
  const theirs = same[0]!;
  const version = (theirs.meta as { versionId?: string } | undefined)?.versionId ?? null;
  attempt.progress(part.id, {
    state: 'delivered',
    server_id: String(theirs.id),
    version_id: version,
    location: `Observation/${String(theirs.id)}`,
    http_status: answer.status,
    server_time: answer.date,
    done_at: fhir.now().toISOString(),
  });
  return null;
}

function keepReceipt(attempt: Attempt, part: PartRow, answer: Exchanged, knownId?: string): string | null {
  if (answer.kind !== 'answered') return null;
  const receipt = receiptOf(answer) ?? (knownId === undefined ? null : { serverId: knownId, versionId: null });
  if (receipt === null) return null;
  attempt.progress(part.id, {
    state: 'delivered',
    server_id: receipt.serverId,
    version_id: receipt.versionId,
    location: answer.location ?? `Observation/${receipt.serverId}`,
    http_status: answer.status,
    server_time: answer.date,
    done_at: new Date().toISOString(),
  });
  part.server_id = receipt.serverId;
  return receipt.serverId;
}

/** Stored, but without a word where: it is found by its identifier. */
function doubt(attempt: Attempt, part: PartRow): Ended {
  attempt.progress(part.id, { state: 'ambiguous' });
  return { state: 'ambiguous', reason: 'no-answer', httpStatus: null };
}

function settle(attempt: Attempt, part: PartRow, meaning: Extract<ReturnType<typeof meaningOf>, { kind: 'pending' | 'end' }>): Ended {
  if (meaning.kind === 'pending') {
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

/** Once, and only for what was created now: a Provenance has no identifier, so it is never sent again. */
async function sendProvenance(fhir: FhirParts, attempt: Attempt, created: readonly string[]): Promise<void> {
  const part = attempt.parts.find(({ kind }) => kind === 'provenance');
  if (part === undefined || part.state !== 'waiting') return;
  attempt.progress(part.id, { state: 'sending' });
  const body = JSON.stringify(provenanceOf(attempt.deliverable, created, fhir.stationName));
  const answer = await exchange({ method: 'POST', url: `${fhir.settings.baseUrl}/Provenance`, body, signal: attempt.signal });
  const isStored = answer.kind === 'answered' && answer.status === 201;
  attempt.progress(part.id, { state: isStored ? 'delivered' : 'skipped', http_status: answer.kind === 'answered' ? answer.status : null });
}

function hashOf(body: string): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}
