/** The way of an EKG from a cart's file to a clinician's signature, over a real database. */
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { writeAecg } from '../../../../drivers/hl7-aecg/encode.ts';
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import type { TracingFile, WrittenFile } from '../../../../drivers/model/tracing-format.ts';
import { readTracing } from '../../../../drivers/tracings.ts';
import { writeWfdb } from '../../../../drivers/wfdb/encode.ts';
import { createEkgs } from '../../../../src/main/chart/ekg/ekgs.ts';
import { examineHere } from '../../../../src/main/chart/ekg/examine.ts';
import { watchInbox } from '../../../../src/main/chart/ekg/inbox-folder.ts';
import { hashPin } from '../../../../src/main/people/pin.ts';
import { writeSettings } from '../../../../src/main/settings/settings.ts';
import { type Db, openMemoryDatabase } from '../../../../src/main/storage/open.ts';
import { insertPatient } from '../../../../src/main/storage/patients.ts';
import { insertPerson } from '../../../../src/main/storage/people.ts';
import type { EkgCalls, Person } from '../../../../src/preload/contract.ts';
import { madeUpHeart } from '../../../support/made-up-heart.ts';
import { alone, madeUpTracing } from '../../../support/tracing-files.ts';
import { until } from '../../../support/until.ts';

const maria: Person = { id: 'maria', name: 'Maria Reyes', role: 'assistant', visitOpenIn: null };
const lindqvist: Person = { id: 'lindqvist', name: 'Dr. Lindqvist', role: 'clinician', visitOpenIn: null };
const now = new Date('2026-11-23T15:00:00Z');
let db: Db;
let ekgs: ReturnType<typeof createEkgs>;
let announced: unknown[];
let enqueued: unknown[];

beforeEach(async () => {
  db = openMemoryDatabase();
  announced = [];
  enqueued = [];
  const pin = await hashPin('271828');
  for (const { id, name, role } of [maria, lindqvist]) insertPerson(db, { id, name, role, pin, addedAt: now });
  const patient = { sex: 'female', limbRestriction: null } as const;
  insertPatient(db, { ...patient, id: 'doe', family: 'Doe', given: 'Jane', dateOfBirth: '1958-03-14', mrn: '0000-77' }, 'maria', now);
  insertPatient(db, { ...patient, id: 'other', family: 'Doe', given: 'Joan', dateOfBirth: '1991-01-01', mrn: '88' }, 'maria', now);
  ekgs = createEkgs({
    db,
    examine: examineHere,
    clock: { now: () => now },
    announce: (fact, is) => announced.push([fact, is]),
    enqueue: (_db, order) => enqueued.push(order),
    todayChanged: () => undefined,
  });
});

function call<C extends keyof typeof ekgs.answers>(name: C, input: EkgCalls[C]['in'], person = maria): Promise<EkgCalls[C]['out']> {
  const answer = ekgs.answers[name];
  return Promise.resolve(answer.check.parse(input)).then((checked) => answer.answer(checked as never, { person })) as Promise<
    EkgCalls[C]['out']
  >;
}

/** A cart's file of a made-up heart, of the patient with that number. */
function cartFile(change: Partial<Tracing> = {}): { fileName: string; base64: string } {
  const { leads } = madeUpHeart({ noise: 4 }).tracing;
  const told = { ...madeUpTracing(), leads, ...change, patient: { ...madeUpTracing().patient, ids: ['77'], ...change.patient } };
  const [file] = writeAecg(told, 'cart');
  return { fileName: file!.name, base64: Buffer.from(file!.bytes).toString('base64') };
}

const code = (order: Promise<unknown>) =>
  order.then(
    () => 'carried out',
    (thrown: { code?: string }) => thrown.code,
  );

