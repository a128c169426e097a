/** The browser's way to the station, over a real loopback host: the token once, the cookie, and again after every loss. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Loopback, serveLoopback } from '../../../src/main/host/loopback.ts';
import type { Wire } from '../../../src/preload/contract.ts';
import { type Connection, connect } from '../../../src/renderer/client/connect.ts';
import { type PageGlobals, standInPage } from '../../support/page-globals.ts';
import { until } from '../../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'isoline-connect-'));
let host: Loopback;
let wires: Wire[];
let page: PageGlobals;
let happened: string[];
let connection: Connection | null;

beforeEach(async () => {
  wires = [];
  happened = [];
  connection = null;
  host = await serveLoopback(folder, 0, (wire) => {
    wires.push(wire);
    return wire.onText((text) => wire.send(`heard ${text}`));
  });
  page = standInPage(host.address);
});

afterEach(async () => {
  page.leave();
  await host.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function begin(): void {
  connect({
    onText: (text) => happened.push(text),
    onOpen: (opened) => {
      happened.push('open');
      connection = opened;
    },
    onLost: () => happened.push('lost'),
  });
}

const times = (what: string) => happened.filter((one) => one === what).length;

it('gives the token for a cookie, takes it out of sight, and carries text both ways', async () => {
  begin();
  await until(() => connection !== null, 'the page is connected');
  expect(page.cookie).toMatch(/^isoline-\d+=/);
  expect(page.hash()).toBe('');
  connection!.send('hello');
  await until(() => happened.includes('heard hello'), 'the answer came');
});

it('connects again by itself, as often as it is lost, with the cookie it has', async () => {
  begin();
  for (let loss = 1; loss <= 3; loss += 1) {
    await until(() => times('open') === loss, `opening ${loss}`);
    page.sockets.at(-1)!.terminate();
    await until(() => times('lost') === loss, `loss ${loss}`);
  }
  await until(() => times('open') === 4, 'open again after the third loss');
  expect(happened).toEqual(['open', 'lost', 'open', 'lost', 'open', 'lost', 'open']);
  expect(wires).toHaveLength(4);
});

it('keeps trying while it is refused, and says nothing of an opening that was none', async () => {
  begin();
  page.cookie = null;
  vi.stubGlobal('fetch', () => Promise.reject(new Error('the station is not there')));
  await until(() => times('open') === 1, 'the first start had its cookie');
  const cookie = page.cookie;
  page.cookie = 'isoline-0=guess';
  page.sockets.at(-1)!.terminate();
  await until(() => page.sockets.length >= 3, 'it has been refused and tried again');
  expect(times('open')).toBe(1);
  page.cookie = cookie;
  await until(() => times('open') === 2, 'it is let in again');
});

it('takes the desktop window’s own door where there is one', () => {
  const heard: ((text: string) => void)[] = [];
  const door: Wire = {
    send: () => undefined,
    onText: (hear) => {
      heard.push(hear);
      return () => undefined;
    },
  };
  vi.stubGlobal('window', { station: door });
  begin();
  heard[0]!('a fact');
  expect(happened).toEqual(['open', 'a fact']);
  expect(page.sockets).toEqual([]);
});
