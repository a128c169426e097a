/** A workday at the fridges, as people do it: what is offered, what is refused, what is kept, all in a real database. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clockSeconds } from '../../../../drivers/framing/local-time.ts';
import { type CheckAnswers, createFridgeChecks, reviewers } from '../../../../src/main/fridge/checks/checks.ts';
import { dueCheck } from '../../../../src/main/fridge/checks/due.ts';
import { importLog } from '../../../../src/main/fridge/import-log.ts';
import { fridgesWaiting, needsPerson } from '../../../../src/main/fridge/waiting.ts';
import { defaultFridgeSettings } from '../../../../src/main/settings/fridge-shape.ts';
import { verifyAudit } from '../../../../src/main/storage/audit.ts';
import { type Db, openDatabase } from '../../../../src/main/storage/open.ts';
import type { CheckOrder, FridgeCalls, FridgeSettings, Person } from '../../../../src/preload/contract.ts';
import { addRefrigerator, inRange, tableLog } from '../../../support/fridge-log.ts';
import { tempDir } from '../../storage/temp-dir.ts';

const maria: Person = { id: 'p1', name: 'Maria Reyes', role: 'assistant', visitOpenIn: null };

/** By the station's own calendar: local times, whatever the zone of the machine. */
const local = (at: string) => new Date(`${at}:00`);

function clinic(change: Partial<FridgeSettings> = {}) {
  const db = openDatabase({ file: join(tempDir(), 'station.db'), key: randomBytes(32) });
  onTestFinished(() => void db.close());
  addRefrigerator(db);
  db.prepare(
    "INSERT INTO people (id, name, role, pin_hash, pin_salt, added_at) VALUES ('p1', 'Maria Reyes', 'assistant', x'00', x'00', '2020-01-01')",
  ).run();
  let now = local('2026-05-15T09:00');
  let changes = 0;
  const settings: FridgeSettings = { ...defaultFridgeSettings, ...change };
  const answers: CheckAnswers = createFridgeChecks({
    db,
    clock: { now: () => now },
    settings: () => settings,
    changed: () => (changes += 1),
  });
  const ask = <C extends keyof CheckAnswers>(call: C, order: FridgeCalls[C]['in']) =>
    answers[call].answer(answers[call].check.parse(order) as never, { person: maria }) as FridgeCalls[C]['out'];
  const card = () => ask('fridge.day', null).cards[0]!;
  /** What the screen would send when the prefilled values are confirmed. */
  const confirmed = (more: Partial<CheckOrder> = {}): CheckOrder => {
    const { since } = card();
    const shown = { lowest: since.lowest?.value ?? null, highest: since.highest?.value ?? null };
    const said = { current: null, alarmSeen: false, resetDone: true, roomTemperature: null, comment: '' };
    return { unitId: 'unit-1', half: 'AM', source: 'logger', shown, ...shown, ...said, catchUp: [], readDifferently: [], ...more };
  };
  const log = (from: string, values: readonly (number | string)[]) => {
    const outcome = importLog(db, { file: tableLog(from, values, `${from}.csv`), unitId: 'unit-1', at: now, personId: null });
    expect(outcome.state).toBe('imported');
  };
  return { db, ask, card, confirmed, log, setNow: (at: string) => (now = local(at)), now: () => now, changes: () => changes, settings };
}

const rows = (db: Db) => db.prepare('SELECT count(*) FROM fridge_checks').pluck().get() as number;

