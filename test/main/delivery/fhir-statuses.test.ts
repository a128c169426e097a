import { expect, test } from 'vitest';
import { type Fault, type Misdeed, refusal, type Where } from '../../support/fhir-server-faults.ts';
import { pressure, simple } from './clinic.ts';
import { serve, startDelivering } from './delivering.ts';

const creating: Where = { method: 'POST', path: '/Observation' };

async function sent(fault: Fault, values = [simple('weight', 81.5, 'kg')]) {
  const server = await serve(['100'], [fault]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), values);
  return { server, delivering };
}

test.each<[number, string]>([
  [400, 'refused-content'],
  [403, 'not-allowed'],
  [404, 'patient-unknown-there'],
  [405, 'not-enabled'],
  [410, 'not-found-there'],
  [412, 'duplicates-there'],
  [413, 'refused-content'],
  [415, 'refused-content'],
  [422, 'refused-content'],
  [501, 'not-enabled'],
])('%i is put before a person as "%s", with the server’s own words, and not sent again by itself', async (status, reason) => {
  const { server, delivering } = await sent({ ...creating, ...refusal(status, 'These are my words') });
  const item = await delivering.reaches('rejected');
  expect(item).toMatchObject({ reason, http_status: status, server_text: 'These are my words', needs_person: 1 });
  delivering.skip(3_600_000);
  delivering.engine.nudge();
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  expect(await server.observations()).toEqual([]);
});

test.each([408, 429, 503])('%i waits and is sent again', async (status) => {
  const { server, delivering } = await sent({ ...creating, ...refusal(status, 'Busy'), times: 1 });
  const item = await delivering.reaches('retry-wait');
  expect(item).toMatchObject({ reason: 'busy', http_status: status, needs_person: 0 });
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  expect(await server.observations()).toHaveLength(1);
});

test.each([500, 502, 504])('%i may have been stored: it is looked up first, and sent when it is not there', async (status) => {
  const { server, delivering } = await sent({ ...creating, ...refusal(status, 'Oh'), times: 1 });
  expect(await delivering.reaches('ambiguous')).toMatchObject({ http_status: status });
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  const asked = server.requests.slice(1).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
  expect(asked).toEqual(['POST /Observation', 'GET /Observation', 'POST /Observation']);
  expect(await server.observations()).toHaveLength(1);
});

test('a proxy’s page of HTML is not quoted and may hide something stored', async () => {
  const page = {
    does: 'answer',
    status: 502,
    contentType: 'text/html',
    body: '<html>Robin Sample</html>',
    commits: true,
    times: 1,
  } as const;
  const { server, delivering } = await sent({ ...creating, ...page });
  expect(await delivering.reaches('ambiguous')).toMatchObject({ server_text: null });
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  expect(await server.observations()).toHaveLength(1);
});

test('202 is put aside as received, without a receipt', async () => {
  const { delivering } = await sent({ ...creating, does: 'answer', status: 202 });
  await delivering.reaches('accepted-pending');
  expect(delivering.parts()).toMatchObject([{ state: 'accepted-pending', server_id: null, http_status: 202 }]);
});

test('an empty 201 has its receipt in its Location', async () => {
  const { server, delivering } = await sent({ ...creating, does: 'empty-answer', keepsLocation: true });
  await delivering.reaches('delivered');
  const [theirs] = await server.observations();
  expect(delivering.parts()).toMatchObject([{ server_id: theirs?.id, version_id: theirs?.meta?.versionId }]);
});

test('a 201 that says nothing at all is found by its identifier', async () => {
  const { server, delivering } = await sent({ ...creating, does: 'empty-answer', keepsLocation: false, times: 1 });
  await delivering.reaches('ambiguous');
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  const [theirs, ...more] = await server.observations();
  expect(more).toEqual([]);
  expect(delivering.parts()).toMatchObject([{ server_id: theirs?.id }]);
});

