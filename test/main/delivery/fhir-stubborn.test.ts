/** Servers that know less than the standard lets a station hope for. EHR notes 2.12. */
import { expect, test } from 'vitest';
import { type Misdeed, refusal, type Where } from '../../support/fhir-server-faults.ts';
import { simple } from './clinic.ts';
import { fhirDestination, serve, startDelivering } from './delivering.ts';

const weight = (value: number) => simple('weight', value, 'kg');
const creating: Where = { method: 'POST', path: '/Observation' };
const byIdentifier: Where = { method: 'GET', path: '/Observation?identifier' };
const notFoundByName: [string, Misdeed][] = [
  ['refuses to search by identifier', refusal(400, 'Unknown search parameter')],
  ['answers with whatever it has', { does: 'ignore-search' }],
];

test.each(notFoundByName)('a chart that %s is asked for patient, code and time', async (_words, misdeed) => {
  const server = await serve(
    ['100'],
    [
      { ...byIdentifier, ...misdeed },
      { ...creating, loinc: '29463-7', does: 'commit-then-drop', times: 1 },
    ],
  );
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [simple('painScore', 3, '{score}'), weight(81.5)]);
  await delivering.reaches('ambiguous');
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  const observations = await server.observations();
  expect(observations).toHaveLength(2);
  expect(delivering.parts()[1]).toMatchObject({ server_id: observations.find(({ valueQuantity }) => valueQuantity?.value === 81.5)?.id });
});

test.each(notFoundByName)('to a chart that %s, what it lost is sent again', async (_words, misdeed) => {
  const server = await serve(
    ['100'],
    [
      { ...byIdentifier, ...misdeed },
      { ...creating, loinc: '29463-7', does: 'drop-before-commit', times: 1 },
    ],
  );
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [simple('painScore', 3, '{score}'), weight(81.5)]);
  await delivering.reaches('ambiguous');
  delivering.skip(60_000);
  await delivering.reaches('delivered');
  expect((await server.observations()).map(({ valueQuantity }) => valueQuantity?.value)).toEqual([3, 81.5]);
});

test('of two equal results of one minute, neither is taken for the other', async () => {
  const server = await serve(['100'], [{ ...byIdentifier, ...refusal(400, 'Unknown search parameter') }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const patient = delivering.clinic.addPatient('100');
  delivering.clinic.sign(patient, [weight(81.5)]);
  await delivering.reaches('delivered', 1);
  server.faults.add({ ...creating, does: 'drop-before-commit', times: 1 });
  delivering.clinic.sign(patient, [weight(81.5)]);
  await delivering.reaches('ambiguous', 2);
  delivering.skip(60_000);
  await delivering.reaches('delivered', 2);
  expect(await server.observations()).toHaveLength(2);
});

test('of all patients a careless search answers with, only who bears the number is meant', async () => {
  const server = await serve(['900', '100', '800'], [{ method: 'GET', path: '/Patient', does: 'ignore-search' }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(81.5)]);
  delivering.clinic.sign(delivering.clinic.addPatient('700'), [weight(70)]);
  await delivering.reaches('delivered', 1);
  expect(await delivering.reaches('rejected', 2)).toMatchObject({ reason: 'patient-unknown-there' });
  const patients = (await server.read('Patient')) as import('@medplum/fhirtypes').Patient[];
  const meant = patients.find(({ identifier }) => identifier?.[0]?.value === '100');
  expect((await server.observations()).map(({ subject }) => subject?.reference)).toEqual([`Patient/${meant?.id}`]);
});

test('a receipt names the address the station reaches the chart under, not the one behind its proxy', async () => {
  const server = await serve(['100'], [{ ...creating, does: 'inner-address' }]);
  const delivering = startDelivering({ baseUrl: `${server.baseUrl}/` });
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(81.5)]);
  await delivering.reaches('delivered', 1);
  const [theirs] = await server.observations();
  expect(delivering.parts()[0]?.location).toBe(`${server.baseUrl}/Observation/${theirs?.id}/_history/${theirs?.meta?.versionId}`);
  delivering.clinic.change(signed, 0, 'Wrong line', weight(91.5));
  await delivering.reaches('delivered', 2);
  expect(await server.observations()).toMatchObject([{ status: 'corrected', valueQuantity: { value: 91.5 } }]);
});

