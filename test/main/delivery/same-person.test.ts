import { expect, test } from 'vitest';
import { differenceFrom } from '../../../src/main/delivery/fhir/same-person.ts';
import type { Patient } from '../../../src/preload/contract.ts';
import type { ServedPatient } from '../../support/fhir-server.ts';
import { simple } from './clinic.ts';
import { serve, servedPatient, startDelivering } from './delivering.ts';

const weight = simple('weight', 81.5, 'kg');
const ours: Patient = {
  id: 'p',
  family: 'García-López',
  given: 'Ana',
  dateOfBirth: '1970-05-04',
  mrn: '1',
  sex: 'female',
  limbRestriction: null,
};
const theirs = (family: string | undefined, birthDate?: string) => ({
  resourceType: 'Patient',
  id: '9',
  ...(family === undefined ? {} : { name: [{ family, given: ['Ana'] }] }),
  ...(birthDate === undefined ? {} : { birthDate }),
});

test.each([
  ['García-López', '1970-05-04'],
  ['GARCIA LOPEZ', '1970-05-04'],
  ['garcialopez', '1970-05'],
  ['Garcia‐Lopez', '1970'],
  ['García-López', undefined],
  [undefined, '1970-05-04'],
])('%s, born %s, can be ours', (family, born) => {
  expect(differenceFrom(ours, theirs(family, born))).toBeNull();
});

test.each([
  ['García', '1970-05-04'],
  ['Hadad', '1970-05-04'],
  ['García-López', '1970-04-05'],
  ['García-López', '1971'],
])('%s, born %s, is a question', (family, born) => {
  expect(differenceFrom(ours, theirs(family, born))?.there).toEqual({ reference: 'Patient/9', family, given: 'Ana', dateOfBirth: born });
});

test('any name that the chart has for a person will do', () => {
  const name = [
    { use: 'official', family: 'Smith' },
    { use: 'maiden', family: 'Garcia Lopez' },
  ];
  expect(differenceFrom(ours, { resourceType: 'Patient', id: '9', name })).toBeNull();
  expect(differenceFrom(ours, { resourceType: 'Patient', id: '9', name: [{ text: 'Ana García López' }] })).toBeNull();
});

async function asked(change: Partial<ServedPatient>) {
  const server = await serve([]);
  const reference = `Patient/${await server.addPatient({ ...servedPatient('100'), ...change })}`;
  const delivering = startDelivering({ baseUrl: server.baseUrl });
  const patient = delivering.clinic.addPatient('100');
  delivering.clinic.sign(patient, [weight]);
  const item = await delivering.reaches('rejected');
  return { server, reference, delivering, patient, item };
}

test.each<[string, Partial<ServedPatient>]>([
  ['name', { family: 'Hadad' }],
  ['birth date', { birthDate: '1961-03-05' }],
])('another %s under our number is put before a person, both side by side, and nothing is sent', async (_what, change) => {
  const { server, reference, delivering, item } = await asked(change);
  expect(item).toMatchObject({ reason: 'patient-differs-there', needs_person: 1 });
  expect(delivering.ask('outbox.item', { id: item.id }).differs).toMatchObject({
    ours: { family: 'Sample', given: 'Robin', dateOfBirth: '1970-05-04' },
    there: { reference, family: 'Sample', given: 'Robin', dateOfBirth: '1970-05-04', ...rename(change) },
  });
  expect(server.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('the same person: it is sent, the next one goes by itself, and the audit says who compared them', async () => {
  const { server, reference, delivering, patient, item } = await asked({ family: 'Hadad' });
  delivering.clinic.sign(patient, [simple('painScore', 2, '{score}')]);
  delivering.ask('outbox.samePatient', { id: item.id, there: reference });
  await delivering.reaches('delivered', 2);
  expect(await server.observations()).toHaveLength(2);
  const kept = delivering.ask('outbox.item', { id: item.id });
  expect(kept.differs).toBeNull();
  expect(kept.history.map(({ event }) => event)).toEqual(expect.arrayContaining(['same-patient', 'released', 'delivered']));
  expect(delivering.db.prepare(`SELECT action FROM audit WHERE subject_kind = 'outbox'`).pluck().all()).toEqual(['outbox.samePatient']);
});

test('what was said holds for what was seen: another date there is asked about again', async () => {
  const { server, reference, delivering, patient, item } = await asked({ family: 'Hadad' });
  delivering.ask('outbox.samePatient', { id: item.id, there: reference });
  await delivering.reaches('delivered');
  await server.changeBehind(reference.split('/')[1]!, { birthDate: '1961-03-05' } as object, 'Patient');
  server.faults.add({ method: 'POST', does: 'answer', status: 422, times: 1 });
  delivering.clinic.sign(patient, [weight]);
  const second = await delivering.reaches('rejected', 2);
  delivering.ask('outbox.sendAgain', { id: second.id });
  await expect.poll(() => delivering.items()[1]?.reason).toBe('patient-differs-there');
});

test('not this patient: it stays in sight until the number is put right or it is given up', async () => {
  const { server, reference, delivering, item } = await asked({ family: 'Hadad' });
  expect(delivering.ask('outbox.otherPatient', { id: item.id, there: reference })).toMatchObject({
    state: 'rejected',
    reason: 'other-patient-there',
    needsPerson: true,
    differs: null,
  });
  delivering.ask('outbox.sendAgain', { id: item.id });
  await expect.poll(() => delivering.items()[0]?.reason).toBe('patient-differs-there');
  await server.changeBehind(reference.split('/')[1]!, { name: [{ family: 'Sample', given: ['Robin'] }] } as object, 'Patient');
  delivering.ask('outbox.sendAgain', { id: item.id });
  await delivering.reaches('delivered');
});

test('nothing is decided about a patient whom nobody saw', async () => {
  const { delivering, item } = await asked({ family: 'Hadad' });
  for (const call of ['outbox.samePatient', 'outbox.otherPatient'] as const)
    expect(() => delivering.ask(call, { id: item.id, there: 'Patient/else' })).toThrow(expect.objectContaining({ code: 'outbox-not-now' }));
});

function rename({ birthDate, ...rest }: Partial<ServedPatient>): object {
  return { ...rest, ...(birthDate === undefined ? {} : { dateOfBirth: birthDate }) };
}
