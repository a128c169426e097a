/** The test server on loopback: takes requests, answers them, and fails where it is told to. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { normalizeOperationOutcome } from '@medplum/core';
import { type Answer, answer, answerOf, base, type State } from './fhir-server-answers.ts';
import type { Fault, SeenRequest } from './fhir-server-faults.ts';

/** A header by which the test's own reading is told from the station's. */
export const ownAsking = 'x-asked-by-the-test';

export async function listen(state: State, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    serve(state, request, response).catch((thrown) => send(response, answerOf(normalizeOperationOutcome(thrown), undefined, '')));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
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
  if (fault.does === 'ignore-search') return send(response, await answer(state, { ...seen, path: seen.path.split('?')[0]! }));
  const stored = await answer(state, seen);
  if (fault.does === 'inner-address') return send(response, withInnerAddress(stored));
  if (fault.does === 'commit-then-drop') return void request.socket.destroy();
  if (fault.does === 'empty-answer') send(response, { ...stored, headers: fault.keepsLocation ? stored.headers : {}, body: '' });
}

function withInnerAddress(stored: Answer): Answer {
  const { location } = stored.headers;
  if (location === undefined) return stored;
  return { ...stored, headers: { ...stored.headers, location: location.replace(/^http:\/\/[^/]+/, 'http://inner.example:8080') } };
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const path = (request.url ?? '').slice(base.length);
  return { method: request.method ?? 'GET', path, headers: request.headers, size: bytes.length, body: bodyOf(request, bytes) };
}

/** What is posted to Binary is its content, as it is; all else is a resource. */
function bodyOf({ headers, url }: IncomingMessage, bytes: Buffer): Record<string, unknown> | null {
  const contentType = headers['content-type'] ?? '';
  if (url === `${base}/Binary` && !contentType.includes('json'))
    return { resourceType: 'Binary', contentType, data: bytes.toString('base64') };
  return bytes.length === 0 ? null : parse(bytes.toString('utf8'));
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(status, headers);
  response.end(body);
}