const lost: [string, Misdeed, number][] = [
  ['stored, and the connection broke', { does: 'commit-then-drop' }, 1],
  ['not stored, and the connection broke', { does: 'drop-before-commit' }, 2],
];
test.each(lost)('%s: looked up, and there once', async (_words, misdeed, posts) => {
  const { server, delivering } = await sent({ ...creating, ...misdeed, times: 1 });
  await delivering.reaches('ambiguous');
  delivering.skip(60_000);
  const item = await delivering.reaches('delivered');
  expect(await server.observations()).toHaveLength(1);
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(posts);
  const { history } = delivering.ask('outbox.item', { id: item.id });
  expect(history.map(({ event }) => event)).toEqual(['signed', 'saved', 'sent', 'ambiguous', 'sent', 'looked-up', 'delivered']);
});

test('409 is compared with what is there: the same is delivered', async () => {
  const { server, delivering } = await sent({ ...creating, does: 'answer', status: 409, commits: true });
  await delivering.reaches('delivered');
  expect(await server.observations()).toHaveLength(1);
});

test('409 with nothing like it there is put before a person', async () => {
  const { delivering } = await sent({ ...creating, ...refusal(409, 'Duplicate') });
  expect(await delivering.reaches('rejected')).toMatchObject({ reason: 'changed-there', server_text: 'Duplicate' });
});

test('a replay is guarded by If-None-Exist: the server answers with what it has', async () => {
  const { server, delivering } = await sent({ ...creating, ...refusal(422, 'Not now'), times: 1 });
  const item = await delivering.reaches('rejected');
  const first = server.requests.find(({ method }) => method === 'POST')!;
  const replay = { method: 'POST', headers: first.headers as Record<string, string>, body: JSON.stringify(first.body) };
  expect((await fetch(`${server.baseUrl}/Observation`, replay)).status).toBe(201);
  delivering.ask('outbox.sendAgain', { id: item.id });
  await delivering.reaches('delivered');
  const [theirs, ...more] = await server.observations();
  expect(more).toEqual([]);
  expect(delivering.parts()).toMatchObject([{ server_id: theirs?.id, http_status: 200 }]);
});

/** Stored at the first try without the station hearing of it, so that a second is answered with 200 and what is there. */
async function replayed() {
  const { server, delivering } = await sent({ ...creating, ...refusal(422, 'Not now'), times: 1 });
  const item = await delivering.reaches('rejected');
  const first = server.requests.find(({ method }) => method === 'POST')!;
  const replay = { method: 'POST', headers: first.headers as Record<string, string>, body: JSON.stringify(first.body) };
  await fetch(`${server.baseUrl}/Observation`, replay);
  const [theirs] = await server.observations();
  return { server, delivering, theirs: theirs!, sendAgain: () => delivering.ask('outbox.sendAgain', { id: item.id }) };
}

const findsNothing: Fault = { method: 'GET', path: '/Observation', does: 'answer', status: 200, body: '{"resourceType":"Bundle"}' };

test('what a 200 shows is compared as it stands, without a search for it', async () => {
  const { server, delivering, theirs, sendAgain } = await replayed();
  server.faults.add(findsNothing);
  sendAgain();
  await delivering.reaches('delivered');
  expect(delivering.parts()).toMatchObject([{ server_id: theirs.id, version_id: theirs.meta?.versionId }]);
});

test('what a 200 shows to be taken back there is not ours, and a person sees what it says', async () => {
  const { server, delivering, theirs, sendAgain } = await replayed();
  await server.changeBehind(theirs.id!, { status: 'entered-in-error' });
  sendAgain();
  await expect
    .poll(() => delivering.items()[0])
    .toMatchObject({ state: 'rejected', reason: 'changed-there', server_text: 'entered-in-error, 81.5 kg' });
});

test('a 200 that shows nothing, of something that is not found, is looked for again later', async () => {
  const { server, delivering, theirs, sendAgain } = await replayed();
  server.faults.add({ ...findsNothing, times: 1 });
  server.faults.add({ ...creating, does: 'empty-answer', keepsLocation: false });
  sendAgain();
  await delivering.reaches('ambiguous');
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  expect(await server.observations()).toHaveLength(1);
  expect(delivering.parts()).toMatchObject([{ server_id: theirs.id }]);
});

