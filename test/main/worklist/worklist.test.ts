import { describe, expect, test } from 'vitest';
import { type Db, openMemoryDatabase } from '../../../src/main/storage/open.ts';
import { ulid } from '../../../src/main/storage/ulid.ts';
import { createWorklist } from '../../../src/main/worklist/worklist.ts';
import type { Calls, NewPatient, Patient, Person, Today } from '../../../src/preload/contract.ts';
import { thrownBy } from '../storage/thrown.ts';

const maria: Person = { id: 'maria', name: 'Maria Reyes', role: 'assistant', visitOpenIn: null };

const adaeze: NewPatient = {
  family: 'Okafor',
  given: 'Adaeze',
  dateOfBirth: '1958-03-14',
  mrn: '00482913',
  sex: 'female',
  clinician: 'Dr. Lindqvist',
  reason: 'Follow-up',
};
const samir: NewPatient = { ...adaeze, family: 'Haddad', given: 'Samir', dateOfBirth: '1981-07-02', mrn: '00517770', sex: 'male' };
const adanna: NewPatient = { ...adaeze, given: 'Adanna', dateOfBirth: '1991-09-27', mrn: '00491744' };

function aList() {
  const db = openMemoryDatabase();
  let now = new Date('2026-11-23T09:00:00').getTime();
  db.prepare(`INSERT INTO people VALUES ('maria', 'Maria Reyes', 'assistant', x'00', x'00', '', NULL)`).run();
  const told: number[] = [];
  const { answers } = createWorklist({
    db,
    clock: { now: () => new Date(now) },
    fridges: () => ({ check: null, incidents: 0, endedCertificates: 0 }),
    announce: (fact, is) => void (fact === 'today.changed' && told.push((is as { waitingForPerson: number }).waitingForPerson)),
  });
  function ask<C extends keyof typeof answers>(call: C, input: Calls[C]['in']): Calls[C]['out'] {
    const { check, answer } = answers[call] as unknown as {
      check: { parse(given: unknown): unknown };
      answer(...given: unknown[]): unknown;
    };
    return answer(check.parse(input), { person: maria }) as Calls[C]['out'];
  }
  const pass = (minutes: number) => {
    now += minutes * 60_000;
  };
  return { db, ask, told, pass, now: () => new Date(now) };
}

/** A visit as the chart writes it. */
function visit(
  db: Db,
  patientId: string,
  at: Date,
  more: { ready?: true; closed?: true; signed?: true; appointmentId?: string | null } = {},
): string {
  const id = ulid(at);
  const appointment = db.prepare('SELECT id FROM appointments WHERE patient_id = ? ORDER BY id DESC').pluck().get(patientId) as string;
  const iso = at.toISOString();
  db.prepare(
    `INSERT INTO visits (id, patient_id, appointment_id, room, clinician, reason, owner_id, opened_at, identity_by, identity_at, ready_at, closed_at, draft_saved_at)
     VALUES (?, ?, ?, 'Room 3', 'Dr. Osei', 'Follow-up', 'maria', ?, 'maria', ?, ?, ?, ?)`,
  ).run(
    id,
    patientId,
    more.appointmentId === undefined ? appointment : more.appointmentId,
    iso,
    iso,
    more.ready ? iso : null,
    more.closed ? iso : null,
    iso,
  );
  if (more.signed) signedSet(db, id, patientId, iso);
  return id;
}

function signedSet(db: Db, visitId: string, patientId: string, at: string): string {
  const id = `set of ${visitId}`;
  db.prepare(`INSERT INTO signed_sets VALUES (?, ?, ?, 1, 'maria', ?, '[]', '')`).run(id, visitId, patientId, at);
  return id;
}

const steps = ({ rows }: Today) => rows.map(({ given, step }) => `${given} ${step}`);

