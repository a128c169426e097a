/** Charts that answer and let nothing in: the queue is held, in sight, and goes on by itself. EHR notes 2.12. */
import { expect, test } from 'vitest';
import type { Outbox } from '../../../src/preload/contract.ts';
import { refusal, type Where } from '../../support/fhir-server-faults.ts';
import { simple } from './clinic.ts';
import { type Delivering, serve, startDelivering } from './delivering.ts';

const creating: Where = { method: 'POST', path: '/Observation' };
const mrns = ['1', '2', '3', '4', '5', '6'];

async function refused(status: number) {
  const server = await serve(mrns, [{ ...creating, ...refusal(status, 'No') }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  for (const mrn of mrns) delivering.clinic.sign(delivering.clinic.addPatient(mrn), [simple('weight', 80, 'kg')]);
  const posts = () => server.requests.filter(({ method }) => method === 'POST').length;
  return { server, delivering, posts };
}

const shown = ({ outbox, clinic }: Delivering): Outbox => outbox.answers['outbox.read'].answer(null, { person: clinic.person }) as Outbox;
const states = (delivering: Delivering) => delivering.items().map(({ state }) => state);
const isHeld = (delivering: Delivering) => expect.poll(() => delivering.engine.lane('fhir').answering).toBe(false);

test('401 refuses nothing: all of it waits, is tried with one result at a time, and goes out when the chart takes us again', async () => {
  const { server, delivering, posts } = await refused(401);
  await isHeld(delivering);
  await expect.poll(() => states(delivering)).not.toContain('sending');
  expect(states(delivering)).not.toContain('rejected');
  expect(shown(delivering).destinations).toMatchObject([{ answering: false, refusing: 'sign-in-needed', waiting: mrns.length }]);
  const before = posts();
  expect(before).toBeLessThanOrEqual(3);
  delivering.skip(10_000);
  await expect.poll(posts).toBe(before + 1);
  server.faults.clear();
  delivering.skip(400_000);
  await expect.poll(() => states(delivering), { timeout: 10_000 }).toEqual(mrns.map(() => 'delivered'));
  expect(await server.observations()).toHaveLength(mrns.length);
  expect(shown(delivering).destinations).toMatchObject([{ answering: true, refusing: null }]);
});

test('a look-up that is answered with 401 leaves the doubt and holds the queue', async () => {
  const server = await serve(['1'], [{ ...creating, does: 'commit-then-drop', times: 1 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('1'), [simple('weight', 80, 'kg')]);
  await delivering.reaches('ambiguous');
  server.faults.add({ method: 'GET', path: '/Observation', ...refusal(401, 'Expired') });
  delivering.skip(60_000);
  await expect.poll(() => delivering.engine.lane('fhir').refusing).toBe('sign-in-needed');
  expect(delivering.items()[0]).toMatchObject({ state: 'ambiguous', reason: 'sign-in-needed', needs_person: 1 });
  server.faults.clear();
  delivering.skip(400_000);
  await delivering.reaches('delivered');
  expect(await server.observations()).toHaveLength(1);
});

test('403 for one patient is put before a person; for a second it holds the whole queue', async () => {
  const { server, delivering, posts } = await refused(403);
  await expect.poll(() => delivering.engine.lane('fhir').refusing).toBe('not-allowed');
  await expect.poll(() => states(delivering)).not.toContain('sending');
  expect(states(delivering).filter((state) => state === 'rejected')).toHaveLength(1);
  expect(posts()).toBeLessThanOrEqual(4);
  expect(delivering.items().filter(({ state }) => state === 'retry-wait')[0]).toMatchObject({ reason: 'not-allowed', needs_person: 1 });
  server.faults.clear();
  delivering.skip(400_000);
  await expect.poll(() => states(delivering).filter((state) => state === 'delivered'), { timeout: 10_000 }).toHaveLength(mrns.length - 1);
  delivering.ask('outbox.sendAgain', { id: delivering.items().find(({ state }) => state === 'rejected')!.id });
  await expect.poll(() => states(delivering)).toEqual(mrns.map(() => 'delivered'));
});

test('403 for a kind of result holds up nobody', async () => {
  const server = await serve(mrns, [{ ...creating, loinc: '8867-4', ...refusal(403, 'No pulse') }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  for (const mrn of mrns)
    delivering.clinic.sign(delivering.clinic.addPatient(mrn), [simple('weight', 80, 'kg'), simple('pulseRate', 70, '/min')]);
  await expect.poll(() => states(delivering), { timeout: 10_000 }).toEqual(mrns.map(() => 'rejected'));
  expect(await server.observations()).toHaveLength(mrns.length);
});
