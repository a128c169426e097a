import { expect, test } from 'vitest';
import type { Misdeed } from '../../support/fhir-server-faults.ts';
import { refusal } from '../../support/fhir-server-faults.ts';
import { pressure, simple } from './clinic.ts';
import { serve, startDelivering } from './delivering.ts';

const weight = (value: number) => simple('weight', value, 'kg');

async function delivered() {
  const server = await serve();
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const patient = delivering.clinic.addPatient('100');
  const signed = delivering.clinic.sign(patient, [weight(81.5), pressure(128, 82)]);
  await delivering.reaches('delivered');
  const [first] = await server.observations();
  return { server, delivering, signed, first: first! };
}

test('a correction changes what was delivered, under its version, and says what it was and why', async () => {
  const { server, delivering, signed, first } = await delivered();
  delivering.clinic.change(signed, 0, 'Read from the wrong line', weight(91.5));
  await delivering.reaches('delivered', 2);
  const put = server.requests.find(({ method }) => method === 'PUT');
  expect(put?.headers['if-match']).toBe(`W/"${first.meta?.versionId}"`);
  const observations = await server.observations();
  const now = observations.find(({ id }) => id === first.id);
  expect(observations).toHaveLength(2);
  expect(now).toMatchObject({ status: 'corrected', valueQuantity: { value: 91.5 }, identifier: first.identifier });
  expect(now?.device).toBeUndefined();
  expect(now?.note?.at(-1)).toMatchObject({ text: 'Was 81.5; Read from the wrong line', authorString: 'Alex Doe' });
  expect(delivering.parts(2)).toMatchObject([{ server_id: first.id, version_id: now?.meta?.versionId }]);
});

test('a value corrected twice and then withdrawn is still the one result it was', async () => {
  const { server, delivering, signed, first } = await delivered();
  const once = delivering.clinic.change(signed, 0, 'First', weight(91.5));
  const twice = delivering.clinic.change(once, 0, 'Second', weight(92.5));
  delivering.clinic.change(twice, 0, 'Third');
  await delivering.reaches('delivered', 4);
  const now = (await server.observations()).find(({ id }) => id === first.id);
  expect(now).toMatchObject({ status: 'entered-in-error', identifier: first.identifier, valueQuantity: { value: 92.5 } });
  expect(await server.observations()).toHaveLength(2);
});

test('a withdrawal makes it entered in error, with the reason', async () => {
  const { server, delivering, signed, first } = await delivered();
  delivering.clinic.change(signed, 0, 'Other patient stood on the scale');
  await delivering.reaches('delivered', 2);
  const now = (await server.observations()).find(({ id }) => id === first.id);
  expect(now).toMatchObject({ status: 'entered-in-error', valueQuantity: { value: 81.5 } });
  expect(now?.note?.at(-1)?.text).toBe('Other patient stood on the scale');
});

/** Whatever the version, this server answers a conflict of versions with 409 as long as it is told to. */
async function conflicting(times: number) {
  const { server, delivering, signed, first } = await delivered();
  await server.changeBehind(first.id!, { status: 'amended' });
  server.faults.add({ method: 'PUT', ...refusal(409, 'Not the current version'), times });
  delivering.clinic.change(signed, 0, 'Other patient stood on the scale');
  const item = await delivering.reaches('rejected', 2);
  return { server, delivering, item, first };
}

test('409 on a withdrawal shows what the chart says now, and sent again it means that version', async () => {
  const { server, delivering, item, first } = await conflicting(1);
  expect(item).toMatchObject({ reason: 'changed-there', http_status: 409, server_text: 'amended, 81.5 kg' });
  delivering.ask('outbox.sendAgain', { id: item.id });
  await delivering.reaches('delivered', 2);
  expect((await server.observations()).find(({ id }) => id === first.id)).toMatchObject({ status: 'entered-in-error' });
});

test('409 on a withdrawal that is there already is delivered', async () => {
  const { server, delivering, item, first } = await conflicting(2);
  await server.changeBehind(first.id!, { status: 'entered-in-error' });
  delivering.ask('outbox.sendAgain', { id: item.id });
  await delivering.reaches('delivered', 2);
});

