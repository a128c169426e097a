/** One HTTP exchange with a FHIR server, and what its answer means. Statuses: EHR notes 2.12. */
import { randomUUID } from 'node:crypto';
import type { Attempt } from '../destination.ts';
import type { Resource } from './observation.ts';

export interface Answered {
  kind: 'answered';
  status: number;
  body: Resource | null;
  /** Words of the server's OperationOutcome, or nothing it can be quoted with. */
  text: string | null;
  location: string | null;
  etag: string | null;
  date: string | null;
  retryAfterMs: number | null;
  tookMs: number;
}

/**
 * 'unreachable': the request was never written. 'held-back': nor was this one, as the server had asked for a pause.
 * 'no-answer': it may have been processed.
 */
export type Exchanged = Answered | { kind: 'unreachable' } | { kind: 'held-back'; retryAfterMs: number } | { kind: 'no-answer' };

export interface Asked {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  /** Text of a resource, or the bytes of a page. */
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  attempt: Pick<Attempt, 'signal' | 'turn'>;
}

const answerTimeoutMs = 30_000;
/** For a page or a waveform. EHR notes 2.12. */
const longAnswerTimeoutMs = 60_000;
const longBody = 50_000;

/** Never throws. */
export async function exchange(asked: Asked): Promise<Exchanged> {
  const waitMs = await asked.attempt.turn();
  if (waitMs > 0) return { kind: 'held-back', retryAfterMs: waitMs };
  const began = performance.now();
  try {
    const response = await fetch(asked.url, {
      method: asked.method,
      headers: {
        accept: 'application/fhir+json',
        'x-request-id': randomUUID(),
        ...(asked.body === undefined ? {} : { 'content-type': 'application/fhir+json; charset=utf-8', prefer: 'return=representation' }),
        ...asked.headers,
      },
      ...(asked.body === undefined ? {} : { body: asked.body }),
      redirect: 'error',
      signal: AbortSignal.any([
        asked.attempt.signal,
        AbortSignal.timeout((asked.body?.length ?? 0) > longBody ? longAnswerTimeoutMs : answerTimeoutMs),
      ]),
    });
    const text = await response.text();
    const body = parse(text);
    return {
      kind: 'answered',
      status: response.status,
      body,
      text: outcomeText(body),
      location: response.headers.get('location'),
      etag: response.headers.get('etag'),
      date: response.headers.get('date'),
      retryAfterMs: retryAfter(response.headers.get('retry-after')),
      tookMs: performance.now() - began,
    };
  } catch (thrown) {
    return { kind: wasNeverSent(thrown) ? 'unreachable' : 'no-answer' };
  }
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** Only failures before a connection stands are sure to have sent nothing. */
function wasNeverSent(thrown: unknown): boolean {
  const cause = (thrown as { cause?: { code?: string; errors?: { code?: string }[] } }).cause;
  const codes = [cause?.code, ...(cause?.errors ?? []).map(({ code }) => code)].filter((code): code is string => code !== undefined);
  return codes.length > 0 && codes.every((code) => neverSent.has(code));
}

function parse(text: string): Resource | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Resource) : null;
  } catch {
    return null;
  }
}

/** What the issues of an OperationOutcome say; a proxy's page of HTML is not quoted. */
function outcomeText(body: Resource | null): string | null {
  if (body?.resourceType !== 'OperationOutcome' || !Array.isArray(body.issue)) return null;
  const issues = body.issue as { severity?: string; details?: { text?: string }; diagnostics?: string; expression?: string[] }[];
  const words = issues
    .filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map(({ details, diagnostics, expression }) => [details?.text, diagnostics, expression?.join(', ')].filter(Boolean).join(' · '));
  return words.length === 0 ? null : words.join('; ').slice(0, 500);
}

/** Seconds or a date. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  const until = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(until) ? Math.max(0, Math.min(until, 3_600_000)) : null;
}

/** Server id and version from the Location header or the body. */
export function receiptOf(answered: Answered): { serverId: string; versionId: string | null } | null {
  const found = /([A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/([A-Za-z0-9.-]{1,64}))?$/.exec(answered.location ?? '');
  if (found) return { serverId: found[2]!, versionId: found[3] ?? answered.etag?.replace(/^W\/"|"$/g, '') ?? null };
  const id = answered.body?.id;
  const version = (answered.body?.meta as { versionId?: string } | undefined)?.versionId;
  return typeof id === 'string' && answered.body?.resourceType !== 'OperationOutcome' ? { serverId: id, versionId: version ?? null } : null;
}