describe('a check', () => {
  it('is offered with the lowest and highest since the one before, and starts them anew', () => {
    const { card, ask, confirmed, log, setNow, db, changes } = clinic();
    log('2026-05-14T20:00', [...inRange(20), 7.6, 2.4, ...inRange(130)]);
    expect(card()).toMatchObject({
      since: {
        lowest: { value: 2.4, at: '2026-05-14T21:45:00' },
        highest: { value: 7.6, at: '2026-05-14T21:40:00' },
        previousCheckAt: null,
      },
      due: { half: 'AM', by: '10:00', overdue: false },
      checks: [],
      now: { at: '2026-05-15T08:35:00', ageSeconds: 25 * 60, live: false, silent: false },
    });
    const after = ask('fridge.check', confirmed({ current: 4.8 }));
    expect(after.checks).toMatchObject([
      {
        half: 'AM',
        date: '2026-05-15',
        initials: 'MR',
        by: 'Maria Reyes',
        current: 4.8,
        lowest: 2.4,
        highest: 7.6,
        resetDone: true,
        source: 'logger',
      },
    ]);
    // The morning is done, the afternoon is not wanted before noon, and nothing was logged since.
    expect(after).toMatchObject({
      due: null,
      since: { lowest: null, highest: null, previousCheckAt: local('2026-05-15T09:00').toISOString() },
    });
    expect(changes()).toBe(1);
    setNow('2026-05-15T13:00');
    log('2026-05-15T09:05', [5.1, 5.4, 5.2]);
    expect(card()).toMatchObject({ due: { half: 'PM', by: '17:00' }, since: { lowest: { value: 5.1 }, highest: { value: 5.4 } } });
    expect(verifyAudit(db).brokenAt).toBeNull();
    expect(db.prepare("SELECT count(*) FROM audit WHERE action = 'fridge.checked'").pluck().get()).toBe(1);
  });

  it('is refused when what was shown is no longer so, and nothing is written', () => {
    const { ask, confirmed, log, db, changes } = clinic();
    log('2026-05-15T06:00', inRange(12));
    const order = confirmed();
    log('2026-05-15T07:00', [7.9, 4.4, 4.6]);
    expect(() => ask('fridge.check', order)).toThrow('fridge-changed');
    expect(() => ask('fridge.check', confirmed({ lowest: 4.1 }))).toThrow('check-failed');
    expect([rows(db), changes()]).toEqual([0, 0]);
    ask('fridge.check', confirmed());
    expect(rows(db)).toBe(1);
  });

  it('that reads something else than the logger wrote asks whether it was read so, and is then kept as it was read', () => {
    const { ask, confirmed, log, setNow } = clinic();
    log('2026-05-15T06:00', [4, 4.4, 4.2]);
    setNow('2026-05-15T06:20');
    const typed = (more: Partial<CheckOrder>) => confirmed({ source: 'typed', ...more });
    expect(() => ask('fridge.check', typed({ lowest: 3.4 }))).toThrow('fridge-disagrees');
    expect(() => ask('fridge.check', typed({ highest: 5 }))).toThrow('fridge-disagrees');
    expect(() => ask('fridge.check', typed({ current: 4.8 }))).toThrow('fridge-disagrees');
    expect(() => ask('fridge.check', typed({ lowest: 6, highest: 5 }))).toThrow();
    // Each is asked about, and an answer about one is none about another.
    expect(() => ask('fridge.check', typed({ lowest: 3.4, highest: 5, current: 4.3 }))).toThrow('fridge-disagrees: lowest, highest');
    expect(() => ask('fridge.check', typed({ lowest: 3.4, highest: 5, readDifferently: ['lowest'] }))).toThrow('fridge-disagrees: highest');
    // Half a degree is no disagreement, and what the logger wrote long ago says nothing about now.
    ask('fridge.check', typed({ current: 4.7, lowest: 3.5, highest: 4.9 }));
    setNow('2026-05-15T13:00');
    const after = ask('fridge.check', typed({ half: 'PM', current: 7.7 }));
    expect(after.checks.map(({ half, current }) => `${half} ${current}`)).toEqual(['AM 4.7', 'PM 7.7']);
    setNow('2026-05-16T08:00');
    const said = ask('fridge.check', {
      ...confirmed(),
      source: 'typed',
      current: 9.1,
      shown: { lowest: null, highest: null },
      readDifferently: ['current'],
    });
    expect(said.checks).toMatchObject([{ current: 9.1, lowest: null, source: 'typed' }]);
  });

  it('from which nothing was read, or of a unit that is not in use, is none', () => {
    const { ask, confirmed, db } = clinic();
    expect(() => ask('fridge.check', confirmed({ source: 'typed' }))).toThrow();
    expect(() => ask('fridge.check', confirmed({ source: 'typed', current: 4, unitId: 'unit-9' }))).toThrow('fridge-unknown');
    db.prepare("UPDATE storage_units SET retired_at = '2026-05-10T00:00:00Z'").run();
    expect(() => ask('fridge.check', { ...typedOrder, current: 4 })).toThrow('fridge-unknown');
    expect(rows(db)).toBe(0);
  });

  it('is corrected by another under it, with who, when and why; the older one stays', () => {
    const { ask, confirmed, log, setNow, card, db } = clinic();
    log('2026-05-15T06:00', [4, 4.4, 4.2]);
    ask('fridge.check', confirmed({ current: 4.3 }));
    const [check] = card().checks;
    setNow('2026-05-15T09:10');
    const { current, lowest, highest, alarmSeen, resetDone, roomTemperature, comment } = check!;
    const values = { current, lowest, highest, alarmSeen, resetDone, roomTemperature, comment };
    expect(() => ask('fridge.correctCheck', { checkId: check!.id, values: { ...values, current: 3.4 }, reason: ' ' })).toThrow();
    expect(() => ask('fridge.correctCheck', { checkId: 'none', values, reason: 'Typed the wrong way round' })).toThrow(
      'fridge-check-unknown',
    );
    const after = ask('fridge.correctCheck', {
      checkId: check!.id,
      values: { ...values, current: 3.4 },
      reason: 'Typed the wrong way round',
    });
    expect(after.checks).toMatchObject([
      {
        id: check!.id,
        current: 3.4,
        at: local('2026-05-15T09:00').toISOString(),
        corrections: [
          { by: 'Maria Reyes', at: local('2026-05-15T09:10').toISOString(), reason: 'Typed the wrong way round', was: { current: 4.3 } },
        ],
      },
    ]);
    expect(() => db.prepare('UPDATE fridge_checks SET current = 1').run()).toThrow();
    expect(() => db.prepare('DELETE FROM fridge_checks').run()).toThrow();
  });
});