describe('a cart’s file', () => {
  it('comes in as nobody’s, with whom it might be, and the same file again changes nothing', async () => {
    const card = await call('ekg.receive', cartFile());
    expect(card).toMatchObject({
      state: 'unmatched',
      problem: null,
      patient: null,
      takenAt: '2026-11-20T09:30:00',
      format: 'HL7 annotated EKG (aECG)',
    });
    expect(card.proposed.map((one) => [one.patientId, one.numberMatches, one.nameMatches, one.birthDateMatches])).toEqual([
      ['doe', true, true, true],
    ]);
    expect(await call('ekg.receive', cartFile())).toEqual(card);
    expect((await call('ekg.list', null)).length).toBe(1);
    expect(announced.at(-1)).toEqual(['ekg.changed', { needsPerson: 1 }]);
  });

  it('of another number but the same family name is only proposed', async () => {
    const card = await call(
      'ekg.receive',
      cartFile({ patient: { ...madeUpTracing().patient, ids: ['99'], given: 'Joan', birthDate: null } }),
    );
    expect(card.proposed.map((one) => [one.patientId, one.numberMatches, one.nameMatches])).toEqual([['other', false, true]]);
    expect(card.patient).toBeNull();
  });

  it('that cannot be read is kept, and says what could not be', async () => {
    const card = await call('ekg.receive', { fileName: 'torn.xml', base64: Buffer.from('<AnnotatedECG><component>').toString('base64') });
    expect(card.problem).toMatch(/XML is not well formed/);
    expect(await code(call('ekg.match', { id: card.id, patientId: 'doe' }))).toBe('ekg-unreadable');
    await call('ekg.dismiss', { id: card.id, reason: 'exported again' });
    expect(await call('ekg.list', null)).toEqual([]);
  });

  it('found in the watched folder is taken in once, when it stands still', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'isoline-inbox-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const inbox = watchInbox(ekgs, (thrown) => expect.fail(String(thrown)));
    try {
      inbox.watch(folder);
      const { fileName, base64 } = cartFile();
      writeFileSync(join(folder, fileName), Buffer.from(base64, 'base64'));
      await until(() => announced.length > 0, 'the file is taken in');
      expect((await call('ekg.list', null))[0]).toMatchObject({ fileName, state: 'unmatched' });
    } finally {
      inbox.stop();
    }
  });
});

it('too large for an EKG is told of with its name, once, and left in the watched folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'isoline-inbox-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const inbox = watchInbox(ekgs, (thrown) => expect.fail(String(thrown)));
  try {
    inbox.watch(folder);
    writeFileSync(join(folder, 'holter.ecg'), '');
    truncateSync(join(folder, 'holter.ecg'), 21 * 1024 * 1024);
    await until(() => announced.length > 0, 'the file is told of');
    const [card, ...others] = (await call('ekg.list', null)).filter(({ fileName }) => fileName === 'holter.ecg');
    expect(card).toMatchObject({ state: 'unmatched', problem: expect.stringMatching(/21 MB.*left in the folder and not taken in/) });
    await ekgs.left('holter.ecg', 21 * 1024 * 1024);
    expect((await call('ekg.list', null)).filter(({ fileName }) => fileName === 'holter.ecg').length).toBe(1);
    expect([others.length, statSync(join(folder, 'holter.ecg')).size]).toEqual([0, 21 * 1024 * 1024]);
    expect(await code(call('ekg.match', { id: card!.id, patientId: 'doe' }))).toBe('ekg-unreadable');
  } finally {
    inbox.stop();
  }
});

