/** What the screens know, from the facts that come in: kept per tile, per fault and per visit; greyed, never dropped, when the station is lost. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Call, Down, Facts, LiveTile, LiveWave, Rooming, Snapshot, Up } from '../../../src/preload/contract.ts';

type Store = typeof import('../../../src/renderer/client/live-store.ts');

let store: Store;
let answers: Partial<Record<Call, unknown>>;
let asked: string[];
let hear: (text: string) => void;

/** A fresh store at the desktop window's own door, whose station answers what `answers` says. */
beforeEach(async () => {
  vi.resetModules();
  answers = { 'station.snapshot': snapshot() };
  asked = [];
  hear = () => undefined;
  vi.stubGlobal('window', {
    station: {
      send(text: string) {
        const { id, call } = JSON.parse(text) as Up;
        asked.push(call);
        queueMicrotask(() => say({ id, out: answers[call] } as Down));
      },
      onText(listener: (text: string) => void) {
        hear = listener;
      },
    },
  });
  store = await import('../../../src/renderer/client/live-store.ts');
});

const say = (down: Down) => hear(JSON.stringify(down));
const tell = <F extends keyof Facts>(fact: F, is: Facts[F]) => say({ fact, is } as Down);

const maria = { id: 'p1', name: 'Maria Reyes', role: 'assistant', visitOpenIn: null } as const;
const session = (person: typeof maria | null, locked: unknown = null) => ({ person, locked, timerEndsAt: null }) as Snapshot['session'];
const station = { clinicName: 'C', setup: 'done', demo: false } as unknown as Snapshot['station'];
const tile = (key: LiveTile['key'], id: string) => ({ key, measurement: { id } }) as unknown as LiveTile;
const rooming = (visitId: string, ownerId: string) => ({ visit: { id: visitId, owner: { id: ownerId } } }) as unknown as Rooming;

function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return { station, session: session(null), devices: [], ports: [], tiles: [], openVisitId: null, faults: [], ...change };
}

function signedIn(change: Partial<Snapshot> = {}): void {
  answers['station.snapshot'] = snapshot({ session: session(maria), ...change });
  answers['settings.read'] = { weightUnit: 'kg' };
  answers['today.read'] = { rows: [] };
  answers['outbox.read'] = { rows: [] };
  answers['visits.read'] = rooming('v1', 'p1');
}

async function begin(): Promise<void> {
  store.beginListening();
  await vi.waitFor(() => expect(store.currentLive().connected).toBe(true));
  if (store.currentLive().session.person !== null) await vi.waitFor(() => expect(store.currentLive().settings).not.toBeNull());
}

describe('at the beginning', () => {
  it('knows nothing, and says so', () => {
    expect(store.currentLive()).toMatchObject({ connected: false, station: null, settings: null, tiles: [], faults: [] });
  });

  it('asks for the snapshot alone while nobody is signed in', async () => {
    await begin();
    expect(asked).toEqual(['station.snapshot']);
  });

  it('asks for the day, the outbox and the open visit of who is signed in', async () => {
    signedIn({ openVisitId: 'v1' });
    await begin();
    expect(asked).toEqual(expect.arrayContaining(['settings.read', 'today.read', 'outbox.read', 'visits.read']));
    expect(store.currentLive().rooming?.visit.id).toBe('v1');
  });
});

describe('a fact', () => {
  it('replaces the tile of its own key and no other', async () => {
    signedIn();
    await begin();
    tell('live.tile', tile('spo2', 'm1'));
    tell('live.tile', tile('pulseRate', 'm2'));
    tell('live.tile', tile('spo2', 'm3'));
    const shown = Object.fromEntries(store.currentLive().tiles.map(({ key, measurement }) => [key, measurement.id]));
    expect(shown).toEqual({ spo2: 'm3', pulseRate: 'm2' });
  });

  it('with a waveform goes past the state, to who draws it, until they stop', async () => {
    await begin();
    const drawn: LiveWave[] = [];
    const stop = store.subscribeWave((wave) => drawn.push(wave));
    const before = store.currentLive();
    const wave: LiveWave = { deviceId: 'd1', signal: 'pleth', hz: 75, range: [0, 255], samples: [1, null, 3], at: 1 };
    tell('live.wave', wave);
    stop();
    tell('live.wave', wave);
    expect(drawn).toEqual([wave]);
    expect(store.currentLive()).toBe(before);
  });

  it('about somebody else’s visit does not take the screen away from the open one', async () => {
    signedIn({ openVisitId: 'v1' });
    await begin();
    tell('visit.changed', rooming('v2', 'p2'));
    expect(store.currentLive().rooming?.visit.id).toBe('v1');
    tell('visit.closed', { visitId: 'v2' });
    expect(store.currentLive().rooming?.visit.id).toBe('v1');
    tell('live.tile', tile('spo2', 'm1'));
    tell('visit.closed', { visitId: 'v1' });
    expect(store.currentLive()).toMatchObject({ rooming: null, tiles: [] });
  });

  it('that a fault stands shows one of a kind, the newest, until it is over or seen', async () => {
    await begin();
    tell('station.fault', { code: 'disk-full', ref: 'A1' });
    tell('station.fault', { code: 'unexpected', ref: 'A2' });
    tell('station.fault', { code: 'disk-full', ref: 'A3' });
    expect(store.currentLive().faults.map(({ ref }) => ref)).toEqual(['A2', 'A3']);
    tell('station.fault-over', { ref: 'A2' });
    store.endFault('A3');
    expect(store.currentLive().faults).toEqual([]);
  });
});

describe('when the station is locked or left', () => {
  it.each([
    ['locked', session(maria, { since: '2026-11-24T09:00:00Z', because: 'idle' })],
    ['left', session(null)],
  ])('%s: nothing about a patient stays in the page', async (_how, next) => {
    signedIn({ openVisitId: 'v1', tiles: [tile('spo2', 'm1')] });
    await begin();
    await vi.waitFor(() => expect(store.currentLive().rooming).not.toBeNull());
    answers['station.snapshot'] = snapshot({ session: next });
    tell('session.changed', next);
    expect(store.currentLive()).toMatchObject({ rooming: null, today: null, outbox: null, tiles: [] });
  });
});

describe('when the station is lost', () => {
  it('what was known stays to be read, marked as not current, and is fetched anew on the next connection', async () => {
    const connections: { onOpen(connection: unknown): void; onLost(): void; onText(text: string): void }[] = [];
    vi.doMock('../../../src/renderer/client/connect.ts', () => ({ connect: (hearing: never) => connections.push(hearing) }));
    vi.resetModules();
    store = await import('../../../src/renderer/client/live-store.ts');
    vi.doUnmock('../../../src/renderer/client/connect.ts');
    signedIn({ tiles: [tile('spo2', 'm1')] });
    store.beginListening();
    const [hearing] = connections;
    hear = (text) => hearing!.onText(text);
    hearing!.onOpen(window.station);
    await vi.waitFor(() => expect(store.currentLive().settings).not.toBeNull());
    hearing!.onLost();
    expect(store.currentLive().connected).toBe(false);
    expect(store.currentLive().tiles.map(({ measurement }) => measurement.id)).toEqual(['m1']);
    signedIn({ tiles: [tile('spo2', 'm9')] });
    hearing!.onOpen(window.station);
    await vi.waitFor(() => expect(store.currentLive().connected).toBe(true));
    expect(store.currentLive().tiles.map(({ measurement }) => measurement.id)).toEqual(['m9']);
  });
});
