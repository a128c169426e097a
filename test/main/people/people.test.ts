import { describe, expect, test } from 'vitest';
import { createPeople, setupOf } from '../../../src/main/people/people.ts';
import { hashPin, isPin, isWeakPin } from '../../../src/main/people/pin.ts';
import { verifyAudit } from '../../../src/main/storage/audit.ts';
import { type Db, openMemoryDatabase } from '../../../src/main/storage/open.ts';
import type { Calls, Person, Session } from '../../../src/preload/contract.ts';
import { rejectionOf, thrownBy } from '../storage/thrown.ts';

type PeopleCall = Extract<keyof Calls, `people.${string}`>;

interface Staffed {
  db: Db;
  ask<C extends PeopleCall>(call: C, input: Calls[C]['in']): Promise<Calls[C]['out']>;
  session: ReturnType<typeof createPeople>['session'];
  told: Session[];
  handovers: [string, string | null][];
  pass(seconds: number): void;
  tom: Person;
  maria: Person;
  devon: Person;
}

const pins = { tom: '161803', maria: '271828', devon: '314159' };

/** A station as its screens use it: through the checks, as whoever works there now. */
function emptyStation(db = openMemoryDatabase()) {
  let now = Date.parse('2026-11-23T15:00:00Z');
  const told: Session[] = [];
  const handovers: [string, string | null][] = [];
  const { answers, session } = createPeople({
    db,
    clock: { now: () => new Date(now) },
    announce: (fact, is) => void (fact === 'session.changed' && told.push(is as Session)),
    timerEndsAt: () => '2026-11-23T15:05:00.000Z',
    handedOver: (from, to) => handovers.push([from.name, to?.name ?? null]),
  });
  async function ask<C extends PeopleCall>(call: C, input: Calls[C]['in']): Promise<Calls[C]['out']> {
    const { who, check, answer } = answers[call] as unknown as {
      who: Parameters<typeof session.require>[0];
      check: { parse(given: unknown): unknown };
      answer(given: unknown, asker: unknown): Promise<Calls[C]['out']>;
    };
    const asker = session.require(who);
    return answer(check.parse(input), asker);
  }
  const pass = (seconds: number) => {
    now += seconds * 1000;
  };
  return { db, ask, session, told, handovers, pass };
}

/** Tom (administrator) is signed in. */
async function staffedStation(): Promise<Staffed> {
  const station = emptyStation();
  const tom = await station.ask('people.add', { name: 'Tom Whitfield', role: 'assistant', pin: pins.tom });
  await station.ask('people.signIn', { personId: tom.id, pin: pins.tom });
  const maria = await station.ask('people.add', { name: 'Maria Reyes', role: 'assistant', pin: pins.maria });
  const devon = await station.ask('people.add', { name: 'Devon Park', role: 'nurse', pin: pins.devon });
  return { ...station, tom, maria, devon };
}

const actions = (db: Db) => db.prepare('SELECT action FROM audit ORDER BY number').pluck().all() as string[];

describe('a PIN', () => {
  test.each(['000000', '777777', '123456', '654321', '456789', '987654', '890123', '321098', '121212', '123123', '112233'])(
    '%s is one of the first anyone tries',
    (pin) => expect(isWeakPin(pin)).toBe(true),
  );

  test.each(['271828', '314159', '100003', '121213', '135790', '246801', '112234'])('%s is not', (pin) =>
    expect(isWeakPin(pin)).toBe(false),
  );

  test('is kept as a salted hash only: the same PIN twice looks different', async () => {
    const [one, other] = [await hashPin('271828'), await hashPin('271828')];
    expect(one.hash.equals(other.hash)).toBe(false);
    expect(await isPin('271828', one)).toBe(true);
    expect(await isPin('271829', one)).toBe(false);
  });
});

