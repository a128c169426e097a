/** After any doubt the server is asked what it holds before anything is sent again. EHR notes, section 1. */
import type { PartRow } from '../../storage/outbox-parts.ts';
import type { Attempt } from '../destination.ts';
import type { Coding } from './codes.ts';
import { type Answered, type Exchanged, exchange, receiptOf } from './exchange.ts';
import { meaningOf } from './meaning.ts';
import type { Resource } from './observation.ts';
import type { Ended, FhirParts, Target } from './parts.ts';
import { resourcesIn } from './patient.ts';
import { bears, identifiersOf, isSameAndLive } from './same-value.ts';

/** How a server says that it cannot search by what it was asked for. */
const cannotSearch = [400, 405, 422, 501];

/**
 * What bears this identifier there; the answer itself where it is none. A server that cannot search by identifier, or
 * answers with whatever it has, is asked for the patient, code and time, and told by its numbers. EHR notes 2.12.
 */
export async function findThere(
  fhir: FhirParts,
  attempt: Attempt,
  identifier: string,
  resource: Resource,
): Promise<Resource[] | Exchanged> {
  const { identifierSystem } = fhir.settings;
  const type = String(resource.resourceType);
  const answer = await search(fhir, attempt, type, { identifier: `${identifierSystem}|${identifier}` });
  if (answer.kind !== 'answered') return answer;
  if (answer.status === 200) {
    const found = resourcesIn(answer, type);
    const ours = found.filter((theirs) => bears(theirs, identifierSystem, identifier));
    if (ours.length > 0 || found.length === 0) return ours;
  } else if (!cannotSearch.includes(answer.status)) return answer;
  return findByTime(fhir, attempt, resource);
}

/** Under another identifier of ours it is another result, however alike. */
function isAnother(theirs: Resource, ours: Resource, system: string): boolean {
  const [own] = ours.identifier as { value: string }[];
  return identifiersOf(theirs).some((one) => one.system === system && one.value !== own!.value);
}

async function findByTime(fhir: FhirParts, attempt: Attempt, resource: Resource): Promise<Resource[] | Exchanged> {
  const patient = (resource.subject as { reference: string }).reference;
  const type = String(resource.resourceType);
  const [coding] = ((resource.code ?? resource.type) as { coding: Coding[] }).coding;
  const code = `${coding!.system}|${coding!.code}`;
  // A document is found by when it was signed; it has a type where results have a code.
  const by: Record<string, string> = type === 'DocumentReference' ? { type: code } : { code };
  const answer = await search(fhir, attempt, type, { patient, ...by, date: timesOf(resource)[0]! });
  if (answer.kind !== 'answered' || answer.status !== 200) return answer;
  return resourcesIn(answer, type).filter(
    (theirs) =>
      (theirs.subject as { reference?: string } | undefined)?.reference === patient &&
      !isAnother(theirs, resource, fhir.settings.identifierSystem) &&
      isSameTime(timesOf(theirs), timesOf(resource)) &&
      isSameAndLive(theirs, resource),
  );
}

function search(fhir: FhirParts, attempt: Attempt, type: string, by: Record<string, string>): Promise<Exchanged> {
  const url = `${fhir.settings.baseUrl}/${type}?${new URLSearchParams(by).toString()}`;
  return exchange({ method: 'GET', url, attempt });
}

function timesOf({ resourceType, effectiveDateTime, effectivePeriod, date }: Resource): string[] {
  const { start, end } = (effectivePeriod ?? {}) as { start?: string; end?: string };
  const times = resourceType === 'DocumentReference' ? [date as string | undefined] : [effectiveDateTime as string | undefined, start, end];
  return times.filter((time) => time !== undefined);
}

function isSameTime(theirs: readonly string[], ours: readonly string[]): boolean {
  return theirs.length === ours.length && ours.every((time, index) => Date.parse(time) === Date.parse(theirs[index]!));
}

/** What is there now under a server's own id. */
export async function read(fhir: FhirParts, attempt: Attempt, type: unknown, { serverId }: Target): Promise<Resource[] | Exchanged> {
  const answer = await exchange({ method: 'GET', url: `${fhir.settings.baseUrl}/${String(type)}/${serverId}`, attempt });
  return answer.kind === 'answered' && answer.status === 200 && answer.body !== null ? [answer.body] : answer;
}