describe('adding a patient by hand', () => {
  test('puts them on today’s list, arrived now, with masked identifiers', () => {
    const { ask, told } = aList();
    const patient = ask('patients.add', { ...adaeze, family: '  Okafor ', given: 'Adaeze  Ngozi' });
    expect(patient).toMatchObject({ family: 'Okafor', given: 'Adaeze Ngozi', limbRestriction: null });
    const today = ask('today.read', null);
    expect(today).toMatchObject({ date: '2026-11-23', listFrom: 'by-hand', finished: 0 });
    expect(today.rows).toHaveLength(1);
    expect(today.rows[0]).toMatchObject({ ageText: '68 y', mrnEnd: '13', step: 'arrived', room: null, owner: null, similarTo: null });
    expect(JSON.stringify(today)).not.toMatch(/00482913|1958-03-14/);
    expect(told).toEqual([0]);
  });

  test('with an MRN that is somebody else’s, or on the list already, is refused', () => {
    const { ask } = aList();
    ask('patients.add', adaeze);
    expect(thrownBy(() => ask('patients.add', { ...samir, mrn: adaeze.mrn }))).toMatchObject({ code: 'patient-exists', about: adaeze.mrn });
    expect(thrownBy(() => ask('patients.add', adaeze))).toMatchObject({ code: 'patient-exists' });
    expect(ask('today.read', null).rows).toHaveLength(1);
  });

  test('brings back a patient of an earlier day under the same number', () => {
    const { ask, pass } = aList();
    const first = ask('patients.add', adaeze);
    pass(24 * 60);
    expect(ask('today.read', null).rows).toEqual([]);
    expect(ask('patients.add', { ...adaeze, family: 'OKAFOR' }).id).toBe(first.id);
    expect(steps(ask('today.read', null))).toEqual(['Adaeze arrived']);
  });

  test.each<[string, Partial<NewPatient>]>([
    ['a birth tomorrow', { dateOfBirth: '2026-11-24' }],
    ['a birth in 1850', { dateOfBirth: '1850-01-01' }],
    ['the 30th of February', { dateOfBirth: '1990-02-30' }],
    ['a date the other way round', { dateOfBirth: '03/14/1958' }],
    ['no family name', { family: '   ' }],
    ['no number', { mrn: ' ' }],
  ])('with %s is refused', (_name, wrong) => {
    const { ask } = aList();
    expect(thrownBy(() => ask('patients.add', { ...adaeze, ...wrong })).message).toContain(Object.keys(wrong)[0]);
    expect(ask('today.read', null).rows).toEqual([]);
  });
});

describe('who it is', () => {
  test('is shown in full only when asked for, and that is written down', () => {
    const { db, ask } = aList();
    const { id } = ask('patients.add', adaeze);
    expect(ask('patients.identify', { patientId: id })).toMatchObject({ dateOfBirth: '1958-03-14', mrn: '00482913' });
    const last = db.prepare('SELECT person_id, action, patient_id FROM audit ORDER BY number DESC').get();
    expect(last).toEqual({ person_id: 'maria', action: 'patient.identified', patient_id: id });
    expect(thrownBy(() => ask('patients.identify', { patientId: 'nobody' })).code).toBe('patient-unknown');
  });

  test('when it does not match, only the attempt is written down', () => {
    const { db, ask } = aList();
    const { id } = ask('patients.add', adaeze);
    expect(ask('patients.noMatch', { patientId: id })).toBeNull();
    const last = db.prepare('SELECT * FROM audit ORDER BY number DESC').get() as object;
    expect(last).toMatchObject({ person_id: 'maria', action: 'patient.no-match', subject_id: null, patient_id: null });
    expect(JSON.stringify(last)).not.toContain(id);
  });

  test('a limb restriction is kept, with what it was before', () => {
    const { db, ask } = aList();
    const { id } = ask('patients.add', adaeze);
    const restricted: Patient = ask('patients.restrictLimb', { patientId: id, restriction: 'left-arm' });
    expect(restricted.limbRestriction).toBe('left-arm');
    ask('patients.restrictLimb', { patientId: id, restriction: null });
    const details = db.prepare(`SELECT detail FROM audit WHERE action = 'patient.limb-restricted' ORDER BY number`).pluck().all();
    expect(details).toEqual(['{"from":null,"to":"left-arm"}', '{"from":"left-arm","to":null}']);
  });
});