const typedOrder: CheckOrder = {
  unitId: 'unit-1',
  half: 'AM',
  source: 'typed',
  shown: { lowest: null, highest: null },
  ...{ current: 4.2, lowest: null, highest: null, alarmSeen: null, resetDone: false, roomTemperature: null, comment: '' },
  catchUp: [],
  readDifferently: [],
};

describe('closed days', () => {
  /** Friday's check, then nothing before Monday; the logger went on, but for Sunday. */
  function monday() {
    const at = clinic();
    at.log('2026-05-15T06:00', inRange(12));
    at.ask('fridge.check', at.confirmed());
    at.setNow('2026-05-18T07:50');
    at.log('2026-05-16T08:00', [3.1, 6.2, 4.4]);
    at.log('2026-05-18T07:00', [4.1, 4.4, 4.2]);
    return at;
  }

  it('are offered with what the logger says of them, and taken over only as they were shown', () => {
    const { card, ask, confirmed } = monday();
    expect(card().closedDays).toEqual([
      { date: '2026-05-16', lowest: { value: 3.1, at: '2026-05-16T08:00:00' }, highest: { value: 6.2, at: '2026-05-16T08:05:00' } },
      { date: '2026-05-17', lowest: null, highest: null },
    ]);
    const saturday = { date: '2026-05-16', lowest: 3.1, highest: 6.2 };
    const sunday = { date: '2026-05-17', lowest: null, highest: null };
    expect(() => ask('fridge.check', confirmed({ catchUp: [{ ...saturday, highest: 6.3 }] }))).toThrow('fridge-changed');
    expect(() => ask('fridge.check', confirmed({ catchUp: [{ ...saturday, date: '2026-05-14' }] }))).toThrow('fridge-changed');
    expect(() => ask('fridge.check', confirmed({ catchUp: [saturday, saturday] }))).toThrow('check-failed');
    expect(ask('fridge.checks', { unitId: 'unit-1', from: '2026-05-16', to: '2026-05-18' })).toEqual([]);
    const after = ask('fridge.check', confirmed({ catchUp: [saturday, sunday] }));
    expect(after.closedDays).toEqual([]);
    // Of Sunday nothing is known: it stays without a row.
    expect(ask('fridge.checks', { unitId: 'unit-1', from: '2026-05-16', to: '2026-05-18' })).toMatchObject([
      { date: '2026-05-16', half: 'AM', lowest: 3.1, highest: 6.2, current: null, resetDone: false, source: 'logger' },
      { date: '2026-05-18', half: 'AM', lowest: 3.1, highest: 6.2 },
    ]);
  });

  it('want no check, and neither does a day before the unit was there', () => {
    const calendar = { ...defaultFridgeSettings, closedDates: ['2026-05-20'] };
    const at = (date: string, time: string) => ({ date, time, since: '2026-05-14' });
    expect(dueCheck(at('2026-05-16', '09:00'), [], calendar)).toBeNull();
    expect(dueCheck(at('2026-05-20', '09:00'), [], calendar)).toBeNull();
    expect(dueCheck(at('2026-05-13', '09:00'), [], calendar)).toBeNull();
    expect(dueCheck(at('2026-05-14', '09:00'), [], calendar)).toEqual({ half: 'AM', by: '10:00', overdue: false });
    expect(dueCheck(at('2026-05-14', '10:01'), [], calendar)).toEqual({ half: 'AM', by: '10:00', overdue: true });
    expect(dueCheck(at('2026-05-14', '17:30'), [], calendar)).toEqual({ half: 'PM', by: '17:00', overdue: true });
    expect(dueCheck(at('2026-05-14', '13:00'), [{ half: 'PM' }], calendar)).toBeNull();
    const onceADay = { ...calendar, afternoonBy: null };
    expect(dueCheck(at('2026-05-14', '15:00'), [], onceADay)).toEqual({ half: 'AM', by: '10:00', overdue: true });
    expect(dueCheck(at('2026-05-14', '15:00'), [{ half: 'AM' }], onceADay)).toBeNull();
  });
});

