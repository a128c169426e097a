/** After any doubt the server is asked what it holds before anything is sent again. EHR notes, section 1. */
import type { PartRow } from '../../storage/outbox.ts';
import type { Attempt } from '../destination.ts';
import { type Answered, type Exchanged, exchange, receiptOf } from './exchange.ts';
import type { Resource } from './observation.ts';
import type { Ended, FhirParts, Target } from './parts.ts';
import { resourcesIn } from './patient.ts';
import { isSameAndLive } from './same-value.ts';

/** What carries this identifier there; the answer itself where it is none. */
export async function searchByIdentifier(fhir: FhirParts, attempt: Attempt, identifier: string): Promise<Resource[] | Exchanged> {
  const { baseUrl, identifierSystem } = fhir.settings;
  const url = `${baseUrl}/Observation?identifier=${encodeURIComponent(`${identifierSystem}|${identifier}`)}`;
  const answer = await exchange({ method: 'GET', url, signal: attempt.signal });
  return answer.kind === 'answered' && answer.status === 200 ? resourcesIn(answer, 'Observation') : answer;
}

async function read(fhir: FhirParts, attempt: Attempt, { serverId }: Target): Promise<Resource[] | Exchanged> {
  const answer = await exchange({ method: 'GET', url: `${fhir.settings.baseUrl}/Observation/${serverId}`, signal: attempt.signal });
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
  const found = target === null ? await searchByIdentifier(fhir, attempt, part.identifier) : await read(fhir, attempt, target);
  if (!Array.isArray(found)) {
    attempt.progress(part.id, { state: 'ambiguous' });
    return { state: 'ambiguous', reason: 'no-answer', httpStatus: found.kind === 'answered' ? found.status : null };
  }
  const same = found.filter((theirs) => isSameAndLive(theirs, resource));
  attempt.history('looked-up', same.length === 0 ? 'not found' : 'found');
  if (same.length === 0)
    return found.length > 0 && target === null
      ? { state: 'rejected', reason: 'changed-there', httpStatus: null, serverText: null }
      : 'absent';
  if (same.length > 1) return { state: 'rejected', reason: 'duplicates-there', httpStatus: null, serverText: null };
  keepFound(fhir, attempt, part, same[0]!);
  return null;
}

/** A receipt for what was found there. */
export function keepFound(fhir: FhirParts, attempt: Attempt, part: PartRow, theirs: Resource): Target {
  const serverId = String(theirs.id);
  const versionId = (theirs.meta as { versionId?: string } | undefined)?.versionId ?? null;
  keep(fhir, attempt, part, {
    server_id: serverId,
    version_id: versionId,
    location: `Observation/${serverId}`,
    http_status: 200,
    server_time: (theirs.meta as { lastUpdated?: string } | undefined)?.lastUpdated ?? null,
  });
  return { serverId, versionId };
}

/** A receipt for what was stored now. False: the answer names nothing. */
export function keepReceipt(fhir: FhirParts, attempt: Attempt, part: PartRow, answer: Answered, knownId?: string): boolean {
  const receipt = receiptOf(answer) ?? (knownId === undefined ? null : { serverId: knownId, versionId: null });
  if (receipt === null) return false;
  keep(fhir, attempt, part, {
    server_id: receipt.serverId,
    version_id: receipt.versionId,
    location: answer.location ?? `Observation/${receipt.serverId}`,
    http_status: answer.status,
    server_time: answer.date,
  });
  return true;
}

type Receipt = Pick<PartRow, 'server_id' | 'version_id' | 'location' | 'http_status' | 'server_time'>;

/** On disk, and on the row in hand: what follows in the same attempt points at it. */
function keep(fhir: FhirParts, attempt: Attempt, part: PartRow, receipt: Receipt): void {
  const change = { ...receipt, state: 'delivered' as const, done_at: fhir.now().toISOString() };
  attempt.progress(part.id, change);
  Object.assign(part, change);
}