test('at another address ids mean nothing: patients are found anew, and no stranger’s result is overwritten', async () => {
  const old = await serve(['100']);
  const chart = await serve(['300', '100']);
  let baseUrl = old.baseUrl;
  const delivering = startDelivering({
    destinations: (db) => [{ id: 'fhir', label: 'the chart (FHIR)', deliver: (attempt) => fhirDestination(db, baseUrl).deliver(attempt) }],
  });
  const patient = delivering.clinic.addPatient('100');
  const signed = delivering.clinic.sign(patient, [weight(81.5)]);
  await delivering.reaches('delivered', 1);
  baseUrl = chart.baseUrl;
  delivering.clinic.change(signed, 0, 'Wrong line', weight(91.5));
  expect(await delivering.reaches('rejected', 2)).toMatchObject({ reason: 'not-found-there' });
  expect(chart.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  expect((await old.observations()).map(({ status }) => status)).toEqual(['final']);
});

test('what was changed there is shown to a person, who then means that version', async () => {
  const server = await serve();
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const signed = delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(81.5)]);
  await delivering.reaches('delivered');
  const [first] = await server.observations();
  await server.changeBehind(first!.id!, { status: 'amended', valueQuantity: { ...first!.valueQuantity, value: 82 } });
  delivering.clinic.change(signed, 0, 'Wrong line', weight(91.5));
  const item = await delivering.reaches('rejected', 2);
  expect(item).toMatchObject({ reason: 'changed-there', server_text: 'amended, 82 kg' });
  delivering.ask('outbox.sendAgain', { id: item.id });
  await delivering.reaches('delivered', 2);
  expect(await server.observations()).toMatchObject([{ status: 'corrected', valueQuantity: { value: 91.5 } }]);
});

test('a chart that fails now and then is counted for each value by itself: the fifth is sent again like the first', async () => {
  const codes = ['29463-7', '8302-2', '8867-4', '59408-5', '8310-5'];
  const faults = codes.map((loinc) => ({ ...creating, loinc, ...refusal(500, 'Oh'), times: 1 }));
  const server = await serve(['100'], faults);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const values = [
    weight(81.5),
    simple('height', 170, 'cm'),
    simple('pulseRate', 70, '/min'),
    simple('spo2', 97, '%'),
    simple('temperature', 37, 'Cel'),
  ];
  delivering.clinic.sign(delivering.clinic.addPatient('100'), values);
  for (let attempts = 1; attempts <= codes.length; attempts += 1) {
    await expect.poll(() => delivering.items()[0]).toMatchObject({ state: 'ambiguous', attempts });
    delivering.skip(400_000);
  }
  await delivering.reaches('delivered');
  expect(await server.observations()).toHaveLength(codes.length);
});

test('a chart that keeps failing while it stores is sent the same at most four times, and looked up for ever after', async () => {
  const server = await serve(['100'], [{ ...creating, ...refusal(500, 'Oh') }]);
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  delivering.clinic.sign(delivering.clinic.addPatient('100'), [weight(81.5)]);
  for (let attempts = 1; attempts <= 7; attempts += 1) {
    await expect.poll(() => delivering.items()[0]).toMatchObject({ state: 'ambiguous', attempts });
    if (attempts < 7) delivering.skip(400_000);
  }
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(4);
  expect(delivering.items()[0]?.needs_person).toBe(1);
  server.faults.clear();
  delivering.ask('outbox.sendAgain', { id: delivering.items()[0]!.id });
  await delivering.reaches('delivered');
  expect(await server.observations()).toHaveLength(1);
});
