/** A whole station behind the hub: a screen that comes back is told everything, and one nobody is signed in at is told nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Loopback, serveLoopback } from '../../../src/main/host/loopback.ts';
import { readOptions } from '../../../src/main/host/options.ts';
import { type Launched, launch } from '../../../src/main/launch.ts';
import type { Facts } from '../../../src/preload/contract.ts';
import { openScreen, type ScreenSocket } from '../../support/screen-socket.ts';
import { until } from '../../support/until.ts';

/** Of the made-up assistant. */
const pin = '271828';
const folder = mkdtempSync(join(tmpdir(), 'isoline-reconnect-'));
let station: Launched;
let host: Loopback;
let first: ScreenSocket;

beforeAll(async () => {
  station = await launch(readOptions(['--demo', '--data', folder, '--device', 'nonin@sim']));
  host = await serveLoopback(folder, 0, station.attach);
  first = await openScreen(host.address);
});

afterAll(async () => {
  await first.close();
  await host.close();
  await station.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a screen that comes back', () => {
  it('learns of no patient and no device while nobody is signed in', async () => {
    const snapshot = await first.call('station.snapshot', null);
    expect(snapshot).toMatchObject({ devices: [], ports: [], tiles: [], openVisitId: null, session: { person: null } });
    await expect(first.call('today.read', null)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  it('is told the whole state, and goes on hearing', async () => {
    const maria = (await first.call('people.list', null)).find(({ name }) => name === 'Maria Reyes')!;
    await first.call('people.signIn', { personId: maria.id, pin });
    const { rows } = await first.call('today.read', null);
    const { visit } = await first.call('visits.open', {
      patientId: rows[0]!.patientId,
      statedName: true,
      statedDateOfBirth: true,
      room: 'Room 3',
    });
    // What was told before the visit was opened is of nobody: the tiles begin anew with it.
    const before = first.facts.length;
    const isSaturation = ({ fact, is }: (typeof first.facts)[number]) => fact === 'live.tile' && (is as Facts['live.tile']).key === 'spo2';
    await until(() => first.facts.slice(before).some(isSaturation), 'the oximeter speaks');
    first.socket.terminate();
    const again = await openScreen(host.address);
    const snapshot = await again.call('station.snapshot', null);
    expect(snapshot.session.person?.id).toBe(maria.id);
    expect(snapshot.openVisitId).toBe(visit.id);
    expect(snapshot.devices).toHaveLength(1);
    expect(snapshot.tiles.map(({ key }) => key)).toContain('spo2');
    expect((await again.call('visits.read', { visitId: visit.id })).visit.id).toBe(visit.id);
    await until(() => again.facts.some(({ fact }) => fact === 'live.tile'), 'the returned screen hears the oximeter');
    await again.close();
  });
});
