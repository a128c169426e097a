/**
 * The replay cart as a person would use it: `isoline ekg stream` speaks a stored tracing over one serial path, the station hears it
 * over another, a loose V3 is called out and put right, and what is recorded is what was stored.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { nanovoltsPerBit } from '../../drivers/ads1298/decode.ts';
import { writeAecg } from '../../drivers/hl7-aecg/encode.ts';
import type { Tracing } from '../../drivers/model/tracing.ts';
import type { EkgCoach, EkgRecording } from '../../src/preload/contract.ts';
import { madeUpHeart } from '../support/made-up-heart.ts';
import { describeOverPty, openPty, type Pty } from '../support/pty.ts';
import { openScreen, type ScreenSocket } from '../support/screen-socket.ts';
import { runStation } from '../support/station-run.ts';
import { undoAfterEach } from '../support/undo.ts';
import { until } from '../support/until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const later = undoAfterEach();

/** A cable between two serial paths. */
function joinPaths(one: Pty, other: Pty): () => void {
  const carried = [0, 0];
  const timer = setInterval(() => {
    for (const [index, [from, to]] of (
      [
        [one, other],
        [other, one],
      ] as const
    ).entries()) {
      const written = from.written();
      if (written.length > carried[index]!) to.write(written.slice(carried[index]));
      carried[index] = written.length;
    }
  }, 10);
  return () => clearInterval(timer);
}

function playCart(file: string, path: string): ChildProcess {
  const cart = spawn(process.execPath, [join(root, 'out/main/cli.js'), 'ekg', 'stream', file, '--on', path, '--as', 'ads1298'], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  return later(cart, (one) => one.kill());
}

/** Signs in the demo's assistant and opens the visit of the first patient on the list. */
async function openVisit(screen: ScreenSocket): Promise<{ visitId: string; patientId: string }> {
  const maria = (await screen.call('people.list', null)).find(({ role }) => role === 'assistant')!;
  await screen.call('people.signIn', { personId: maria.id, pin: maria.demoPin! });
  const [row] = (await screen.call('today.read', null)).rows.filter(({ visitId }) => visitId === null);
  const { patientId } = row!;
  await screen.call('patients.arrive', { patientId });
  await screen.call('patients.identify', { patientId });
  const { visit } = await screen.call('visits.open', { patientId, statedName: true, statedDateOfBirth: true, room: '3' });
  return { visitId: visit.id, patientId };
}

const coachOf = (screen: ScreenSocket) => screen.facts.findLast(({ fact }) => fact === 'ekg.coach')?.is as EkgCoach | undefined;
const says = (screen: ScreenSocket) => {
  const said = coachOf(screen)?.sentence;
  return said === undefined ? '' : [said.code, ...said.electrodes].join(' ');
};

/** Whether these samples stand in a row somewhere in the tracing played over and over, in the board's steps. */
function isPlayed(samples: readonly (number | null)[], { leads }: Tracing, name: string): boolean {
  const lead = leads.find((one) => one.name === name)!;
  const sent = Array.from(lead.samples, (value) => Math.round((value * lead.nanovoltsPerBit!) / nanovoltsPerBit));
  const text = `,${sent.join()},`;
  // The seam from the last beat to the first may fall anywhere: one quarter of the recording at least is free of it.
  const quarter = Math.floor(samples.length / 4);
  return [0, 1, 2, 3].some((part) => text.includes(`,${samples.slice(part * quarter, (part + 1) * quarter).join()},`));
}

describeOverPty('the replay cart', () => {
  it('plays a loose V3 that is called out, put right and recorded as the integers that were stored', async () => {
    const folder = later(mkdtempSync(join(tmpdir(), 'isoline-cart-')), (one) => rmSync(one, { recursive: true, force: true }));
    const { tracing } = madeUpHeart({ noise: 4 });
    const [written] = writeAecg(tracing, 'stored');
    const file = join(folder, 'stored.xml');
    writeFileSync(file, written!.bytes);
    const [cartEnd, stationEnd] = [openPty(), openPty()].map((pty) => later(pty, (one) => one.hangUp())) as [Pty, Pty];
    later(joinPaths(cartEnd, stationEnd), (stop) => stop());
    const cart = playCart(file, cartEnd.path);
    let said = '';
    cart.stderr!.on('data', (chunk) => {
      said += chunk;
    });
    const device = `ads1298/500-hz@${stationEnd.path}`;
    const station = later(await runStation(['--demo', '--data', join(folder, 'data'), '--device', device]), (one) => one.stop());
    const screen = later(await openScreen(station.address), (one) => one.close());
    const { visitId } = await openVisit(screen);

    await until(() => says(screen) === 'clean', 'the tracing is clean', 60_000);
    expect(said).toMatch(/500 samples a second, each as it is stored/);
    cart.stdin!.write('loose-v3\n');
    await until(() => says(screen) === 'no-contact V3', 'the loose V3 is called out', 60_000);
    expect(coachOf(screen)!.electrodes.V3).toEqual({ state: 'off', why: 'no-contact', by: 'device' });
    cart.stdin!.write('put-back\n');
    await until(() => says(screen) === 'clean' && coachOf(screen)!.cleanSeconds === 10, 'ten clean seconds', 90_000);

    const { proposedDeviceId } = await screen.call('ekg.live', { visitId });
    const order = { visitId, deviceId: proposedDeviceId!, placement: 'standard', retakeOf: null, orderNumber: null } as const;
    const recorded = await screen.call('ekg.record', { ...order, take: 'next-ten' });
    const state = () => screen.facts.map(({ is }) => is as EkgRecording).findLast(({ id }) => id === recorded.id);
    await until(() => state()?.state === 'kept', 'the recording is kept', 60_000);
    const ekg = await screen.call('ekg.read', { id: recorded.id });
    expect(ekg).toMatchObject({ state: 'waiting', taken: { stoppedEarly: false, seconds: 10, lost: 0, hz: 500 } });
    expect(ekg.computed!.verdict).toBe('accept');
    expect(ekg.computed!.values.heartRate).toBeGreaterThan(40);
    for (const name of ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6']) {
      const { samples } = ekg.leads.find((lead) => lead.name === name)!;
      expect(samples.length).toBe(5000);
      expect([name, isPlayed(samples, tracing, name)]).toEqual([name, true]);
    }
  });
});