describe('the curve', () => {
  it('shows looks and remarks among what the loggers tell, the newest first, and where the clock stands', () => {
    const { ask, confirmed, log, setNow } = clinic();
    log('2026-05-14T20:00', [...inRange(20), 8.6, 8.7, ...inRange(130)]);
    ask('fridge.check', confirmed({ current: 4.9 }));
    ask('fridge.note', { unitId: 'unit-1', at: '2026-05-14T21:50:00', text: 'Door left open' });
    setNow('2026-05-15T09:30');
    const curve = ask('fridge.curve', { unitId: 'unit-1', seconds: 86_400, to: null, points: 500 });
    expect(curve.events).toMatchObject([
      { what: 'check', half: 'AM', initials: 'MR', values: { current: 4.9 } },
      { what: 'note', text: 'Door left open', by: 'Maria Reyes' },
      { what: 'excursion', side: 'high', peak: 8.7, incident: { number: 1, open: true } },
    ]);
    expect(curve.now).toBe(clockSeconds('2026-05-15T09:30:00'));
    expect(() => ask('fridge.note', { unitId: 'unit-1', at: 'yesterday', text: 'Door' })).toThrow();
    expect(() => ask('fridge.note', { unitId: 'unit-1', at: '2026-05-14T21:40:00', text: '' })).toThrow();
    // A logger whose clock stands in tomorrow cannot be compared with the station's.
    log('2026-05-16T09:00', [4.2, 4.4, 4.3]);
    expect(ask('fridge.curve', { unitId: 'unit-1', seconds: null, to: null, points: 500 }).now).toBeNull();
  });
});

describe('a review', () => {
  it('is signed by whoever answers for a span, of days that have been', () => {
    const { ask, db } = clinic();
    const span = { unitId: 'unit-1', from: '2026-05-01', to: '2026-05-14', remark: 'Gasket ordered' };
    expect(() => ask('fridge.review', { ...span, to: '2026-05-16' })).toThrow('check-failed');
    expect(() => ask('fridge.review', { ...span, to: '2026-04-30' })).toThrow();
    const review = ask('fridge.review', span);
    expect(review).toMatchObject({ from: '2026-05-01', to: '2026-05-14', by: 'Maria Reyes', remark: 'Gasket ordered' });
    expect(ask('fridge.reviews', { unitId: 'unit-1' })).toEqual([review]);
    expect(reviewers).toEqual(['coordinator', 'nurse', 'clinician', 'administrator']);
    expect(() => db.prepare('DELETE FROM fridge_reviews').run()).toThrow();
    expect(verifyAudit(db).brokenAt).toBeNull();
  });
});

describe('what waits', () => {
  it('are checks by the clock, open incidents and ended certificates; only what is late counts at the rail', () => {
    const { db, log, ask, confirmed, setNow, now, settings } = clinic();
    const waiting = () => fridgesWaiting(db, now(), settings);
    expect(waiting()).toEqual({ check: { half: 'AM', by: '10:00', overdue: false, units: 1 }, incidents: 0, endedCertificates: 0 });
    expect(needsPerson(waiting())).toBe(0);
    setNow('2026-05-15T10:20');
    log('2026-05-15T06:00', [...inRange(12), 8.6, 8.7, ...inRange(30)]);
    db.prepare("UPDATE loggers SET certificate_expires_on = '2026-05-01'").run();
    expect(waiting()).toEqual({ check: { half: 'AM', by: '10:00', overdue: true, units: 1 }, incidents: 1, endedCertificates: 1 });
    expect(needsPerson(waiting())).toBe(3);
    ask('fridge.check', confirmed());
    expect(needsPerson(waiting())).toBe(2);
  });
});
