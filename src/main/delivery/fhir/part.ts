/** One resource on its way: created under its identifier, or changed under the version it was delivered with. */
import { createHash } from 'node:crypto';
import { countOf } from '../../storage/outbox-history.ts';
import type { PartRow } from '../../storage/outbox-parts.ts';
import type { Attempt } from '../destination.ts';
import { type Answered, type Exchanged, exchange } from './exchange.ts';
import { keepFound, keepReceipt, lookUp, notFoundWords, read } from './look-up.ts';
import { type Meaning, meaningOf } from './meaning.ts';
import type { Resource } from './observation.ts';
import { holdsPage, withPageByLink } from './page-by-link.ts';
import type { Ended, FhirParts, PartContents, Target } from './parts.ts';
import { notRead } from './patient.ts';
import { bears, inWords, isSameAndLive } from './same-value.ts';
import { targetOf } from './target.ts';

type Settling = Extract<Meaning, { kind: 'pending' | 'end' }>;

/** A server that has failed this often in the middle of storing something is not sent it again unasked. EHR notes 2.12. */
const resendsAfterFaults = 3;

/** null: it is there, or has no need to be. */
export async function deliverPart(fhir: FhirParts, attempt: Attempt, part: PartRow, contents: PartContents): Promise<Ended | null> {
  const { resource } = contents;
  const target = part.act === 'update' ? await targetOf(fhir, attempt, contents) : null;
  if (target !== null && 'state' in target) return target;
  if (part.act === 'update' && target === null && contents.whenAbsent === 'skip') {
    // What never reached the chart needs no withdrawal there.
    attempt.progress(part.id, { state: 'skipped' });
    return null;
  }
  // 'sending' is left behind when an answer came and could not be written down.
  if (part.state === 'ambiguous' || part.state === 'sending') {
    const there = await lookUp(fhir, attempt, part, resource, target);
    if (there !== 'absent') return there;
    if (hasFailedTooOften(fhir, part)) return { state: 'ambiguous', reason: 'no-answer', httpStatus: part.http_status };
  }
  return target === null ? create(fhir, attempt, part, resource) : update(fhir, attempt, part, resource, target);
}

function hasFailedTooOften({ db }: FhirParts, part: PartRow): boolean {
  const { item_id: itemId, http_status: status } = part;
  return status !== null && status >= 500 && countOf(db, itemId, 'looked-up', notFoundWords(part)) > resendsAfterFaults;
}

async function create(fhir: FhirParts, attempt: Attempt, part: PartRow, resource: Resource): Promise<Ended | null> {
  const body = JSON.stringify(resource);
  attempt.progress(part.id, { state: 'sending', body_hash: hashOf(body) });
  const answer = await exchange({
    method: 'POST',
    url: `${fhir.settings.baseUrl}/${String(resource.resourceType)}`,
    body,
    headers: { 'if-none-exist': `identifier=${encodeURIComponent(`${fhir.settings.identifierSystem}|${part.identifier}`)}` },
    attempt,
  });
  const refusal = tooLarge(answer, resource);
  if (refusal !== null) return linked(fhir, attempt, part, resource, refusal, (smaller) => create(fhir, attempt, part, smaller));
  const meaning = meaningOf(answer, 'create');
  if (meaning.kind === 'stored')
    return answer.kind === 'answered' && keepReceipt(fhir, attempt, part, answer, { type: String(resource.resourceType) })
      ? null
      : doubt(attempt, part, answer);
  if (meaning.kind === 'there-already') return compare(fhir, attempt, part, resource, answer);
  if (meaning.kind === 'look-up') {
    const there = await lookUp(fhir, attempt, part, resource, null);
    return there === 'absent' ? refusedDuplicate(answer) : there;
  }
  return settle(attempt, part, meaning);
}

/** The server says that it holds this already, and mostly shows it; only where it does not is it asked for. EHR notes 2.12. */
async function compare(fhir: FhirParts, attempt: Attempt, part: PartRow, resource: Resource, answer: Exchanged): Promise<Ended | null> {
  const theirs = answer.kind === 'answered' ? shownThere(fhir, part, resource, answer) : null;
  if (theirs === null) {
    const there = await lookUp(fhir, attempt, part, resource, null);
    // Some servers find only later what they hold already.
    return there === 'absent' ? doubt(attempt, part, answer) : there;
  }
  if (!isSameAndLive(theirs, resource)) return { state: 'rejected', reason: 'changed-there', httpStatus: 200, serverText: inWords(theirs) };
  keepFound(fhir, attempt, part, theirs);
  return null;
}