describe('today’s list', () => {
  test('has the longest wait on top, then the rooms, then who is still to come', () => {
    const { db, ask, pass, now } = aList();
    ask('patients.add', samir);
    pass(5);
    const { id } = ask('patients.add', adaeze);
    pass(5);
    ask('patients.add', adanna);
    const { id: linh } = ask('patients.add', { ...adaeze, family: 'Nguyen', given: 'Linh', mrn: '3' });
    db.prepare(`UPDATE appointments SET arrived_at = NULL WHERE patient_id = ?`).run(linh);
    visit(db, id, now());
    expect(steps(ask('today.read', null))).toEqual(['Samir arrived', 'Adanna arrived', 'Adaeze rooming', 'Linh not-arrived']);
    expect(steps(ask('patients.arrive', { patientId: linh }))).toContain('Linh arrived');
  });

  test.each([
    ['rooming', {}],
    ['signed', { signed: true }],
    ['ready', { signed: true, ready: true }],
    ['left', { signed: true, ready: true, closed: true }],
    ['arrived', { closed: true }],
  ] as const)('says %s of a visit that is %j', (step, more) => {
    const { db, ask, now } = aList();
    const { id } = ask('patients.add', adaeze);
    visit(db, id, now(), more);
    const { rows, finished } = ask('today.read', null);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.step).toBe(step);
    expect(finished).toBe(step === 'left' ? 1 : 0);
    expect(rows[0]?.owner).toBe(step === 'left' || step === 'arrived' ? null : 'Maria Reyes');
  });

  test('shows a visit opened again after one that was closed unsigned once', () => {
    const { db, ask, pass, now } = aList();
    const { id } = ask('patients.add', adaeze);
    visit(db, id, now(), { closed: true });
    pass(1);
    visit(db, id, now());
    expect(steps(ask('today.read', null))).toEqual(['Adaeze rooming']);
  });

  test('does not lose a visit left open yesterday', () => {
    const { db, ask, pass, now } = aList();
    const { id } = ask('patients.add', adaeze);
    const visitId = visit(db, id, now());
    pass(24 * 60);
    expect(ask('today.read', null).rows).toMatchObject([{ visitId, step: 'rooming', owner: 'Maria Reyes' }]);
  });

  test('names whoever might be taken for another', () => {
    const { ask } = aList();
    ask('patients.add', adaeze);
    ask('patients.add', samir);
    ask('patients.add', adanna);
    const similar = Object.fromEntries(ask('today.read', null).rows.map(({ given, similarTo }) => [given, similarTo]));
    expect(similar).toEqual({
      Adaeze: { family: 'Okafor', given: 'Adanna', bornYear: 1991, appointmentAt: null },
      Adanna: { family: 'Okafor', given: 'Adaeze', bornYear: 1958, appointmentAt: null },
      Samir: null,
    });
  });
});

