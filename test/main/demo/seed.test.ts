import { expect, test } from 'vitest';
import { seedDemo } from '../../../src/main/demo/seed.ts';
import { createPeople } from '../../../src/main/people/people.ts';
import { readSettings } from '../../../src/main/settings/settings.ts';
import { keepKind } from '../../../src/main/storage/kind.ts';
import { openMemoryDatabase } from '../../../src/main/storage/open.ts';
import { listPeople } from '../../../src/main/storage/people.ts';
import { readToday } from '../../../src/main/worklist/today.ts';
import { rejectionOf } from '../storage/thrown.ts';

let now = new Date('2026-11-23T09:52:00');
const clock = { now: () => now };
const nothing = { check: null, incidents: 0, endedCertificates: 0 };

test('a demo has six patients, two of them easily confused, earlier visits, and people whose shown PIN works', async () => {
  const db = openMemoryDatabase();
  await seedDemo(db, clock);
  const today = readToday(db, clock.now(), nothing);
  expect(today.listFrom).toBe('demo');
  expect(today.rows.map(({ given, step }) => `${given} ${step}`)).toEqual([
    'Adaeze arrived',
    'Samir arrived',
    'Emma arrived',
    'Linh not-arrived',
    'Adanna not-arrived',
    'Thomas not-arrived',
  ]);
  expect(today.rows[0]?.similarTo?.given).toBe('Adanna');
  expect(readSettings(db)).toMatchObject({ clinicName: 'Maple Street Clinic', room: 'Room 3' });
  const perPatient = db.prepare('SELECT count(*) FROM signed_sets GROUP BY patient_id ORDER BY 1 DESC').pluck().all();
  expect(perPatient).toEqual([4, 2, 2, 1]);

  const { answers, session } = createPeople({ db, clock, announce: () => undefined });
  for (const { id, demoPin } of listPeople(db)) {
    await answers['people.signIn'].answer({ personId: id, pin: demoPin! }, { person: null! });
    expect(session.current().person?.id).toBe(id);
  }
});

test('started again the same day it stays as it is; on another day it has a new list and the same patients', async () => {
  const db = openMemoryDatabase();
  now = new Date('2026-11-23T09:52:00');
  await seedDemo(db, clock);
  await seedDemo(db, clock);
  expect(readToday(db, clock.now(), nothing).rows).toHaveLength(6);
  now = new Date('2026-11-24T09:52:00');
  await seedDemo(db, clock);
  expect(readToday(db, clock.now(), nothing).rows).toHaveLength(6);
  expect(db.prepare('SELECT count(*) FROM patients').pluck().get()).toBe(6);
  expect(listPeople(db)).toHaveLength(4);
});

test('a changed PIN is shown to nobody', async () => {
  const db = openMemoryDatabase();
  await seedDemo(db, clock);
  const [first] = listPeople(db);
  const { answers } = createPeople({ db, clock, announce: () => undefined });
  await answers['people.changePin'].answer({ personId: first!.id, pin: '908172' }, { person: first! });
  expect(listPeople(db)[0]?.demoPin).toBeUndefined();
});

test('made-up patients never go where real ones are', async () => {
  const db = openMemoryDatabase();
  keepKind(db, 'real');
  expect(await rejectionOf(seedDemo(db, clock))).toMatchObject({ code: 'other-kind' });
  expect(db.prepare('SELECT count(*) FROM patients').pluck().get()).toBe(0);
});