function shownThere({ settings }: FhirParts, { identifier }: PartRow, { resourceType }: Resource, { body }: Answered): Resource | null {
  const isShown = body?.resourceType === resourceType && typeof body?.id === 'string';
  return isShown && bears(body, settings.identifierSystem, identifier) ? body : null;
}

async function update(fhir: FhirParts, attempt: Attempt, part: PartRow, resource: Resource, target: Target): Promise<Ended | null> {
  const body = JSON.stringify({ ...resource, id: target.serverId });
  // A person who was shown what the chart says now, and asked for it again, means that version.
  const versionId = part.version_id ?? target.versionId;
  attempt.progress(part.id, { state: 'sending', body_hash: hashOf(body) });
  const answer = await exchange({
    method: 'PUT',
    url: `${fhir.settings.baseUrl}/${String(resource.resourceType)}/${target.serverId}`,
    body,
    headers: versionId === null ? {} : { 'if-match': `W/"${versionId}"` },
    attempt,
  });
  const refusal = tooLarge(answer, resource);
  if (refusal !== null) return linked(fhir, attempt, part, resource, refusal, (smaller) => update(fhir, attempt, part, smaller, target));
  const meaning = meaningOf(answer, 'update');
  if (meaning.kind === 'stored')
    return answer.kind === 'answered' &&
      keepReceipt(fhir, attempt, part, answer, { type: String(resource.resourceType), knownId: target.serverId })
      ? null
      : doubt(attempt, part, answer);
  if (isToBeSettled(meaning)) return settle(attempt, part, meaning);
  return showChanged(fhir, attempt, part, resource, target, statusOf(answer));
}

/** A conflict of versions is 412 to some servers and 409 to others. */
function isToBeSettled(meaning: Meaning): meaning is Settling {
  if (meaning.kind === 'end') return meaning.outcome.state !== 'rejected' || meaning.outcome.reason !== 'changed-there';
  return meaning.kind === 'pending';
}

function statusOf(answer: Exchanged): number | null {
  return answer.kind === 'answered' ? answer.status : null;
}

function tooLarge(answer: Exchanged, resource: Resource): Answered | null {
  return answer.kind === 'answered' && answer.status === 413 && holdsPage(resource) ? answer : null;
}

/** The same once more with its page beside it; as it was refused where the chart takes no page beside it either. */
async function linked(
  fhir: FhirParts,
  attempt: Attempt,
  part: PartRow,
  resource: Resource,
  { status, text }: Answered,
  sendAgain: (smaller: Resource) => Promise<Ended | null>,
): Promise<Ended | null> {
  const beside = await withPageByLink(fhir, attempt, resource);
  if ('linked' in beside) {
    attempt.history('page-by-link', null);
    return sendAgain(beside.linked);
  }
  const wait = notRead(beside.refused);
  if (wait.state === 'rejected') return { state: 'rejected', reason: 'refused-content', httpStatus: status, serverText: text };
  attempt.progress(part.id, { state: 'waiting' });
  return wait;
}

/** Somebody changed it there meanwhile: nothing is overwritten until a person has seen what it says now. EHR notes 2.12. */
async function showChanged(
  fhir: FhirParts,
  attempt: Attempt,
  part: PartRow,
  resource: Resource,
  target: Target,
  httpStatus: number | null,
): Promise<Ended | null> {
  const found = await read(fhir, attempt, resource.resourceType, target);
  if (!Array.isArray(found)) {
    attempt.progress(part.id, { state: 'waiting' });
    return notRead(found);
  }
  const theirs = found[0]!;
  if (isSameAndLive(theirs, resource)) {
    keepFound(fhir, attempt, part, theirs);
    return null;
  }
  const shown = (theirs.meta as { versionId?: string } | undefined)?.versionId ?? null;
  attempt.progress(part.id, { state: 'rejected', version_id: shown });
  return { state: 'rejected', reason: 'changed-there', httpStatus, serverText: inWords(theirs) };
}

/** Stored, but without a word where: it is found by its identifier. */
function doubt(attempt: Attempt, part: PartRow, answer: Exchanged): Ended {
  attempt.progress(part.id, { state: 'ambiguous' });
  return { state: 'ambiguous', reason: 'no-answer', httpStatus: statusOf(answer) };
}

function settle(attempt: Attempt, part: PartRow, meaning: Settling): Ended {
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
    httpStatus: statusOf(answer),
    serverText: answer.kind === 'answered' ? answer.text : null,
  };
}

function hashOf(body: string): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}