test('what somebody changed in the chart is not overwritten', async () => {
  const { server, delivering, signed, first } = await delivered();
  await server.changeBehind(first.id!, { status: 'amended' });
  delivering.clinic.change(signed, 0, 'Wrong line', weight(91.5));
  expect(await delivering.reaches('rejected', 2)).toMatchObject({ reason: 'changed-there', http_status: 412, needs_person: 1 });
  expect((await server.observations()).find(({ id }) => id === first.id)).toMatchObject({
    status: 'amended',
    valueQuantity: { value: 81.5 },
  });
});

test.each<[string, Misdeed]>([
  ['stored and not answered', { does: 'commit-then-drop' }],
  ['lost on the way', { does: 'drop-before-commit' }],
])('a correction that was %s is looked up, and made once', async (_words, misdeed) => {
  const { server, delivering, signed, first } = await delivered();
  server.faults.add({ method: 'PUT', ...misdeed, times: 1 });
  delivering.clinic.change(signed, 0, 'Wrong line', weight(91.5));
  await delivering.reaches('ambiguous', 2);
  delivering.skip(60_000);
  await delivering.reaches('delivered', 2);
  expect((await server.observations()).find(({ id }) => id === first.id)).toMatchObject({
    status: 'corrected',
    valueQuantity: { value: 91.5 },
  });
});

test.each([403, 405, 501])('a chart that takes no corrections (%i) is told apart from one that takes nothing', async (status) => {
  const { server, delivering, signed } = await delivered();
  server.faults.add({ method: 'PUT', ...refusal(status, 'No') });
  delivering.clinic.change(signed, 0, 'Wrong line', weight(91.5));
  expect(await delivering.reaches('rejected', 2)).toMatchObject({ reason: 'update-not-enabled' });
});

test('what the chart refused and was given up needs no withdrawal there; corrected, it is sent as new', async () => {
  const server = await serve(['100'], [{ method: 'POST', loinc: '29463-7', ...refusal(422, 'No'), times: 1 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(815), pressure(128, 82)]);
  const item = await delivering.reaches('rejected');
  delivering.ask('outbox.giveUp', { id: item.id, reason: 'Typed a digit too many' });
  const corrected = delivering.clinic.change(signed, 0, 'A digit too many', weight(81.5));
  await delivering.reaches('delivered', 2);
  expect(await server.observations()).toHaveLength(2);
  delivering.clinic.change(corrected, 0, 'Not this patient');
  await delivering.reaches('delivered', 3);
  expect((await server.observations()).map(({ status }) => status).sort()).toEqual(['entered-in-error', 'final']);
});

test('what was never delivered is withdrawn here alone', async () => {
  const server = await serve(['100'], [{ method: 'POST', ...refusal(422, 'No') }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(815)]);
  const item = await delivering.reaches('rejected');
  delivering.ask('outbox.giveUp', { id: item.id, reason: 'Wrong' });
  delivering.clinic.change(signed, 0, 'Wrong');
  await delivering.reaches('delivered', 2);
  expect(delivering.parts(2)).toMatchObject([{ state: 'skipped' }]);
  expect(server.requests.some(({ method }) => method === 'PUT')).toBe(false);
});

test('what the chart only received is found there before it is withdrawn', async () => {
  const server = await serve(['100'], [{ method: 'POST', does: 'answer', status: 202, commits: true }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(81.5)]);
  await delivering.reaches('accepted-pending');
  delivering.clinic.change(signed, 0, 'Wrong patient');
  await delivering.reaches('delivered', 2);
  expect((await server.observations()).map(({ status }) => status)).toEqual(['entered-in-error']);
});

test('a withdrawal waits while the chart still has it put aside', async () => {
  const server = await serve(['100'], [{ method: 'POST', does: 'answer', status: 202 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(81.5)]);
  await delivering.reaches('accepted-pending');
  delivering.clinic.change(signed, 0, 'Wrong patient');
  await delivering.reaches('retry-wait', 2);
  expect(await server.observations()).toEqual([]);
});

test('what was given up without an answer is found there before it is corrected', async () => {
  const server = await serve(['100'], [{ method: 'POST', does: 'commit-then-drop', times: 1 }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(81.5)]);
  const item = await delivering.reaches('ambiguous');
  delivering.ask('outbox.giveUp', { id: item.id, reason: 'Entered by hand' });
  delivering.clinic.change(signed, 0, 'Wrong line', weight(91.5));
  await delivering.reaches('delivered', 2);
  expect(await server.observations()).toMatchObject([{ status: 'corrected', valueQuantity: { value: 91.5 } }]);
});