/** Asks the server for what carries our identifier, or for what is to be changed. 'absent': it may be sent. null: it is there. */
export async function lookUp(
  fhir: FhirParts,
  attempt: Attempt,
  part: PartRow,
  resource: Resource,
  target: Target | null,
): Promise<'absent' | Ended | null> {
  const found =
    target === null ? await findThere(fhir, attempt, part.identifier, resource) : await read(fhir, attempt, resource.resourceType, target);
  if (!Array.isArray(found)) {
    attempt.progress(part.id, { state: 'ambiguous' });
    return stillInDoubt(found);
  }
  const same = found.filter((theirs) => isSameAndLive(theirs, resource));
  attempt.history('looked-up', same.length === 0 ? notFoundWords(part) : 'found');
  if (same.length === 0)
    return found.length > 0 && target === null
      ? { state: 'rejected', reason: 'changed-there', httpStatus: null, serverText: null }
      : 'absent';
  if (same.length > 1) return { state: 'rejected', reason: 'duplicates-there', httpStatus: null, serverText: null };
  keepFound(fhir, attempt, part, same[0]!);
  return null;
}

/** Names the part: each is counted by itself. */
export function notFoundWords({ identifier }: PartRow): string {
  return `not found: ${identifier}`;
}

/** The doubt stays, but a server that is busy is given the time it asks for. */
function stillInDoubt(answer: Exchanged): Ended {
  const httpStatus = answer.kind === 'answered' ? answer.status : null;
  const wait = meaningOf(answer, 'create');
  if (wait.kind !== 'end' || wait.outcome.state !== 'retry-wait') return { state: 'ambiguous', reason: 'no-answer', httpStatus };
  const { reason, retryAfterMs, slowDown } = wait.outcome;
  return { state: 'ambiguous', reason: reason === 'unreachable' ? 'no-answer' : reason, httpStatus, retryAfterMs, slowDown };
}

/** A receipt for what was found there. */
export function keepFound(fhir: FhirParts, attempt: Attempt, part: PartRow, theirs: Resource): Target {
  const serverId = String(theirs.id);
  const versionId = (theirs.meta as { versionId?: string } | undefined)?.versionId ?? null;
  keep(fhir, attempt, part, {
    server_id: serverId,
    version_id: versionId,
    location: placeOf(fhir, String(theirs.resourceType), serverId, versionId),
    http_status: 200,
    server_time: (theirs.meta as { lastUpdated?: string } | undefined)?.lastUpdated ?? null,
  });
  return { serverId, versionId };
}

/** What was stored, and under which id where that is known. */
export interface Place {
  type: string;
  knownId?: string;
}

/** A receipt for what was stored now. False: the answer names nothing. */
export function keepReceipt(fhir: FhirParts, attempt: Attempt, part: PartRow, answer: Answered, { type, knownId }: Place): boolean {
  const receipt = receiptOf(answer) ?? (knownId === undefined ? null : { serverId: knownId, versionId: null });
  if (receipt === null) return false;
  keep(fhir, attempt, part, {
    server_id: receipt.serverId,
    version_id: receipt.versionId,
    location: placeOf(fhir, type, receipt.serverId, receipt.versionId),
    http_status: answer.status,
    server_time: answer.date,
  });
  return true;
}

/**
 * Whole, with the address the station reaches it under: an id says nothing about another server, and a server behind a
 * proxy names itself as nobody else can reach it.
 */
function placeOf({ settings }: FhirParts, type: string, serverId: string, versionId: string | null): string {
  const version = versionId === null ? '' : `/_history/${versionId}`;
  return `${settings.baseUrl}/${type}/${serverId}${version}`;
}

/** Whether a receipt was given at this address. Receipts of earlier versions named no address: they count as given here. */
export function isHere({ settings }: FhirParts, { location }: PartRow): boolean {
  return location === null || !location.startsWith('http') || location.startsWith(`${settings.baseUrl}/`);
}

type Receipt = Pick<PartRow, 'server_id' | 'version_id' | 'location' | 'http_status' | 'server_time'>;

/** On disk, and on the row in hand: what follows in the same attempt points at it. */
function keep(fhir: FhirParts, attempt: Attempt, part: PartRow, receipt: Receipt): void {
  const change = { ...receipt, state: 'delivered' as const, done_at: fhir.now().toISOString() };
  attempt.progress(part.id, change);
  Object.assign(part, change);
}
