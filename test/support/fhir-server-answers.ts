/** What the test server answers when nothing goes wrong. */
import { badRequest, getStatus, isOperationOutcome, normalizeOperationOutcome, OperationOutcomeError } from '@medplum/core';
import type { FhirRouter, HttpMethod } from '@medplum/fhir-router';
import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { Faults, SeenRequest } from './fhir-server-faults.ts';
import type { ValidatingRepository } from './fhir-server-repository.ts';

export const base = '/fhir/R4';

export interface State {
  repository: ValidatingRepository;
  router: FhirRouter;
  faults: Faults;
  requests: SeenRequest[];
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export async function answer(state: State, seen: SeenRequest): Promise<Answer> {
  if (seen.path === '/metadata') return answerOf({ resourceType: 'OperationOutcome', id: 'ok', issue: [] }, capabilities as Resource, '');
  try {
    if (seen.body !== null && Array.isArray(seen.body.entry)) await checkWholeBundle(state, seen.body as unknown as Bundle);
    const [outcome, resource] = await state.router.handleRequest(requestOf(seen), state.repository);
    return answerOf(outcome, resource, seen.headers.host ?? '');
  } catch (thrown) {
    return answerOf(normalizeOperationOutcome(thrown), undefined, '');
  }
}

/** The router does not undo a transaction that fails half way: it is checked whole before any of it is stored. */
async function checkWholeBundle(state: State, bundle: Bundle): Promise<void> {
  for (const { resource } of bundle.entry ?? []) {
    if (resource === undefined) throw new OperationOutcomeError(badRequest('an entry without its resource'));
    if (bundle.type === 'transaction') await state.repository.check(resource);
  }
}

function requestOf(seen: SeenRequest) {
  const query: Record<string, string | string[]> = {};
  const { searchParams } = new URL(seen.path, 'http://127.0.0.1');
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name);
    query[name] = values.length === 1 ? values[0]! : values;
  }
  const config = { transactions: true };
  return {
    method: seen.method as HttpMethod,
    url: seen.path === '' ? '/' : seen.path,
    pathname: '',
    body: seen.body,
    params: {},
    query,
    headers: seen.headers,
    config,
  };
}

export function answerOf(outcome: OperationOutcome, resource: Resource | undefined, host: string): Answer {
  const status = outcome.id === 'unprocessable' ? 422 : getStatus(outcome);
  const headers: Record<string, string> = { 'content-type': 'application/fhir+json; charset=utf-8' };
  const version = resource?.meta?.versionId;
  if (version !== undefined) {
    headers.etag = `W/"${version}"`;
    headers['last-modified'] = new Date(resource?.meta?.lastUpdated ?? Date.now()).toUTCString();
    if (status === 201) headers.location = `http://${host}${base}/${resource?.resourceType}/${resource?.id}/_history/${version}`;
  }
  const body = resource !== undefined && !isOperationOutcome(resource) ? resource : outcome;
  return { status, headers, body: JSON.stringify(body) };
}

const resources = ['Patient', 'Observation', 'DiagnosticReport', 'DocumentReference', 'Provenance', 'Encounter'].map((type) => ({
  type,
  interaction: ['read', 'create', 'update', 'search-type', 'vread', 'history-instance'].map((code) => ({ code })),
  conditionalCreate: true,
  versioning: 'versioned-update',
  searchParam: [{ name: 'identifier', type: 'token' }],
}));

const capabilities = {
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-01-01',
  kind: 'instance',
  fhirVersion: '4.0.1',
  format: ['json'],
  software: { name: 'The test server' },
  rest: [{ mode: 'server', resource: resources }],
};