describe('a record of two files', () => {
  /** WFDB: a header, and the samples it names. */
  const pair = () => {
    const { leads } = madeUpHeart({ noise: 4 }).tracing;
    const [header, signals] = writeWfdb({ ...madeUpTracing(), leads }, 'rest');
    return { header: header!, signals: signals! };
  };
  const sent = ({ name, bytes }: WrittenFile) => ({ fileName: name, base64: Buffer.from(bytes).toString('base64') });
  const listed = async () => (await call('ekg.list', null)).map(({ fileName, problem }) => [fileName, problem]);

  it('comes in as one, is read again from what was kept, and the same again changes nothing', async () => {
    const { header, signals } = pair();
    const card = await call('ekg.receive', { ...sent(header), beside: [sent(signals)] });
    expect(card).toMatchObject({ fileName: 'rest.hea', problem: null, format: 'WFDB (PhysioNet)' });
    const whole = await call('ekg.match', { id: card.id, patientId: 'doe' });
    expect(whole.leads.map(({ samples }) => samples.length)).toEqual(Array(12).fill(5000));
    expect(await call('ekg.receive', { ...sent(header), beside: [sent(signals)] })).toMatchObject({ id: card.id });
    const changed = Buffer.from(signals.bytes);
    changed[0]! ^= 1;
    expect(
      (await call('ekg.receive', { ...sent(header), beside: [{ ...sent(signals), base64: changed.toString('base64') }] })).id,
    ).not.toBe(card.id);
  });

  it('without its samples says which file is not there, and is read once they come with it', async () => {
    const { header, signals } = pair();
    expect((await call('ekg.receive', sent(header))).problem).toMatch(/rest\.dat is not beside the header/);
    expect((await call('ekg.receive', { ...sent(header), beside: [sent(signals)] })).problem).toBeNull();
  });

  it('is waited for in the watched folder, whichever file is there first; what never comes is said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'isoline-inbox-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const { header, signals } = pair();
    const inbox = watchInbox(ekgs, (thrown) => expect.fail(String(thrown)), 14_000);
    try {
      inbox.watch(folder);
      writeFileSync(join(folder, 'empty.xml'), '');
      writeFileSync(join(folder, 'rest.dat'), signals.bytes);
      writeFileSync(join(folder, 'alone.hea'), Buffer.from(header.bytes).toString('latin1').replaceAll('rest', 'alone'));
      await new Promise((resolve) => setTimeout(resolve, 5000));
      expect(await listed()).toEqual([]);
      writeFileSync(join(folder, header.name), header.bytes);
      await until(async () => (await listed()).length === 1, 'the record is taken in');
      expect(await listed()).toEqual([['rest.hea', null]]);
      await until(async () => (await listed()).length === 3, 'what lacks a file is told of', 20_000);
      expect((await listed()).sort()).toEqual([
        ['alone.hea', expect.stringMatching(/alone\.dat is not beside the header/)],
        ['empty.xml', expect.stringMatching(/the file is empty; it was left in the folder/)],
        ['rest.hea', null],
      ]);
    } finally {
      inbox.stop();
    }
  }, 60_000);
});

