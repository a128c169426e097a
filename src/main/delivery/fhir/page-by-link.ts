/** A page that is too large to stand inside its resource is put beside it as a Binary, and linked. EHR notes 2.10 and 2.12. */
import { knownAs, setKnownAs } from '../../storage/known-as.ts';
import type { Attempt } from '../destination.ts';
import { type Exchanged, exchange, receiptOf } from './exchange.ts';
import type { Resource } from './observation.ts';
import { type FhirParts, knownTo } from './parts.ts';

interface Attachment {
  contentType: string;
  /** Base64; absent where it is linked. */
  data?: string;
  url?: string;
  /** Base64 of its SHA-1. */
  hash?: string;
}

/** Whether it holds a page in itself. */
export function holdsPage(resource: Resource): boolean {
  return attachmentsOf(resource).some(({ data }) => data !== undefined);
}

/**
 * The same resource with its pages as links; the answer of the server where it did not take one. A page that went there once is not sent
 * again: a Binary has no identifier, and one that nothing points at harms nobody.
 */
export async function withPageByLink(
  fhir: FhirParts,
  attempt: Attempt,
  resource: Resource,
): Promise<{ linked: Resource } | { refused: Exchanged }> {
  const linked = structuredClone(resource);
  for (const attachment of attachmentsOf(linked)) {
    if (attachment.data === undefined) continue;
    const url = await binaryOf(fhir, attempt, attachment, (resource.subject as { reference: string }).reference);
    if (typeof url !== 'string') return { refused: url };
    attachment.url = url;
    delete attachment.data;
  }
  return { linked };
}

function attachmentsOf({ presentedForm, content }: Resource): Attachment[] {
  return [
    ...((presentedForm ?? []) as Attachment[]),
    ...((content ?? []) as { attachment?: Attachment }[]).flatMap(({ attachment }) => attachment ?? []),
  ];
}

async function binaryOf(fhir: FhirParts, attempt: Attempt, page: Attachment, patient: string): Promise<string | Exchanged> {
  const name = `${patient} ${page.hash}`;
  const known = page.hash === undefined ? null : knownAs(fhir.db, knownTo(fhir), 'binary', name);
  if (known !== null) return known.serverId;
  const answer = await exchange({
    method: 'POST',
    url: `${fhir.settings.baseUrl}/Binary`,
    body: Buffer.from(page.data!, 'base64'),
    headers: { 'content-type': page.contentType, 'x-security-context': patient, prefer: 'return=minimal' },
    attempt,
  });
  const receipt = answer.kind === 'answered' && (answer.status === 201 || answer.status === 200) ? receiptOf(answer) : null;
  if (receipt === null) return answer;
  const url = `Binary/${receipt.serverId}`;
  if (page.hash !== undefined) setKnownAs(fhir.db, knownTo(fhir), 'binary', name, url, fhir.now());
  return url;
}
