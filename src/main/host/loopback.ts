/**
 * Serves the renderer to a browser on this machine. Any web page may try to reach 127.0.0.1, so every request's
 * Host is compared exactly, a WebSocket's Origin too, and nothing is told to anyone without the token of this start,
 * which the page exchanges once for a strict same-site cookie.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Wire } from '../../preload/contract.ts';
import { readPage, securityHeaders } from './pages.ts';

export interface Loopback {
  /** The address to open, with the token. */
  address: string;
  close(): Promise<void>;
}

/** In bytes. */
export interface WireBounds {
  longestMessage: number;
  /** A screen so far behind is cut off and begins anew. */
  mostUnread: number;
}

/** A logger's or cart's file of 64 MiB as base64, from a person who holds the token; more than a screen ever leaves unread. */
const usualBounds: WireBounds = { longestMessage: 90 * 1024 * 1024, mostUnread: 96 * 1024 * 1024 };

/** Rejects with Node's own error (EADDRINUSE, EACCES) when the port cannot be had. */
export async function serveLoopback(
  folder: string,
  port: number,
  attach: (wire: Wire) => () => void,
  { longestMessage, mostUnread }: WireBounds = usualBounds,
): Promise<Loopback> {
  const token = randomBytes(24).toString('base64url');
  const cookie = randomBytes(24).toString('base64url');
  const server = createServer(
    (request, response) => void answerRequest(request, response, { folder, token, cookie, hosts: hostsOf(server) }),
  );
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage });
  server.on('upgrade', (request, socket, head) => {
    if (!mayUpgrade(request, hostsOf(server), cookie)) return refuseUpgrade(socket);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('close', attach(wireOver(webSocket, mostUnread)));
      webSocket.on('error', () => webSocket.terminate());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/#token=${token}`;
  return { address, close: () => closeServer(server, sockets) };
}

/** Memory for a screen that does not read is bounded: it is cut off, connects again and asks for the whole state. */
function wireOver(webSocket: WebSocket, mostUnread: number): Wire {
  return {
    send(text) {
      if (webSocket.bufferedAmount > mostUnread) webSocket.terminate();
      else webSocket.send(text);
    },
    onText(hear) {
      const listener = (data: unknown, binary: boolean) => {
        if (!binary) hear(String(data));
      };
      webSocket.on('message', listener);
      return () => webSocket.off('message', listener);
    },
  };
}

interface Keys {
  folder: string;
  token: string;
  cookie: string;
  hosts: string[];
}

async function answerRequest(request: IncomingMessage, response: ServerResponse, keys: Keys): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (!keys.hosts.includes(request.headers.host ?? '')) return end(response, 403);
  const path = new URL(request.url ?? '/', 'http://station').pathname;
  if (request.method === 'POST' && path === '/session') return exchangeToken(request, response, keys);
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405);
  const page = await readPage(keys.folder, path);
  if (page === null) return end(response, 404);
  response.setHeader('content-type', page.type);
  response.end(request.method === 'HEAD' ? undefined : page.body);
}

async function exchangeToken(request: IncomingMessage, response: ServerResponse, keys: Keys): Promise<void> {
  if (!isOwnOrigin(request, keys.hosts)) return end(response, 403);
  let given = '';
  for await (const chunk of request) {
    given += String(chunk);
    if (given.length > 200) return end(response, 413);
  }
  if (!isSame(given, keys.token)) return end(response, 401);
  response.setHeader('set-cookie', `${cookieName(keys.hosts)}=${keys.cookie}; HttpOnly; SameSite=Strict; Path=/`);
  end(response, 204);
}

function mayUpgrade(request: IncomingMessage, hosts: string[], cookie: string): boolean {
  const given = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${cookieName(hosts)}=`))
    ?.slice(cookieName(hosts).length + 1);
  return (
    request.url === '/wire' &&
    hosts.includes(request.headers.host ?? '') &&
    isOwnOrigin(request, hosts) &&
    given !== undefined &&
    isSame(given, cookie)
  );
}

/** Browsers keep one jar per host, whatever the port: the port in the name keeps two stations apart. */
function cookieName(hosts: string[]): string {
  return `isoline-${hosts[0]?.split(':')[1] ?? ''}`;
}

function isOwnOrigin(request: IncomingMessage, hosts: string[]): boolean {
  return hosts.some((host) => request.headers.origin === `http://${host}`);
}

function hostsOf(server: Server): string[] {
  const bound = server.address() as AddressInfo | null;
  return bound === null ? [] : [`127.0.0.1:${bound.port}`];
}

/** Compared by hash, so that neither length nor prefix of the secret shows in the time it takes. */
function isSame(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

async function closeServer(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const client of sockets.clients) client.terminate();
  sockets.close();
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
