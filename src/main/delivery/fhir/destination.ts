/**
 * Delivery to a FHIR R4 server: one resource a request, each guarded by its identifier; after any doubt it is looked up
 * before it is sent again; corrections update what was delivered, under its version. EHR notes 1, 2.9, 2.12.
 */
import type { PartRow } from '../../storage/outbox-parts.ts';
import type { Attempt, Destination, Outcome } from '../destination.ts';
import { ekgContents } from './ekg-part.ts';
import { ekgResourceType } from './ekg-resource.ts';
import { exchange } from './exchange.ts';
import { deliverPart } from './part.ts';
import type { Ended, FhirParts, PartContents } from './parts.ts';
import { notRead, resolvePatient } from './patient.ts';
import { provenanceOf, sourceOf } from './provenance.ts';
import { valueOfPart, vitalsContents } from './vitals-part.ts';

export type { FhirParts } from './parts.ts';

export function createFhirDestination(given: FhirParts): Destination {
  const parts = { ...given, settings: { ...given.settings, baseUrl: given.settings.baseUrl.replace(/\/+$/, '') } };
  return { id: parts.id, label: 'the chart (FHIR)', takesReadings: true, deliver: (attempt) => deliver(parts, attempt) };
}

async function deliver(fhir: FhirParts, attempt: Attempt): Promise<Outcome> {
  const patient = await resolvePatient(fhir, attempt);
  if (typeof patient !== 'string') return patient;
  reopenReport(attempt);
  let refused: Ended | null = null;
  for (const part of attempt.parts.filter(isToBeSent)) {
    const contents = await contentsOf(fhir, attempt, part, patient);
    if (contents === null) continue;
    const ended = await deliverPart(fhir, attempt, part, contents);
    if (ended === null || ended.state === 'accepted-pending') continue;
    if (ended.state !== 'rejected') return ended;
    if (goesOnWithout(attempt, part, ended)) continue;
    attempt.progress(part.id, { state: 'rejected', http_status: ended.httpStatus });
    // A refused value must not hold up the others; a server that takes nothing from us would only say so again.
    if (takesNothing(attempt, ended)) return ended;
    refused ??= ended;
  }
  const unsaid = await sendProvenance(fhir, attempt);
  return refused ?? unsaid ?? { state: attempt.parts.some(({ state }) => state === 'accepted-pending') ? 'accepted-pending' : 'delivered' };
}

/** null: there is nothing to send, and that is written down. */
async function contentsOf(fhir: FhirParts, attempt: Attempt, part: PartRow, patient: string): Promise<PartContents | null> {
  const { deliverable } = attempt;
  if (deliverable.kind === 'vitals') return vitalsContents(fhir, deliverable, part, patient);
  const contents = await ekgContents(fhir, deliverable, part, patient);
  if (contents !== null && 'resource' in contents) return contents;
  attempt.progress(part.id, { state: 'skipped' });
  if (contents !== null) attempt.history('wave-left-out', null, contents.why);
  return null;
}

/** A report that went out without a result which the chart takes now is sent once more, with it. */
function reopenReport({ deliverable, parts, progress }: Attempt): void {
  const report = parts.find(({ kind }) => kind === 'ekg-report');
  if (deliverable.kind !== 'ekg' || report?.state !== 'delivered' || !parts.some(isToBeSent)) return;
  report.state = 'waiting';
  report.act = 'update';
  progress(report.id, { state: 'waiting', act: 'update' });
}

function isToBeSent({ kind, state }: PartRow): boolean {
  return kind !== 'provenance' && state !== 'delivered' && state !== 'skipped' && state !== 'accepted-pending';
}

/** Many charts work the body mass index out themselves, and many take no waveform of that size: no reason to bother anybody. */
function goesOnWithout(attempt: Attempt, { id, kind }: PartRow, ended: Extract<Ended, { state: 'rejected' }>): boolean {
  const { reason, httpStatus, serverText } = ended;
  const event = { bodyMassIndex: 'bmi-refused', 'ekg-wave': 'wave-refused' }[kind as string];
  if (event === undefined || reason !== 'refused-content') return false;
  attempt.progress(id, { state: 'skipped', http_status: httpStatus });
  attempt.history(event, httpStatus === null ? null : `status ${httpStatus}`, serverText);
  return true;
}

/** A chart that takes no documents may well take results. */
function takesNothing({ deliverable }: Attempt, { reason }: Extract<Ended, { state: 'rejected' }>): boolean {
  return deliverable.kind === 'vitals' && (reason === 'not-enabled' || reason === 'update-not-enabled');
}

/**
 * Once, for all that was created from one source: a Provenance has no identifier, so what may have arrived is never sent again.
 * null: that is done with.
 */
async function sendProvenance(fhir: FhirParts, attempt: Attempt): Promise<Ended | null> {
  const parts = attempt.parts.filter(({ kind }) => kind === 'provenance');
  const groups = groupsOf(attempt);
  // What was put in line with one for everything is sent with one for everything.
  const told = parts.length < groups.length ? [groups.flat()] : groups;
  for (const [index, part] of parts.entries()) {
    const ended = await sendOneProvenance(fhir, attempt, part, told[index] ?? []);
    if (ended !== null) return ended;
  }
  return null;
}

/** The parts of each source, in the order they were planned in. */
function groupsOf({ deliverable, parts }: Attempt): PartRow[][] {
  const targets = parts.filter(({ kind }) => kind !== 'provenance');
  if (deliverable.kind === 'ekg') return [targets];
  const groups = new Map<string, PartRow[]>();
  for (const part of targets) {
    const source = sourceOf(valueOfPart(deliverable, part));
    groups.set(source, [...(groups.get(source) ?? []), part]);
  }
  return [...groups.values()];
}

async function sendOneProvenance(fhir: FhirParts, attempt: Attempt, part: PartRow, targets: readonly PartRow[]): Promise<Ended | null> {
  const created = targets.filter(({ state, server_id: id }) => state === 'delivered' && id !== null);
  if (part.state !== 'waiting' || created.length === 0) return null;
  attempt.progress(part.id, { state: 'sending' });
  const { deliverable } = attempt;
  const values = deliverable.kind === 'ekg' ? [] : created.map((one) => valueOfPart(deliverable, one));
  const references = created.map(({ kind, server_id: id }) => `${ekgResourceType(kind)}/${id}`);
  const body = JSON.stringify(provenanceOf(deliverable, values, references, fhir.stationName));
  const answer = await exchange({ method: 'POST', url: `${fhir.settings.baseUrl}/Provenance`, body, attempt });
  if (answer.kind === 'held-back' || answer.kind === 'unreachable' || (answer.kind === 'answered' && answer.status === 401)) {
    attempt.progress(part.id, { state: 'waiting' });
    return notRead(answer);
  }
  const isStored = answer.kind === 'answered' && answer.status === 201;
  attempt.progress(part.id, { state: isStored ? 'delivered' : 'skipped', http_status: answer.kind === 'answered' ? answer.status : null });
  return null;
}