describe('over-reading', () => {
  it('keeps the cart’s, the computed and the clinician’s values, each with its name', async () => {
    const { id } = await call('ekg.receive', cartFile());
    const waiting = await call('ekg.match', { id, patientId: 'doe' });
    expect(waiting).toMatchObject({
      state: 'waiting',
      patient: { id: 'doe', mrn: '0000-77' },
      cart: { values: { heartRate: 72, pr: 158 } },
    });
    expect(waiting.leads.length).toBe(12);
    const computed = waiting.computed!.values;
    expect(computed.heartRate).not.toBeNull();
    const signed = await call('ekg.confirm', { id, shown: computed, values: { ...computed, qt: 402 }, comment: 'seen' }, lindqvist);
    expect(signed).toMatchObject({
      state: 'confirmed',
      confirmed: { by: 'Dr. Lindqvist' },
      overRead: { values: { qt: 402 }, comment: 'seen' },
    });
    expect(signed.computed!.values).toEqual(computed);
    expect(signed.cart.values!.qt).toBe(400);
  });

  it('is refused when the numbers are not those that were seen', async () => {
    const { id } = await call('ekg.receive', cartFile());
    const { computed } = await call('ekg.match', { id, patientId: 'doe' });
    const shown = { ...computed!.values, qt: 1 };
    expect(await code(call('ekg.confirm', { id, shown, values: shown, comment: '' }, lindqvist))).toBe('ekg-changed');
    expect((await call('ekg.read', { id })).state).toBe('waiting');
  });

  it('of a file that is nobody’s is refused; who may sign is the clinician', async () => {
    const { id } = await call('ekg.receive', cartFile());
    const { computed } = await call('ekg.read', { id });
    const order = { id, shown: computed!.values, values: computed!.values, comment: '' };
    expect(await code(call('ekg.confirm', order, lindqvist))).toBe('ekg-not-now');
    expect(ekgs.answers['ekg.confirm'].who).toEqual(['clinician']);
  });

  it('can ask for a retake; taken from the wrong patient, nothing that was signed counts', async () => {
    const { id } = await call('ekg.receive', cartFile());
    const { computed } = await call('ekg.match', { id, patientId: 'other' });
    await call('ekg.confirm', { id, shown: computed!.values, values: computed!.values, comment: '' }, lindqvist);
    expect(await call('ekg.askRetake', { id, reason: 'V1 and V2 look high' }, lindqvist)).toMatchObject({
      state: 'retake',
      retake: { reason: 'V1 and V2 look high' },
    });
    expect(await code(call('ekg.unmatch', { id, reason: ' ' }))).toBe('reason-missing');
    expect(await call('ekg.unmatch', { id, reason: 'wrong Doe' })).toMatchObject({
      state: 'unmatched',
      patient: null,
      overRead: null,
      confirmed: null,
    });
    const again = await call('ekg.match', { id, patientId: 'doe' });
    expect([again.state, again.overRead]).toEqual(['waiting', null]);
  });

  it('shows the one before of the same patient', async () => {
    const before = await call('ekg.receive', cartFile({ startedAt: '2026-02-11T08:00:00' }));
    const today = await call('ekg.receive', cartFile());
    await call('ekg.match', { id: before.id, patientId: 'doe' });
    const { previous } = await call('ekg.match', { id: today.id, patientId: 'doe' });
    expect(previous).toMatchObject({ id: before.id, takenAt: '2026-02-11T08:00:00', values: { heartRate: 72 } });
    expect(previous!.median!.leads.length).toBe(12);
  });

  it('computes nothing where the clinic has switched analysis off', async () => {
    writeSettings(
      db,
      { ekg: { analysis: false, qtcFormula: 'bazett', paper: 'letter', electrodeColors: 'aha', inboxFolder: null } },
      null,
      now,
    );
    const { id } = await call('ekg.receive', cartFile());
    const { computed, cart, leads } = await call('ekg.match', { id, patientId: 'doe' });
    expect([computed, cart.values!.qrs, leads.length]).toEqual([null, 94, 12]);
    const signed = await call('ekg.confirm', { id, shown: null, values: cart.values!, comment: '' }, lindqvist);
    expect(signed.state).toBe('confirmed');
  });
});

describe('what goes out', () => {
  it('is the page with the patient a person confirmed, and the same samples in other formats', async () => {
    const { id } = await call('ekg.receive', cartFile());
    await call('ekg.match', { id, patientId: 'doe' });
    const pdf = await call('ekg.page', { id, paper: 'letter', layout: '3x4+1', millimetresPerSecond: 25, millimetresPerMillivolt: 10 });
    expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    const [edf] = await call('ekg.export', { id, format: 'edf' });
    const file: TracingFile = alone(edf!.name, Buffer.from(edf!.base64, 'base64'));
    const shown = (await call('ekg.read', { id })).leads.map(({ samples }) => samples);
    expect((await readTracing(file)).leads.map(({ samples }) => [...samples])).toEqual(shown);
  });

  it('leaves a trace of who saw, matched and printed it', async () => {
    const { id } = await call('ekg.receive', cartFile());
    await call('ekg.match', { id, patientId: 'doe' });
    await call('ekg.read', { id });
    const actions = db.prepare('SELECT action, patient_id FROM audit ORDER BY number').all() as {
      action: string;
      patient_id: string | null;
    }[];
    expect(actions.map(({ action, patient_id }) => [action, patient_id])).toEqual([
      ['ekg.received', null],
      ['ekg.matched', 'doe'],
      ['ekg.seen', 'doe'],
    ]);
  });
});
