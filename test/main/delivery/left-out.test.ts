/** Results that were signed before a chart was set up: offered, and once a person has said so sent as they were signed, corrections behind, nothing withdrawn. */
import { expect, test } from 'vitest';
import type { Destination } from '../../../src/main/delivery/destination.ts';
import { verifyAudit } from '../../../src/main/storage/audit.ts';
import type { LeftOut, Outbox, Person } from '../../../src/preload/contract.ts';
import { until } from '../../support/until.ts';
import { simple } from './clinic.ts';
import { type Delivering, fhirDestination, serve, startDelivering } from './delivering.ts';

const weight = (value: number) => simple('weight', value, 'kg');
const administrator = (id: string): Person => ({ id, name: 'Alex Doe', role: 'administrator', visitOpenIn: null });

function order(delivering: Delivering, call: 'outbox.read' | 'outbox.queueLeftOut' | 'outbox.leaveOut', input: unknown): Outbox {
  const { answers } = delivering.outbox;
  const { check, answer } = answers[call] as unknown as { check: { parse(given: unknown): unknown }; answer(...given: unknown[]): unknown };
  return answer(check.parse(input), { person: administrator(delivering.clinic.person.id) }) as Outbox;
}
const offered = (delivering: Delivering): LeftOut[] => order(delivering, 'outbox.read', null).leftOut;

test('what was signed without a chart is offered when there is one, and goes as it was signed with its corrections behind it', async () => {
  const server = await serve(['100', '200', '300']);
  const destinations: Destination[] = [];
  const delivering = startDelivering({ destinations: () => destinations });
  const { clinic, db } = delivering;
  const first = clinic.sign(clinic.addPatient('100'), [weight(81.5), simple('painScore', 2, '{score}')]);
  const corrected = clinic.change(first, 0, 'Wrong line', weight(91.5));
  const wrong = clinic.sign(clinic.addPatient('200'), [weight(60)]);
  clinic.change(wrong, 0, 'Another patient');
  clinic.sign(clinic.addPatient('300'), [weight(70)]);
  expect([delivering.items(), offered(delivering)]).toEqual([[], []]);

  destinations.push(fhirDestination(db, server.baseUrl));
  expect(offered(delivering)).toMatchObject([{ destination: 'fhir', count: 2 }]);
  // A correction of what the chart never had is no business of the chart.
  clinic.change(corrected, 1, 'Said three', simple('painScore', 3, '{score}'));
  expect(delivering.items()).toEqual([]);
  expect(() => order(delivering, 'outbox.queueLeftOut', { destination: 'fhir', count: 3 })).toThrow('outbox-changed');
  expect(() => order(delivering, 'outbox.queueLeftOut', { destination: 'elsewhere', count: 2 })).toThrow('outbox-changed');
  expect(delivering.items()).toEqual([]);

  expect(order(delivering, 'outbox.queueLeftOut', { destination: 'fhir', count: 2 }).leftOut).toEqual([]);
  await until(
    () => delivering.items().length === 4 && delivering.items().every(({ state }) => state === 'delivered'),
    'all are in the chart',
  );
  expect(delivering.items().map(({ what }) => what)).toEqual(['vitals', 'correction', 'correction', 'vitals']);
  const observations = await server.observations();
  const said = observations.map(({ valueQuantity, valueInteger, status }) => `${valueQuantity?.value ?? valueInteger} ${status}`);
  expect(said.sort()).toEqual(['3 corrected', '70 final', '91.5 corrected']);
  expect(verifyAudit(db).brokenAt).toBeNull();

  // From now on everything goes by itself.
  clinic.sign(first.patient, [weight(82)]);
  await until(() => delivering.items()[4]?.state === 'delivered', 'the newest is in the chart');
  expect(offered(delivering)).toEqual([]);
});

test('what a person leaves out stays here and is not offered again; what comes later is', async () => {
  const server = await serve(['100']);
  const destinations: Destination[] = [];
  const delivering = startDelivering({ destinations: () => destinations });
  const { clinic, db } = delivering;
  const patient = clinic.addPatient('100');
  clinic.sign(patient, [weight(81.5)]);
  destinations.push(fhirDestination(db, server.baseUrl));
  expect(order(delivering, 'outbox.leaveOut', { destination: 'fhir', count: 1 }).leftOut).toEqual([]);
  expect(offered(delivering)).toEqual([]);
  expect(db.prepare("SELECT count(*) FROM audit WHERE action = 'outbox.left-out-kept'").pluck().get()).toBe(1);
  expect(delivering.items()).toEqual([]);
  expect(await server.observations()).toEqual([]);
});
