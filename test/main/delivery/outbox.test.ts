import { expect, test } from 'vitest';
import { backoffMs } from '../../../src/main/delivery/backoff.ts';
import type { Attempt, Destination } from '../../../src/main/delivery/destination.ts';
import type { Db } from '../../../src/main/storage/open.ts';
import { refusal } from '../../support/fhir-server-faults.ts';
import { until } from '../../support/until.ts';
import { simple } from './clinic.ts';
import { fhirDestination, serve, startDelivering } from './delivering.ts';

const weight = (value: number) => simple('weight', value, 'kg');

test('waits grow from 2 s to 5 min, spread by a fifth either way', () => {
  expect([1, 2, 3, 4, 5, 6, 40].map((attempts) => backoffMs(attempts, 0.5))).toEqual([
    2000, 5000, 15_000, 60_000, 300_000, 300_000, 300_000,
  ]);
  expect([backoffMs(1, 0), backoffMs(5, 0)]).toEqual([1600, 240_000]);
  expect([backoffMs(1, 0.999999), backoffMs(5, 0.999999)]).toEqual([2400, 360_000]);
});

test('a correction never overtakes what it corrects, and other patients go on meanwhile', async () => {
  const server = await serve(['100', '200']);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const { clinic } = delivering;
  server.faults.add({ method: 'POST', path: '/Observation', ...refusal(422, 'Not this one'), times: 1 });
  const signed = clinic.sign(clinic.addPatient('100'), [weight(81.5)]);
  const first = await delivering.reaches('rejected', 1);
  clinic.change(signed, 0, 'Wrong line', weight(91.5));
  clinic.sign(clinic.addPatient('200'), [weight(70)]);
  await delivering.reaches('delivered', 3);
  expect(delivering.items().map(({ state }) => state)).toEqual(['rejected', 'reviewed', 'delivered']);
  expect(delivering.ask('outbox.item', { id: delivering.items()[1]!.id })).toMatchObject({ waitsForEarlier: true, state: 'reviewed' });
  delivering.ask('outbox.sendAgain', { id: first.id });
  await delivering.reaches('delivered', 2);
  const changing = server.requests.filter(({ method, path }) => method !== 'GET' && path.startsWith('/Observation'));
  expect(changing.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'PUT']);
});

