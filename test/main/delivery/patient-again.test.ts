/** What becomes of a patient in the chart after they were found there once: merged, put right, taken out. EHR notes 2.14. */
import type { Patient } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { refusal } from '../../support/fhir-server-faults.ts';
import { simple } from './clinic.ts';
import { serve, servedPatient, startDelivering } from './delivering.ts';

const aQuarterOfAnHour = 15 * 60_000;

async function known() {
  const server = await serve();
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const patient = delivering.clinic.addPatient('100');
  const sign = (kilograms: number) => delivering.clinic.sign(patient, [simple('weight', kilograms, 'kg')]);
  sign(81);
  await delivering.reaches('delivered', 1);
  const [there] = (await server.read('Patient')) as [Patient];
  const asked = server.requests.length;
  return {
    server,
    delivering,
    sign,
    there,
    change: (change: Partial<Patient>) => server.changeBehind(there.id!, change, 'Patient'),
    later: () => delivering.skip(aQuarterOfAnHour + 1000),
    since: () => server.requests.slice(asked).map(({ method, path }) => `${method} ${path.split('?')[0]}`),
    subjects: async () => (await server.observations()).map(({ subject }) => subject?.reference),
  };
}

test('a patient is looked at again once a quarter of an hour', async () => {
  const { delivering, sign, there, later, since } = await known();
  sign(82);
  await delivering.reaches('delivered', 2);
  later();
  sign(83);
  await delivering.reaches('delivered', 3);
  sign(84);
  await delivering.reaches('delivered', 4);
  const posted = 'POST /Observation';
  expect(since()).toEqual([posted, `GET /Patient/${there.id}`, posted, posted]);
});

test.each<[string, Partial<Patient>, string]>([
  ['closed', { active: false }, 'patient-unknown-there'],
  ['another name', { name: [{ family: 'Hadad' }] }, 'patient-differs-there'],
  ['another date of birth', { birthDate: '1961-03-05' }, 'patient-differs-there'],
  ['another number', { identifier: [{ system: 'urn:test:mrn', value: '900' }] }, 'patient-unknown-there'],
  [
    'merged into one that nobody can read',
    { link: [{ type: 'replaced-by', other: { reference: 'Patient/away' } }] },
    'patient-unknown-there',
  ],
])('%s there since: nothing is filed to it, and a person is asked', async (_what, change, reason) => {
  const { delivering, sign, change: changeThere, later, subjects } = await known();
  await changeThere(change);
  later();
  sign(82);
  expect(await delivering.reaches('rejected', 2)).toMatchObject({ reason, needs_person: 1 });
  expect(await subjects()).toHaveLength(1);
});

test.each([['100'], ['777']])('a record that was merged into another is followed to it, under number %s', async (mrn) => {
  const { server, delivering, sign, change, later, subjects, there } = await known();
  const reference = `Patient/${await server.addPatient(servedPatient(mrn))}`;
  await change({ active: false, link: [{ type: 'replaced-by', other: { reference } }] });
  later();
  sign(82);
  await delivering.reaches('delivered', 2);
  expect(await subjects()).toEqual([`Patient/${there.id}`, reference]);
});

test('merged into somebody of another name: a person compares them first', async () => {
  const { server, delivering, sign, change, later, subjects } = await known();
  const reference = `Patient/${await server.addPatient({ ...servedPatient('777'), family: 'Hadad' })}`;
  await change({ active: false, link: [{ type: 'replaced-by', other: { reference } }] });
  later();
  sign(82);
  const { id } = await delivering.reaches('rejected', 2);
  expect(delivering.ask('outbox.item', { id }).differs?.there).toMatchObject({ reference, family: 'Hadad' });
  delivering.ask('outbox.samePatient', { id, there: reference });
  await delivering.reaches('delivered', 2);
  expect((await subjects())[1]).toBe(reference);
});

test('a chart that does not answer when it is asked about the patient is asked again; one that reads none by id is searched', async () => {
  const { server, delivering, sign, later, since, there } = await known();
  server.faults.add({ method: 'GET', path: `/Patient/${there.id}`, ...refusal(503, 'Busy'), times: 1 });
  server.faults.add({ method: 'GET', path: `/Patient/${there.id}`, ...refusal(405, 'No reading') });
  later();
  sign(82);
  expect(await delivering.reaches('retry-wait', 2)).toMatchObject({ reason: 'busy' });
  delivering.skip(60_000);
  await delivering.reaches('delivered', 2);
  const read = `GET /Patient/${there.id}`;
  expect(since()).toEqual([read, read, 'GET /Patient', 'POST /Observation']);
});
