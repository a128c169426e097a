/** How fast a backlog goes out. EHR notes 1 and 2.12; the clock is moved by hand, the chart counts what it is asked. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import type { FhirServer } from '../../support/fhir-server.ts';
import { simple } from './clinic.ts';
import { type Delivering, serve, startDelivering } from './delivering.ts';

const weight = (value: number) => simple('weight', value, 'kg');
const mrns = ['1', '2', '3', '4', '5', '6'];

let onTheWire = 0;

/** The real thing, counted from its beginning to the last byte of its answer. */
beforeEach(() => {
  const { fetch } = globalThis;
  onTheWire = 0;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (...asked) => {
    onTheWire += 1;
    try {
      const answer = await fetch(...asked);
      const text = await answer.text();
      return new Response(text === '' ? null : text, answer);
    } finally {
      onTheWire -= 1;
    }
  });
});
afterEach(() => void vi.restoreAllMocks());

/** Lets what is on the wire arrive, however long that takes: nothing of the station's own waits for anything but the clock in the hand. */
async function quiet(): Promise<void> {
  for (let still = 0; still < 3; still += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (onTheWire > 0) still = -1;
  }
}

/** Moves the clock on in steps, and says how many requests came in each. */
async function pace(clock: FakeClock, server: FhirServer, steps: number, milliseconds: number): Promise<number[]> {
  const counts: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    const before = server.requests.length;
    await clock.advance(milliseconds);
    await quiet();
    counts.push(server.requests.length - before);
  }
  return counts;
}

function signRounds(delivering: Delivering, rounds: readonly number[]): void {
  const patients = mrns.map((mrn) => delivering.clinic.addPatient(mrn));
  for (const value of rounds) for (const patient of patients) delivering.clinic.sign(patient, [weight(value)]);
}

async function expectOrder(server: FhirServer, rounds: readonly number[]): Promise<void> {
  const observations = await server.observations();
  expect(observations).toHaveLength(rounds.length * mrns.length);
  for (const subject of new Set(observations.map((one) => one.subject?.reference)))
    expect(observations.filter((one) => one.subject?.reference === subject).map((one) => one.valueQuantity?.value)).toEqual(rounds);
}

test('after an outage the backlog goes out at less than two requests a second, in order, and then the pace is off', async () => {
  const server = await serve(mrns);
  await server.close();
  const clock = createFakeClock();
  const delivering = startDelivering({ baseUrl: server.baseUrl, timers: clock });
  const rounds = [60, 61, 62];
  signRounds(delivering, rounds);
  await expect.poll(() => delivering.engine.lane('fhir').answering).toBe(false);
  expect(delivering.engine.lane('fhir').downSince).toBe(clock.now().toISOString());
  await server.reopen();
  // 6 patients are looked for once, and 18 results are sent.
  const counts = await pace(clock, server, 60, 600);
  expect(Math.max(...counts)).toBe(1);
  expect(server.requests).toHaveLength(24);
  expect(delivering.engine.lane('fhir')).toMatchObject({ answering: true, downSince: null });
  await expectOrder(server, rounds);
  const before = server.requests.length;
  for (const mrn of ['a', 'b', 'c']) delivering.clinic.sign(delivering.clinic.addPatient(mrn), [weight(70)]);
  await expect.poll(() => server.requests.length - before).toBe(3);
});

test('a chart that is away is tried with one result at a time, less and less often', async () => {
  const server = await serve(mrns, [{ does: 'drop-before-commit' }]);
  const clock = createFakeClock();
  const delivering = startDelivering({ baseUrl: server.baseUrl, timers: clock });
  signRounds(delivering, [60, 61]);
  await expect.poll(() => delivering.engine.lane('fhir').answering).toBe(false);
  await quiet();
  const begun = server.requests.length;
  expect(begun).toBeLessThanOrEqual(3);
  const counts = await pace(clock, server, 20, 30_000);
  // 2, 5, 15 and 60 s, then every 5 min: ten minutes see five tries or six.
  expect(server.requests.length - begun).toBeLessThanOrEqual(6);
  expect(counts.slice(-10).filter((count) => count > 0).length).toBeLessThanOrEqual(1);
  expect(delivering.items().every(({ needs_person: needsPerson }) => needsPerson === 0)).toBe(true);
});

test('a person who sends again does not wait for the next try', async () => {
  const server = await serve(['100']);
  await server.close();
  const clock = createFakeClock();
  const delivering = startDelivering({ baseUrl: server.baseUrl, timers: clock });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(60)]);
  const { id } = await delivering.reaches('retry-wait');
  await server.reopen();
  delivering.ask('outbox.sendAgain', { id });
  await expect.poll(() => server.requests.length).toBe(1);
});

test('Retry-After stops also what is already on its way: nothing at all goes out before its time', async () => {
  const server = await serve(mrns);
  server.faults.add({ method: 'POST', does: 'answer', status: 503, headers: { 'retry-after': '90' }, times: 1 });
  const clock = createFakeClock();
  const delivering = startDelivering({ baseUrl: server.baseUrl, timers: clock });
  const rounds = [60, 61];
  signRounds(delivering, rounds);
  await expect.poll(() => delivering.items().some(({ state }) => state === 'retry-wait')).toBe(true);
  await quiet();
  const before = server.requests.length;
  expect(delivering.engine.lane('fhir')).toMatchObject({ answering: true });
  expect(await pace(clock, server, 8, 10_000)).toEqual(Array(8).fill(0));
  expect(server.requests).toHaveLength(before);
  await clock.advance(10_500);
  const counts = await pace(clock, server, 40, 600);
  expect(Math.max(...counts)).toBe(1);
  await expectOrder(server, rounds);
});