test('sets of one patient arrive in the order they were signed, of many patients side by side', async () => {
  const mrns = ['1', '2', '3', '4', '5', '6'];
  const server = await serve(mrns, [{ does: 'delay', milliseconds: 3 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const patients = mrns.map((mrn) => delivering.clinic.addPatient(mrn));
  const rounds = [60, 61, 62, 63];
  for (const value of rounds) for (const patient of patients) delivering.clinic.sign(patient, [weight(value)]);
  await until(() => delivering.items().every(({ state }) => state === 'delivered'), 'all delivered');
  const observations = await server.observations();
  expect(observations).toHaveLength(rounds.length * patients.length);
  for (const subject of new Set(observations.map((one) => one.subject?.reference)))
    expect(observations.filter((one) => one.subject?.reference === subject).map((one) => one.valueQuantity?.value)).toEqual(rounds);
});

test('Retry-After is obeyed for the whole chart, not for one item', async () => {
  const server = await serve(['100', '200']);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const { clinic } = delivering;
  server.faults.add({ method: 'POST', does: 'answer', status: 429, headers: { 'retry-after': '120' }, times: 1 });
  clinic.sign(clinic.addPatient('100'), [weight(81.5)]);
  const item = await delivering.reaches('retry-wait');
  expect(Date.parse(item.next_attempt_at!) - Date.parse(item.state_since)).toBe(120_000);
  clinic.sign(clinic.addPatient('200'), [weight(70)]);
  delivering.skip(60_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(delivering.items().map(({ state }) => state)).toEqual(['retry-wait', 'reviewed']);
  delivering.skip(61_000);
  await delivering.reaches('delivered', 1);
  await delivering.reaches('delivered', 2);
});

test('a burst of 503 costs waiting and nothing else', async () => {
  const server = await serve(['100'], [{ method: 'POST', ...refusal(503, 'Busy'), times: 4 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(81.5)]);
  for (let attempts = 1; attempts <= 4; attempts += 1) {
    await until(() => delivering.items()[0]?.state === 'retry-wait' && delivering.items()[0]?.attempts === attempts, `attempt ${attempts}`);
    delivering.skip(400_000);
  }
  expect(await delivering.reaches('delivered')).toMatchObject({ attempts: 5, needs_person: 0 });
  expect(await server.observations()).toHaveLength(1);
});

test('a chart that does not answer keeps nothing back: all is there when it comes back', async () => {
  const server = await serve(['100', '200', '300', '400']);
  await server.close();
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  for (const mrn of ['100', '200', '300', '400'])
    delivering.clinic.sign(delivering.clinic.addPatient(mrn), [weight(80), simple('painScore', 2, '{score}')]);
  for (const number of [1, 2, 3]) expect(await delivering.reaches('retry-wait', number)).toMatchObject({ reason: 'unreachable' });
  // Once it is known to be away it is tried with one result at a time; the others wait untouched.
  expect(delivering.items()[3]).toMatchObject({ state: 'reviewed', attempts: 0 });
  expect(delivering.engine.lane('fhir')).toMatchObject({ answering: false });
  await server.reopen();
  delivering.skip(400_000);
  for (const number of [1, 2, 3, 4]) await delivering.reaches('delivered', number);
  expect(delivering.engine.lane('fhir')).toMatchObject({ answering: true, downSince: null });
  expect(await server.observations()).toHaveLength(8);
});

test('a chart that goes away in the middle of a set is given the rest later, and nothing twice', async () => {
  const server = await serve();
  const delivering = startDelivering({ baseUrl: server.baseUrl, sendProvenance: true });
  server.faults.add({ method: 'POST', loinc: '72514-3', does: 'commit-then-drop', times: 1 });
  const values = [weight(80), simple('painScore', 2, '{score}'), simple('temperature', 36.9, 'Cel')];
  delivering.clinic.sign(delivering.clinic.addPatient('100'), values);
  await delivering.reaches('ambiguous');
  expect(delivering.parts().map(({ state }) => state)).toEqual(['delivered', 'ambiguous', 'waiting', 'waiting']);
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  const observations = await server.observations();
  expect(observations).toHaveLength(3);
  const provenances = (await server.read('Provenance')) as import('@medplum/fhirtypes').Provenance[];
  expect(provenances.map(({ target }) => target.map(({ reference }) => reference))).toEqual([
    observations.map(({ id }) => `Observation/${id}`),
  ]);
});

test('after three doubtful answers a person is asked, and the looking up goes on', async () => {
  const server = await serve(['100'], [{ path: '/Observation', ...refusal(500, 'Oh') }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(80)]);
  for (let attempts = 1; attempts <= 3; attempts += 1) {
    await until(() => delivering.items()[0]?.state === 'ambiguous' && delivering.items()[0]?.attempts === attempts, `attempt ${attempts}`);
    expect(delivering.items()[0]?.needs_person).toBe(attempts === 3 ? 1 : 0);
    if (attempts === 3) server.faults.clear();
    delivering.skip(400_000);
  }
  await delivering.reaches('delivered');
  expect(await server.observations()).toHaveLength(1);
});

test('what was on its way when the station went off is looked up first', async () => {
  const server = await serve(['100'], [{ method: 'POST', does: 'commit-then-hang', times: 1 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(80), simple('painScore', 2, '{score}')]);
  await until(() => server.requests.some(({ method }) => method === 'POST'), 'the first POST');
  const asked = server.requests.length;
  const after = await delivering.restart();
  await after.reaches('delivered');
  expect(server.requests.slice(asked).map(({ method }) => method)).toEqual(['GET', 'POST']);
  expect(await server.observations()).toHaveLength(2);
});

test('rows left "sending" by a loss of power are looked up at the next start', async () => {
  const server = await serve();
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(80)]);
  await delivering.reaches('delivered');
  delivering.db.exec(`UPDATE outbox SET state = 'sending'; UPDATE outbox_parts SET state = 'sending', server_id = NULL`);
  const asked = server.requests.length;
  const after = await delivering.restart();
  await after.reaches('delivered');
  expect(server.requests.slice(asked).map(({ method }) => method)).toEqual(['GET']);
  expect(await server.observations()).toHaveLength(1);
});

test('an answer that could not be written down is looked up, not sent again', async () => {
  const server = await serve();
  let full = true;
  const withFullDisk = (db: Db): Destination => {
    const chart = fhirDestination(db, server.baseUrl);
    const progress =
      (attempt: Attempt): Attempt['progress'] =>
      (id, change) => {
        if (full && change.state === 'delivered') throw new Error('disk full');
        attempt.progress(id, change);
      };
    return { ...chart, deliver: (attempt) => chart.deliver({ ...attempt, progress: progress(attempt) }) };
  };
  const delivering = startDelivering({ destinations: (db) => [withFullDisk(db)] });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(80)]);
  await delivering.reaches('retry-wait');
  expect(delivering.faults).toEqual([new Error('disk full')]);
  full = false;
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('held back, nothing goes out; released, it does', async () => {
  const server = await serve(['100'], [{ method: 'POST', ...refusal(503, 'Busy'), times: 1 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(80)]);
  const { id } = await delivering.reaches('retry-wait');
  expect(delivering.ask('outbox.hold', { id })).toMatchObject({ state: 'held' });
  delivering.skip(3_600_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(delivering.items()).toMatchObject([{ state: 'held' }]);
  delivering.ask('outbox.sendAgain', { id });
  await delivering.reaches('delivered');
  expect(() => delivering.ask('outbox.hold', { id })).toThrow(expect.objectContaining({ code: 'outbox-not-now' }));
  expect(delivering.ask('outbox.item', { id }).history.map(({ event }) => event)).toEqual([
    'signed',
    'saved',
    'sent',
    'retry-wait',
    'held',
    'released',
    'sent',
    'delivered',
  ]);
});

test('held back while in doubt, it is looked up when released', async () => {
  const server = await serve(['100'], [{ method: 'POST', does: 'commit-then-drop', times: 1 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(80)]);
  const { id } = await delivering.reaches('ambiguous');
  delivering.ask('outbox.hold', { id });
  delivering.ask('outbox.sendAgain', { id });
  await delivering.reaches('delivered');
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

test('given up with a reason, it stays on record and later ones go out', async () => {
  const server = await serve(['100'], [{ method: 'POST', ...refusal(422, 'No'), times: 1 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const patient = delivering.clinic.addPatient('100');
  delivering.clinic.sign(patient, [weight(80)]);
  const { id } = await delivering.reaches('rejected');
  delivering.clinic.sign(patient, [weight(81)]);
  expect(() => delivering.ask('outbox.giveUp', { id, reason: ' ' })).toThrow();
  const item = delivering.ask('outbox.giveUp', { id, reason: 'Written on paper' });
  expect(item).toMatchObject({ state: 'given-up', needsPerson: false });
  expect(item.history.at(-1)).toMatchObject({ event: 'given-up', detail: 'Alex Doe: Written on paper' });
  await delivering.reaches('delivered', 2);
  expect((await server.observations()).map(({ valueQuantity }) => valueQuantity?.value)).toEqual([81]);
  const audited = delivering.db.prepare(`SELECT action FROM audit WHERE subject_kind = 'outbox'`).pluck().all();
  expect(audited).toEqual(['outbox.givenUp']);
});

test('an item nobody knows is refused', () => {
  const delivering = startDelivering({ baseUrl: 'http://127.0.0.1:9' });
  for (const call of ['outbox.item', 'outbox.hold', 'outbox.sendAgain'] as const)
    expect(() => delivering.ask(call, { id: 'none' })).toThrow(expect.objectContaining({ code: 'outbox-item-unknown' }));
});

test('the screen is told how many need a person and how many are on their way', async () => {
  const server = await serve();
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(80)]);
  delivering.clinic.sign(delivering.clinic.addPatient('unknown'), [weight(80)]);
  await delivering.reaches('delivered', 1);
  await delivering.reaches('rejected', 2);
  expect(delivering.announced.at(-1)).toEqual(['outbox.changed', { needsPerson: 1, onItsWay: 0 }]);
  for (const mrn of ['200', '300', '400']) delivering.clinic.sign(delivering.clinic.addPatient(mrn), [weight(80)]);
  for (const number of [3, 4, 5]) await delivering.reaches('rejected', number);
  const few = await delivering.outbox.answers['outbox.read'].answer({ shown: 2 }, { person: delivering.clinic.person });
  expect(few).toMatchObject({ counts: { needsPerson: 4, onItsWay: 0, done: 1 }, deliveredToday: 1, destinations: [{ waiting: 4 }] });
  expect(few.rows).toHaveLength(2);
  const outbox = await delivering.outbox.answers['outbox.read'].answer(null, { person: delivering.clinic.person });
  expect(outbox).toMatchObject({ deliveredToday: 1, destinations: [{ id: 'fhir', answering: true, waiting: 4 }] });
  const shown = outbox.rows.find(({ state }) => state === 'delivered');
  expect(shown).toMatchObject({
    patient: { family: 'Sample', dateOfBirth: '1970-05-04' },
    signedBy: 'Alex Doe',
    words: 'weight',
    valuesCount: 1,
  });
  expect(shown?.receipt?.first).toBe(`Observation/${delivering.parts(1)[0]?.server_id}`);
});