describe('the people', () => {
  test('begin with one, who becomes administrator whatever was asked', async () => {
    const { db, ask } = emptyStation();
    expect(setupOf(db)).toBe('first-person');
    const first = await ask('people.add', { name: '  Tom   Whitfield ', role: 'assistant', pin: pins.tom });
    expect(first).toMatchObject({ name: 'Tom Whitfield', role: 'administrator', visitOpenIn: null });
    expect(setupOf(db)).toBe('done');
  });

  test('two who would be first at once: one is', async () => {
    const { db, ask } = emptyStation();
    const both = await Promise.allSettled([
      ask('people.add', { name: 'Tom', role: 'nurse', pin: pins.tom }),
      ask('people.add', { name: 'Maria', role: 'nurse', pin: pins.maria }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(db.prepare('SELECT role FROM people').pluck().all()).toEqual(['administrator']);
  });

  test('are added by an administrator only, once a name, with a PIN that is not weak', async () => {
    const { ask, maria } = await staffedStation();
    expect(await rejectionOf(ask('people.add', { name: 'maria reyes', role: 'nurse', pin: '998877' }))).toMatchObject({ code: 'pin-weak' });
    expect(await rejectionOf(ask('people.add', { name: 'maria reyes', role: 'nurse', pin: '908172' }))).toMatchObject({
      code: 'person-exists',
    });
    await ask('people.signIn', { personId: maria.id, pin: pins.maria });
    expect(await rejectionOf(ask('people.add', { name: 'Aisha', role: 'nurse', pin: '908172' }))).toMatchObject({ code: 'not-allowed' });
    await ask('people.signOut', null);
    expect(await rejectionOf(ask('people.add', { name: 'Aisha', role: 'nurse', pin: '908172' }))).toMatchObject({ code: 'not-signed-in' });
  });

  test.each(['12345', '1234567', '12a456', '١٢٣٤٥٦'])('are refused a PIN like %s', async (pin) => {
    const { ask, maria } = await staffedStation();
    expect((await rejectionOf(ask('people.signIn', { personId: maria.id, pin }))).message).toContain('pin');
  });

  test('change their own PIN, an administrator anybody’s, nobody another’s', async () => {
    const { ask, maria, devon } = await staffedStation();
    await ask('people.changePin', { personId: devon.id, pin: '908172' });
    await ask('people.signIn', { personId: devon.id, pin: '908172' });
    expect(await rejectionOf(ask('people.changePin', { personId: maria.id, pin: '908173' }))).toMatchObject({ code: 'not-allowed' });
    expect(await rejectionOf(ask('people.changePin', { personId: devon.id, pin: '111111' }))).toMatchObject({ code: 'pin-weak' });
    await ask('people.changePin', { personId: devon.id, pin: '908174' });
    await ask('people.signIn', { personId: devon.id, pin: '908174' });
  });

  test('leave by an administrator’s word: they sign in no more, their name stays theirs, and a new PIN takes them back', async () => {
    const { db, ask, tom, maria, devon } = await staffedStation();
    expect(await rejectionOf(ask('people.retire', { personId: tom.id }))).toMatchObject({ code: 'person-oneself' });
    expect(await rejectionOf(ask('people.retire', { personId: 'nobody' }))).toMatchObject({ code: 'check-failed' });
    await ask('people.retire', { personId: maria.id });
    expect((await ask('people.list', null)).map(({ name }) => name)).toEqual(['Devon Park', 'Tom Whitfield']);
    expect(await ask('people.former', null)).toEqual([{ id: maria.id, name: 'Maria Reyes', role: 'assistant' }]);
    expect(await rejectionOf(ask('people.retire', { personId: maria.id }))).toMatchObject({ code: 'check-failed' });
    const signsIn = ask('people.signIn', { personId: maria.id, pin: pins.maria });
    expect(await rejectionOf(signsIn)).toMatchObject({ name: 'Refusal' });
    expect(await rejectionOf(ask('people.add', { name: 'Maria Reyes', role: 'nurse', pin: '908172' }))).toMatchObject({
      code: 'person-exists',
    });
    expect(await rejectionOf(ask('people.reinstate', { personId: devon.id, pin: '908172' }))).toMatchObject({ code: 'check-failed' });
    expect(await rejectionOf(ask('people.reinstate', { personId: maria.id, pin: '111111' }))).toMatchObject({ code: 'pin-weak' });
    await ask('people.reinstate', { personId: maria.id, pin: '908172' });
    expect(await ask('people.former', null)).toEqual([]);
    expect(await rejectionOf(ask('people.signIn', { personId: maria.id, pin: pins.maria }))).toMatchObject({ code: 'pin-wrong' });
    await ask('people.signIn', { personId: maria.id, pin: '908172' });
    for (const order of [
      ask('people.retire', { personId: devon.id }),
      ask('people.former', null),
      ask('people.reinstate', { personId: devon.id, pin: '908172' }),
    ])
      expect(await rejectionOf(order)).toMatchObject({ code: 'not-allowed' });
    expect(actions(db)).toEqual(expect.arrayContaining(['person.retired', 'person.reinstated']));
    expect(verifyAudit(db).brokenAt).toBe(null);
  });

  test('have neither PIN nor hash in the audit log, and every action is in it', async () => {
    const { db, ask, maria } = await staffedStation();
    await ask('people.lock', { because: 'idle' });
    await rejectionOf(ask('people.signIn', { personId: maria.id, pin: '000001' }));
    await ask('people.signIn', { personId: maria.id, pin: pins.maria });
    await ask('people.signOut', null);
    expect(actions(db)).toEqual([
      'person.added',
      'session.signed-in',
      'person.added',
      'person.added',
      'session.locked',
      'session.pin-wrong',
      'session.switched',
      'session.signed-out',
    ]);
    expect(verifyAudit(db).brokenAt).toBeNull();
    expect(JSON.stringify(db.prepare('SELECT * FROM audit').all())).not.toMatch(/161803|271828|000001/);
  });
});

describe('wrong PINs', () => {
  test('are counted down, then paused for 30 seconds and twice as long after each further one', async () => {
    const { ask, maria, pass } = await staffedStation();
    const wrong = () => rejectionOf(ask('people.signIn', { personId: maria.id, pin: '000001' }));
    for (const left of ['4', '3', '2', '1']) expect(await wrong()).toMatchObject({ code: 'pin-wrong', about: left });
    expect(await wrong()).toMatchObject({ code: 'pin-paused', about: '30' });
    pass(10);
    expect(await rejectionOf(ask('people.signIn', { personId: maria.id, pin: pins.maria }))).toMatchObject({
      code: 'pin-paused',
      about: '20',
    });
    pass(20);
    expect(await wrong()).toMatchObject({ code: 'pin-paused', about: '60' });
    pass(60);
    expect((await ask('people.signIn', { personId: maria.id, pin: pins.maria })).person?.name).toBe('Maria Reyes');
    expect(await wrong()).toMatchObject({ code: 'pin-wrong', about: '4' });
  });

  test('sent all at once are still counted one by one', async () => {
    const { ask, maria } = await staffedStation();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) => rejectionOf(ask('people.signIn', { personId: maria.id, pin: String(200_000 + index) }))),
    );
    expect(all.filter(({ code }) => code === 'pin-wrong')).toHaveLength(4);
    expect(all.filter(({ code }) => code === 'pin-paused')).toHaveLength(16);
  });

  test('stay counted when the station starts again, and are each person’s own', async () => {
    const { db, ask, maria, devon } = await staffedStation();
    for (let tries = 0; tries < 5; tries += 1) await rejectionOf(ask('people.signIn', { personId: maria.id, pin: '000001' }));
    const again = emptyStation(db);
    expect(await rejectionOf(again.ask('people.signIn', { personId: maria.id, pin: pins.maria }))).toMatchObject({ code: 'pin-paused' });
    expect((await again.ask('people.signIn', { personId: devon.id, pin: pins.devon })).person?.name).toBe('Devon Park');
  });

  test('are forgiven by an administrator who sets a new PIN', async () => {
    const { ask, maria } = await staffedStation();
    for (let tries = 0; tries < 5; tries += 1) await rejectionOf(ask('people.signIn', { personId: maria.id, pin: '000001' }));
    await ask('people.changePin', { personId: maria.id, pin: '908172' });
    expect((await ask('people.signIn', { personId: maria.id, pin: '908172' })).person?.name).toBe('Maria Reyes');
  });
});