describe('waiting work', () => {
  test('is nothing on a new day', () => {
    const { ask } = aList();
    expect(ask('today.read', null).waiting).toEqual({
      unassigned: { count: 0, words: [] },
      outbox: { count: 0, refused: 0, unanswered: 0 },
      notTold: [],
      ekgs: { toConfirm: 0, unmatched: 0 },
      fridges: { check: null, incidents: 0, endedCertificates: 0 },
    });
  });

  test('counts readings that belong to nobody, until somebody decides', () => {
    const { db, ask } = aList();
    const reading = (id: string, apart: string | null, dismissed: string | null) =>
      db
        .prepare(
          `INSERT INTO measurements (id, kind, source, how, device_label, received_at, measured_at, apart, dismissed_at)
           VALUES (?, 'single', 'device', 'spot', 'Scale', ?, ?, ?, ?)`,
        )
        .run(id, new Date('2026-11-23T09:38:20').toISOString(), new Date('2026-11-23T09:38:00').toISOString(), apart, dismissed);
    reading('a', 'unassigned', null);
    reading('b', 'unassigned', '2026-11-23T16:00:00Z');
    reading('c', 'stored', null);
    expect(ask('today.read', null).waiting.unassigned).toEqual({ count: 2, words: ['Scale 9:38', 'Scale 9:38'] });
  });

  test('counts what has not reached the chart, and of that what needs a person', () => {
    const { db, ask, told, now } = aList();
    const { id } = ask('patients.add', adaeze);
    const setId = signedSet(db, visit(db, id, now()), id, now().toISOString());
    const states = [
      ['queued', 0],
      ['rejected', 1],
      ['ambiguous', 1],
      ['ambiguous', 0],
      ['delivered', 0],
      ['given-up', 0],
    ] as const;
    for (const [index, [state, needs]] of states.entries()) {
      db.prepare(
        `INSERT INTO outbox (id, number, destination, destination_label, patient_id, what, set_id, value_ids, state, state_since, needs_person, created_at)
         VALUES (?, ?, 'fhir', 'the chart', ?, 'vitals', ?, '[]', ?, '', ?, '')`,
      ).run(String(index), index, id, setId, state, needs);
    }
    expect(ask('today.read', null).waiting.outbox).toEqual({ count: 4, refused: 1, unanswered: 1 });
    ask('patients.add', samir);
    expect(told.at(-1)).toBe(2);
  });

  describe('names what nobody has been told yet', () => {
    function notYet() {
      const list = aList();
      const { id: patientId } = list.ask('patients.add', adaeze);
      const visitId = visit(list.db, patientId, list.now(), { signed: true, closed: true });
      const say = (id: string, words: string) =>
        list.db
          .prepare(`INSERT INTO told VALUES (?, ?, ?, ?, 'at or above 180', 'now', 'not-yet', NULL, NULL, 0, 'maria', ?)`)
          .run(id, visitId, `set of ${visitId}`, words, list.now().toISOString());
      say(ulid(list.now()), 'Told the provider about 182/96?');
      const open = () => list.ask('today.read', null).waiting.notTold;
      return { ...list, patientId, visitId, say, open };
    }
    const answer = { whom: ' Dr. Osei ', how: 'phone', readBack: true } as const;

    test('with the value, whose limit it is, and who is to be told', () => {
      const { open, visitId, patientId, now } = notYet();
      expect(open()).toEqual([
        {
          id: expect.any(String),
          visitId,
          patientId,
          words: 'Told the provider about 182/96?',
          about: '182/96',
          level: 'now',
          limitWords: 'at or above 180',
          clinician: 'Dr. Osei',
          since: now().toISOString(),
        },
      ]);
    });

    test('until somebody says whom they told, after the visit too; the first answer stays, and it is written down', () => {
      const { open, ask, db, told, pass, now, patientId } = notYet();
      pass(20);
      const [question] = open();
      expect(ask('today.tell', { id: question!.id, ...answer }).waiting.notTold).toEqual([]);
      const rows = db.prepare('SELECT answer, whom, how, read_back, by_person, at FROM told ORDER BY id').all();
      expect(rows).toMatchObject([
        { answer: 'not-yet', whom: null },
        { answer: 'told', whom: 'Dr. Osei', how: 'phone', read_back: 1, by_person: 'maria', at: now().toISOString() },
      ]);
      const audit = db.prepare('SELECT person_id, action, patient_id, detail FROM audit ORDER BY number DESC').get() as { detail: string };
      expect(audit).toMatchObject({ person_id: 'maria', action: 'provider.told', patient_id: patientId });
      expect(JSON.parse(audit.detail)).toMatchObject({ whom: 'Dr. Osei', how: 'phone', readBack: true, notYetSince: question!.since });
      expect(told.at(-1)).toBe(0);
    });

    test('once: a second answer, or one to a question nobody asked, is refused and writes nothing', () => {
      const { open, ask, db } = notYet();
      const [question] = open();
      ask('today.tell', { id: question!.id, ...answer });
      const rows = () => db.prepare('SELECT (SELECT count(*) FROM told) AS told, (SELECT count(*) FROM audit) AS audit').get();
      const before = rows();
      expect(thrownBy(() => ask('today.tell', { id: question!.id, ...answer })).code).toBe('told-already');
      expect(thrownBy(() => ask('today.tell', { id: 'nobody', ...answer })).code).toBe('told-already');
      expect(thrownBy(() => ask('today.tell', { id: question!.id, ...answer, whom: ' ' })).message).toContain('whom');
      expect(rows()).toEqual(before);
    });

    test('each by itself', () => {
      const { open, ask, say, now } = notYet();
      say(`${ulid(now())}b`, 'Told the provider about pulse 131?');
      expect(open().map(({ about }) => about)).toEqual(['182/96', 'pulse 131']);
      ask('today.tell', { id: open()[0]!.id, ...answer });
      expect(open().map(({ about }) => about)).toEqual(['pulse 131']);
    });
  });
});
