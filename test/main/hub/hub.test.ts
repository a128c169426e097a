/** The hub between real people, a real loopback host and real WebSockets: what is refused, who hears what, and in which order. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Announce, Answers } from '../../../src/main/answer.ts';
import { type Loopback, serveLoopback } from '../../../src/main/host/loopback.ts';
import { createHub, type Hub } from '../../../src/main/hub/hub.ts';
import { createPeople } from '../../../src/main/people/people.ts';
import { openMemoryDatabase } from '../../../src/main/storage/open.ts';
import { openScreen, type ScreenSocket } from '../../support/screen-socket.ts';
import { until } from '../../support/until.ts';

const pin = '271828';
const bounds = { longestMessage: 1024 * 1024, mostUnread: 4 * 1024 * 1024 };
let hub: Hub;
let host: Loopback;
let folder: string;
let written: { ref: string; call: string; thrown: unknown }[];
let screens: ScreenSocket[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'isoline-hub-'));
  written = [];
  screens = [];
  const announce: Announce = (fact, is) => hub.announce(fact, is);
  const people = createPeople({
    db: openMemoryDatabase(),
    clock: { now: () => new Date() },
    announce,
    timerEndsAt: () => null,
    handedOver: () => undefined,
  });
  hub = createHub({
    answers: () => ({ ...people.answers, ...breaking }) as Partial<Answers> as Answers,
    asker: (who) => people.session.require(who),
    mayHear: (fact) => fact === 'session.changed' || fact === 'station.fault' || people.session.isOpen(),
    writeFault: (ref, call, thrown) => void written.push({ ref, call, thrown }),
  });
  host = await serveLoopback(folder, 0, hub.attach, bounds);
});

afterEach(async () => {
  for (const screen of screens) await screen.close();
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Calls of the contract whose answers go wrong inside. */
const breaking = {
  'outbox.read': {
    who: 'anyone',
    check: z.null(),
    answer: () => {
      throw new TypeError('a name that must not travel: Okafor');
    },
  },
  'today.read': {
    who: 'anyone',
    check: z.null(),
    answer: () => {
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    },
  },
} as const;

async function screen(): Promise<ScreenSocket> {
  const opened = await openScreen(host.address);
  screens.push(opened);
  return opened;
}

async function signIn(at: ScreenSocket): Promise<void> {
  const maria = await at.call('people.add', { name: 'Maria Reyes', role: 'administrator', pin });
  await at.call('people.signIn', { personId: maria.id, pin });
}

const port = (label: string) => ({ path: label, kind: 'serial' as const, chip: null, state: 'listening' as const, candidates: [] });

describe('what is not an order', () => {
  it.each([
    ['no JSON', '{"id":1,'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[1,"people.list"]'],
    ['an id that is no number', '{"id":"1","call":"people.list","in":null}'],
    ['no call', '{"id":1,"in":null}'],
  ])('%s is dropped, and the next order is answered', async (_what, text) => {
    const one = await screen();
    one.sendRaw(text);
    expect(await one.call('people.list', null)).toEqual([]);
    expect(one.answers).toBe(1);
  });

  it('bytes that are no text are dropped', async () => {
    const one = await screen();
    one.sendRaw(Buffer.from([0, 255, 1]));
    expect(await one.call('people.list', null)).toEqual([]);
  });

  it('a message beyond the bound ends that screen alone', async () => {
    const [rude, other] = [await screen(), await screen()];
    rude.socket.on('error', () => undefined);
    rude.sendRaw('x'.repeat(2 * 1024 * 1024));
    await until(() => hub.screens() === 1, 'the rude screen is cut off');
    expect(await other.call('people.list', null)).toEqual([]);
  });
});

describe('an order that is refused', () => {
  it.each(['people.everything', 'toString', '__proto__', 'constructor'])('%s is no call', async (name) => {
    const one = await screen();
    await expect(one.call(name as 'people.list', null)).rejects.toMatchObject({ code: 'check-failed', about: name });
  });

  it('names the field that does not fit', async () => {
    const one = await screen();
    await expect(one.call('people.add', { name: 7 as never, role: 'nurse', pin })).rejects.toMatchObject({
      code: 'check-failed',
      about: 'name',
    });
  });

  it('comes before anybody has signed in', async () => {
    const one = await screen();
    await signIn(one);
    await one.call('people.signOut', null);
    await expect(one.call('people.add', { name: 'Devon Park', role: 'nurse', pin: '314159' })).rejects.toMatchObject({
      code: 'not-signed-in',
    });
    expect(await one.call('people.list', null)).toHaveLength(1);
  });

  it('a fault inside is written down under a reference, and only the reference travels', async () => {
    const one = await screen();
    const failed = await one.call('outbox.read', null).catch((failure) => failure);
    expect(failed).toEqual({ code: 'unexpected', ref: expect.stringMatching(/^[A-Z]\d-\d{4}$/) });
    expect(written).toEqual([{ ref: failed.ref, call: 'outbox.read', thrown: expect.any(TypeError) }]);
    expect(one.facts).toEqual([{ fact: 'station.fault', is: failed }]);
  });

  it('a full disk is told by its own name', async () => {
    const one = await screen();
    await expect(one.call('today.read', null)).rejects.toMatchObject({ code: 'disk-full' });
  });
});

describe('the facts', () => {
  it('reach two screens in the same order', async () => {
    const [first, second] = [await screen(), await screen()];
    await signIn(first);
    for (let number = 0; number < 200; number += 1) hub.announce('ports.changed', [port(String(number))]);
    await until(() => second.facts.length >= 201 && first.facts.length >= 201, 'all facts came');
    expect(first.facts).toEqual(second.facts);
    expect(first.facts.slice(-200).map(({ is }) => (is as { path: string }[])[0]!.path)).toEqual(
      Array.from({ length: 200 }, (_, at) => String(at)),
    );
  });

  it('about patients stay here while nobody is signed in', async () => {
    const one = await screen();
    hub.announce('ports.changed', [port('COM4')]);
    await one.call('people.list', null);
    expect(one.facts).toEqual([]);
  });

  it('go to who is there, and not to who has gone', async () => {
    const [first, second] = [await screen(), await screen()];
    await signIn(first);
    await second.close();
    await until(() => hub.screens() === 1, 'the second screen has gone');
    hub.announce('ports.changed', [port('COM4')]);
    await until(() => first.facts.some(({ fact }) => fact === 'ports.changed'), 'the fact came');
    expect(second.facts.some(({ fact }) => fact === 'ports.changed')).toBe(false);
  });
});

describe('a screen that does not read', () => {
  it('is cut off when too much waits for it; the others miss nothing', async () => {
    const [slow, good] = [await screen(), await screen()];
    await signIn(good);
    const before = good.facts.length;
    slow.socket.pause();
    const long = [port('x'.repeat(256 * 1024))];
    let sent = 0;
    while (hub.screens() === 2 && sent < 400) {
      hub.announce('ports.changed', long);
      sent += 1;
      await until(() => good.facts.length === before + sent, 'the good screen has this fact');
    }
    expect(hub.screens()).toBe(1);
    expect(sent).toBeLessThan(400);
    expect(good.isOpen()).toBe(true);
    slow.socket.terminate();
  });
});