describe('the session', () => {
  test('locked lets nobody act, keeps the person, and shows the timer alone', async () => {
    const { ask, session, told, tom } = await staffedStation();
    const locked = await ask('people.lock', { because: 'asked' });
    expect(locked).toMatchObject({
      person: { id: tom.id },
      locked: { because: 'asked', since: '2026-11-23T15:00:00.000Z' },
      timerEndsAt: '2026-11-23T15:05:00.000Z',
    });
    expect(told.at(-1)).toEqual(locked);
    expect(session.isOpen()).toBe(false);
    expect(session.require('anyone').person).toBeNull();
    expect(thrownBy(() => session.require('signed-in')).code).toBe('locked');
    expect(await ask('people.lock', { because: 'idle' })).toEqual(locked);
    const open = await ask('people.signIn', { personId: tom.id, pin: pins.tom });
    expect(open.locked).toBeNull();
    expect(session.isOpen()).toBe(true);
  });

  test('goes over to another person, whose PIN it takes; the first one’s visit stays theirs', async () => {
    const { db, ask, handovers, maria, devon } = await staffedStation();
    await ask('people.signIn', { personId: maria.id, pin: pins.maria });
    openVisit(db, maria.id, 'Room 3');
    await ask('people.lock', { because: 'asked' });
    const session = await ask('people.signIn', { personId: devon.id, pin: pins.devon });
    expect(session).toMatchObject({ person: { name: 'Devon Park', visitOpenIn: null }, locked: null });
    expect((await ask('people.list', null)).map(({ name, visitOpenIn }) => [name, visitOpenIn])).toEqual([
      ['Devon Park', null],
      ['Maria Reyes', 'Room 3'],
      ['Tom Whitfield', null],
    ]);
    expect(handovers).toEqual([
      ['Tom Whitfield', 'Maria Reyes'],
      ['Maria Reyes', 'Devon Park'],
    ]);
  });

  test('asks for the role a call needs', async () => {
    const { ask, session, maria } = await staffedStation();
    expect(session.require(['administrator']).person?.role).toBe('administrator');
    await ask('people.signIn', { personId: maria.id, pin: pins.maria });
    expect(thrownBy(() => session.require(['administrator'])).code).toBe('not-allowed');
    await ask('people.signOut', null);
    expect(thrownBy(() => session.require('signed-in')).code).toBe('not-signed-in');
    expect(session.isOpen()).toBe(false);
  });
});

function openVisit(db: Db, ownerId: string, room: string): void {
  const at = '2026-11-23T15:00:00.000Z';
  db.prepare(
    `INSERT INTO patients (id, family, given, date_of_birth, mrn, sex, added_at) VALUES ('p', 'Okafor', 'Adaeze', '1958-03-14', '1', 'female', ?)`,
  ).run(at);
  db.prepare(
    `INSERT INTO visits (id, patient_id, room, clinician, reason, owner_id, opened_at, identity_by, identity_at, draft_saved_at)
     VALUES ('v', 'p', ?, '', '', ?, ?, ?, ?, ?)`,
  ).run(room, ownerId, at, ownerId, at, at);
}
