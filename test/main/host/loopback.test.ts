/** Whoever has no token, or comes from another page, learns nothing. Real sockets on loopback. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type Loopback, serveLoopback } from '../../../src/main/host/loopback.ts';
import { contentSecurityPolicy } from '../../../src/main/host/pages.ts';

let folder: string;
let host: Loopback;
let heard: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isoline-pages-'));
  writeFileSync(join(folder, 'index.html'), '<p>hello</p>');
  heard = [];
  host = await serveLoopback(folder, 0, (wire) =>
    wire.onText((text) => {
      heard.push(text);
      wire.send(`heard ${text}`);
    }),
  );
});

afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const origin = () => new URL(host.address).origin;
const token = () => new URL(host.address).hash.slice('#token='.length);

function get(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin());
    const asked = request({ hostname, port, path, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

async function cookieFor(given: string, from = origin()): Promise<{ status: number; cookie: string | null }> {
  const response = await fetch(`${origin()}/session`, { method: 'POST', body: given, headers: { origin: from } });
  return { status: response.status, cookie: response.headers.get('set-cookie') };
}

function connect(headers: Record<string, string>, from = origin()): Promise<'open' | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${origin().replace('http', 'ws')}/wire`, { headers, origin: from });
    socket.on('open', () => {
      resolve('open');
      socket.close();
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

describe('the loopback host', () => {
  it('serves the page with its strict policy', async () => {
    const page = await get('/');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toBe(contentSecurityPolicy);
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('does not leave its folder', async () => {
    expect((await get('/..%2f..%2fetc%2fpasswd')).status).toBe(404);
    expect((await get('/%00index.html')).status).toBe(404);
    expect((await get('/missing.js')).status).toBe(404);
  });

  it('refuses another name for itself', async () => {
    expect((await get('/', { host: 'attacker.example' })).status).toBe(403);
  });

  it('gives a cookie for the token only, to its own page only', async () => {
    expect((await cookieFor('wrong')).status).toBe(401);
    expect((await cookieFor(token(), 'https://attacker.example')).status).toBe(403);
    const good = await cookieFor(token());
    expect(good.status).toBe(204);
    expect(good.cookie).toMatch(/HttpOnly; SameSite=Strict/);
  });

  it('opens a wire with the cookie and its own origin, and carries text', async () => {
    const cookie = (await cookieFor(token())).cookie!.split(';')[0]!;
    expect(await connect({})).toBe(403);
    expect(await connect({ cookie: cookie.replace(/=.*/, '=guess') })).toBe(403);
    expect(await connect({ cookie }, 'https://attacker.example')).toBe(403);
    expect(await connect({ cookie })).toBe('open');
    const socket = new WebSocket(`${origin().replace('http', 'ws')}/wire`, { headers: { cookie }, origin: origin() });
    await new Promise((resolve) => socket.on('open', resolve));
    const answer = new Promise((resolve) => socket.on('message', (data) => resolve(String(data))));
    socket.send('hello');
    expect(await answer).toBe('heard hello');
    expect(heard).toEqual(['hello']);
    socket.close();
  });

  it('carries a device’s whole file both ways, and what is said right behind it', async () => {
    const cookie = (await cookieFor(token())).cookie!.split(';')[0]!;
    const socket = new WebSocket(`${origin().replace('http', 'ws')}/wire`, { headers: { cookie }, origin: origin() });
    await new Promise((resolve) => socket.on('open', resolve));
    const lengths: number[] = [];
    const both = new Promise<void>((resolve) =>
      socket.on('message', (data) => {
        lengths.push(String(data).length);
        if (lengths.length === 2) resolve();
      }),
    );
    const file = 'A'.repeat(20 * 1024 * 1024);
    socket.send(file);
    socket.send('next');
    await both;
    expect(lengths).toEqual([file.length + 6, 10]);
    socket.close();
  });
});