test('something else under our identifier is never taken for ours', async () => {
  const { server, delivering } = await sent({ ...creating, does: 'commit-then-drop', times: 1 });
  await delivering.reaches('ambiguous');
  const [theirs] = await server.observations();
  await server.changeBehind(theirs!.id!, { valueQuantity: { ...theirs!.valueQuantity, value: 18.5 } });
  delivering.skip(60_000);
  expect(await delivering.reaches('rejected')).toMatchObject({ reason: 'changed-there' });
  expect(await server.observations()).toHaveLength(1);
});

test('a refused BMI is left out, and the rest is delivered', async () => {
  const values = [simple('weight', 81.5, 'kg'), simple('bodyMassIndex', 25.9, 'kg/m2', { source: 'computed' }), pressure(120, 80)];
  const { server, delivering } = await sent({ ...creating, loinc: '39156-5', ...refusal(422, 'We compute it') }, values);
  await delivering.reaches('delivered');
  expect(delivering.parts().map(({ state }) => state)).toEqual(['delivered', 'skipped', 'delivered']);
  expect(await server.observations()).toHaveLength(2);
});

test('a refused value does not hold up the others, and is the only one sent again', async () => {
  const values = [simple('weight', 81.5, 'kg'), simple('painScore', 3, '{score}'), pressure(120, 80)];
  const { server, delivering } = await sent({ ...creating, loinc: '72514-3', ...refusal(422, 'No such row'), times: 1 }, values);
  const item = await delivering.reaches('rejected');
  expect(delivering.parts().map(({ state }) => state)).toEqual(['delivered', 'rejected', 'delivered']);
  delivering.ask('outbox.sendAgain', { id: item.id });
  await delivering.reaches('delivered');
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(4);
  expect(await server.observations()).toHaveLength(3);
});

test('a server that asks for a sign-in is asked once, not once a value, and what was signed goes out when a person says so', async () => {
  const values = [simple('weight', 81.5, 'kg'), simple('painScore', 3, '{score}'), pressure(120, 80)];
  const { server, delivering } = await sent({ ...creating, ...refusal(401, 'Expired'), times: 1 }, values);
  const item = await delivering.reaches('retry-wait');
  expect(item).toMatchObject({ reason: 'sign-in-needed', http_status: 401, needs_person: 1 });
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  delivering.ask('outbox.sendAgain', { id: item.id });
  expect(await delivering.reaches('delivered')).toMatchObject({ needs_person: 0 });
  expect(await server.observations()).toHaveLength(3);
});

test('a patient the chart does not know is never made there', async () => {
  const server = await serve(['other']);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [simple('weight', 81.5, 'kg')]);
  const item = await delivering.reaches('rejected');
  expect(item).toMatchObject({ reason: 'patient-unknown-there', needs_person: 1 });
  expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
  await server.addPatient({ mrnSystem: 'urn:test:mrn', mrn: '100', family: 'Sample', given: 'Robin', birthDate: '1970-05-04' });
  delivering.ask('outbox.sendAgain', { id: item.id });
  await delivering.reaches('delivered');
});

test('two patients under one number are put before a person', async () => {
  const server = await serve(['100', '100']);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [simple('weight', 81.5, 'kg')]);
  expect(await delivering.reaches('rejected')).toMatchObject({ reason: 'duplicates-there' });
});

test('a unit the vital sign does not take is refused by the test’s own server', async () => {
  const { server, delivering } = await sent({ ...creating, ...refusal(422, 'x'), times: 0 });
  await delivering.reaches('delivered');
  const [{ id: _id, meta: _meta, ...theirs }] = (await server.observations()) as [import('@medplum/fhirtypes').Observation];
  const post = (change: object) =>
    fetch(`${server.baseUrl}/Observation`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ ...theirs, ...change }),
    });
  expect((await post({ valueQuantity: { ...theirs.valueQuantity, code: 'lb' } })).status).toBe(422);
  expect((await post({ subject: { reference: 'Patient/nobody' } })).status).toBe(422);
  expect((await post({ status: undefined })).status).toBe(400);
  expect((await post({ effectiveDateTime: 'yesterday' })).status).toBe(400);
  expect((await fetch(`${server.baseUrl}/metadata`)).status).toBe(200);
});
