/** An incident worked from the moment a file brings it to the moment it is signed and closed, in a real database. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { importLog } from '../../../../src/main/fridge/import-log.ts';
import { createIncidentWork, type IncidentAnswers } from '../../../../src/main/fridge/incident/answers.ts';
import { verifyAudit } from '../../../../src/main/storage/audit.ts';
import { openDatabase } from '../../../../src/main/storage/open.ts';
import type { FridgeIncidentCalls, Person } from '../../../../src/preload/contract.ts';
import { addRefrigerator, inRange, tableLog } from '../../../support/fridge-log.ts';
import { tempDir } from '../../storage/temp-dir.ts';

const joan: Person = { id: 'p1', name: 'Joan Castell', role: 'coordinator', visitOpenIn: null };

function clinic() {
  const db = openDatabase({ file: join(tempDir(), 'station.db'), key: randomBytes(32) });
  onTestFinished(() => void db.close());
  addRefrigerator(db);
  db.prepare(
    "INSERT INTO people (id, name, role, pin_hash, pin_salt, added_at) VALUES ('p1', 'Joan Castell', 'coordinator', x'00', x'00', '2020-01-01')",
  ).run();
  let now = new Date('2026-05-15T09:00:00Z');
  let changes = 0;
  const answers: IncidentAnswers = createIncidentWork({ db, clock: { now: () => now }, changed: () => (changes += 1) });
  const ask = <C extends keyof IncidentAnswers>(call: C, order: FridgeIncidentCalls[C]['in']) =>
    answers[call].answer(answers[call].check.parse(order) as never, { person: joan }) as FridgeIncidentCalls[C]['out'];
  const log = (from: string, values: readonly (number | string)[]) => {
    const outcome = importLog(db, { file: tableLog(from, values, `${from}.csv`), unitId: 'unit-1', at: now, personId: null });
    expect(outcome.state).toBe('imported');
  };
  return { db, ask, log, setNow: (at: string) => (now = new Date(at)), changes: () => changes };
}

const lot: FridgeIncidentCalls['fridge.writeLot']['in']['lot'] = {
  id: null,
  ...{ vaccine: 'MMR II', maker: 'Merck', lot: 'Y015521', expires: '2027-03', doses: 10 },
  funding: 'public',
  ...{ opened: false, earlierExposure: '' },
};
const call = { id: null, organization: 'Merck', person: '', phone: '800 555 0100', said: '', caseNumber: '', called: false };

/** Forty minutes above 8.0, back in range. */
function anIncident() {
  const at = clinic();
  at.log('2026-05-14T20:00', [...inRange(20), ...Array<number>(9).fill(9.1), ...inRange(30)]);
  const [card] = at.ask('fridge.incidents', { unitId: 'unit-1' });
  return { ...at, card: card!, id: card!.id };
}

describe('an incident', () => {
  it('begins with the facts of the logger and all that is still to do', () => {
    const { ask, id, card } = anIncident();
    expect(card).toMatchObject({
      number: 1,
      unitName: 'Fridge 1',
      side: 'high',
      limit: 8,
      peak: 9.1,
      closedAt: null,
      grew: null,
      lotsWaiting: 0,
    });
    expect(ask('fridge.incident', { id })).toMatchObject({
      from: '2026-05-14T21:40:00',
      minutes: 45,
      facts: {
        lastInRange: { value: 5.9, at: '2026-05-14T21:35:00' },
        firstOut: { value: 9.1, at: '2026-05-14T21:40:00' },
        peak: { value: 9.1 },
        firstBackIn: { value: 4, at: '2026-05-14T22:25:00' },
        minutes: 45,
        worstCaseMinutes: 50,
        separateRuns: 1,
        gapMinutes: 0,
        serial: '40123',
        signature: 'unsigned',
      },
      lots: [],
      calls: [],
      labelled: null,
      missing: ['label', 'lots', 'description'],
      acts: [{ act: 'opened', by: null }],
    });
    expect(() => ask('fridge.incident', { id: 'none' })).toThrow('fridge-incident-unknown');
  });

  it('is worked to its end: label, lots, calls, the answer of the maker, words, signature; each act has its author', () => {
    const { ask, id, db, changes } = anIncident();
    ask('fridge.labelIncident', { id });
    const withLot = ask('fridge.writeLot', { incidentId: id, lot });
    expect(withLot.missing).toEqual(['calls', 'answers', 'description']);
    const lotId = withLot.lots[0]!.id;
    // No answer without somebody having asked.
    expect(() => ask('fridge.answerLot', { incidentId: id, lotId, answer: 'usable' })).toThrow('fridge-no-case-number');
    const planned = ask('fridge.writeCall', { incidentId: id, call });
    expect(planned.calls).toMatchObject([{ organization: 'Merck', calledAt: null, calledBy: null }]);
    expect(() => ask('fridge.answerLot', { incidentId: id, lotId, answer: 'usable' })).toThrow('fridge-no-case-number');
    const callId = planned.calls[0]!.id;
    const called = ask('fridge.writeCall', {
      incidentId: id,
      call: { ...call, id: callId, called: true, caseNumber: '0042-7781', said: 'Stable for that long' },
    });
    expect(called.calls).toMatchObject([{ calledAt: '2026-05-15T09:00:00.000Z', calledBy: 'Joan Castell', caseNumber: '0042-7781' }]);
    const answered = ask('fridge.answerLot', { incidentId: id, lotId, answer: 'usable' });
    expect(answered.lots).toMatchObject([{ answer: 'usable', answeredBy: 'Joan Castell' }]);
    expect(() => ask('fridge.closeIncident', { id, comment: '', shownMinutes: 45 })).toThrow('fridge-not-closable');
    const written = ask('fridge.writeIncident', {
      id,
      form: { description: 'The door stood open after the delivery.', roomTemperature: 21.5 },
    });
    expect(written).toMatchObject({ missing: [], form: { roomTemperature: 21.5, temperatureAtDiscovery: null } });
    expect(() => ask('fridge.closeIncident', { id, comment: '', shownMinutes: 40 })).toThrow('fridge-changed');
    const closed = ask('fridge.closeIncident', { id, comment: 'Gasket replaced', shownMinutes: 45 });
    expect(closed).toMatchObject({ closedBy: 'Joan Castell', closedAt: '2026-05-15T09:00:00.000Z' });
    expect(closed.acts.map(({ act, by, detail }) => [act, by, detail])).toEqual([
      ['opened', null, ''],
      ['labelled', 'Joan Castell', ''],
      ['lot-written', 'Joan Castell', 'MMR II Y015521'],
      ['call-written', 'Joan Castell', 'Merck'],
      ['call-written', 'Joan Castell', 'Merck'],
      ['lot-answered', 'Joan Castell', 'MMR II Y015521'],
      ['written', 'Joan Castell', ''],
      ['closed', 'Joan Castell', 'Gasket replaced'],
    ]);
    for (const act of [
      () => ask('fridge.writeIncident', { id, form: { remarks: 'more' } }),
      () => ask('fridge.answerLot', { incidentId: id, lotId, answer: 'return' }),
      () => ask('fridge.closeIncident', { id, comment: '', shownMinutes: 45 }),
    ])
      expect(act).toThrow('fridge-incident-closed');
    expect(() => ask('fridge.reopenIncident', { id, reason: '' })).toThrow();
    expect(ask('fridge.reopenIncident', { id, reason: 'The maker called back' })).toMatchObject({ closedAt: null });
    expect(changes()).toBe(8);
    expect(verifyAudit(db).brokenAt).toBeNull();
    expect(() => db.prepare("UPDATE fridge_incident_acts SET act = 'closed'").run()).toThrow();
  });

  it('of a Fahrenheit logger is proposed the graver level at 33.0 °F, which is 0.6 °C like 33.1 °F', () => {
    for (const [coldest, level] of [
      [33.1, 1],
      [33, 2],
    ] as const) {
      const { db, ask } = clinic();
      db.prepare("UPDATE storage_units SET program = 'md'").run();
      const file = tableLog('2026-05-14T20:00', [40, 41, 33.1, coldest, 40, 41]);
      const bytes = Buffer.from(file.bytes.toString().replace('°C', '°F'));
      importLog(db, { file: { ...file, bytes }, unitId: 'unit-1', at: new Date(), personId: null });
      const [card] = ask('fridge.incidents', { unitId: 'unit-1' });
      expect(ask('fridge.incident', { id: card!.id }).facts).toMatchObject({ peak: { value: 0.6 }, proposedLevel: { level } });
    }
  });

  it('of a unit that held nothing needs no lots, no calls and no answers', () => {
    const { ask, id } = anIncident();
    ask('fridge.labelIncident', { id });
    const form = { description: 'Being defrosted.', elseInUnit: 'Nothing: it was empty.' };
    expect(ask('fridge.writeIncident', { id, form }).missing).toEqual([]);
  });

  it('that grows is open again, asks for a look, and what the makers answered counts no more', () => {
    const { ask, id, log, setNow, db } = anIncident();
    ask('fridge.labelIncident', { id });
    const lotId = ask('fridge.writeLot', { incidentId: id, lot }).lots[0]!.id;
    ask('fridge.writeCall', { incidentId: id, call: { ...call, called: true, caseNumber: '0042-7781' } });
    ask('fridge.answerLot', { incidentId: id, lotId, answer: 'usable' });
    ask('fridge.writeIncident', { id, form: { description: 'The door.' } });
    ask('fridge.closeIncident', { id, comment: '', shownMinutes: 45 });
    setNow('2026-05-16T09:00:00Z');
    log('2026-05-15T00:55', [9.4, 9.5, 9.4, 4.4]);
    const grown = ask('fridge.incident', { id });
    expect(grown).toMatchObject({
      closedAt: null,
      grew: { fromMinutes: 45, toMinutes: 60 },
      lotsWaiting: 1,
      lots: [{ answer: 'waiting', answeredBy: null, answeredAt: null }],
      missing: ['answers'],
    });
    expect(() => ask('fridge.closeIncident', { id, comment: '', shownMinutes: 45 })).toThrow();
    expect(ask('fridge.acknowledge', { id, comment: 'A second time that night' })).toMatchObject({ grew: null });
    expect(() => ask('fridge.acknowledge', { id, comment: ' ' })).toThrow();
    expect(db.prepare("SELECT detail FROM fridge_incident_acts WHERE act = 'grew'").pluck().get()).toContain(
      '"answersWithdrawn":["MMR II Y015521"]',
    );
  });

  it('that is still out cannot be closed, and says once that it goes on', () => {
    const { ask, log, db } = clinic();
    log('2026-05-14T20:00', [...inRange(20), 9.1, 9.2]);
    log('2026-05-14T21:50', [9.3, 9.3, 9.4]);
    log('2026-05-14T22:05', [9.3, 9.3, 9.4]);
    const [card] = ask('fridge.incidents', { unitId: null });
    expect(card).toMatchObject({ to: null, peak: 9.4 });
    expect(ask('fridge.incident', { id: card!.id }).missing).toContain('still-out');
    expect(db.prepare('SELECT act FROM fridge_incident_acts ORDER BY number').pluck().all()).toEqual(['opened', 'grew']);
  });

  it('takes over the lots written down with its unit, once, and leaves out one that was not there', () => {
    const { ask, id, db } = anIncident();
    db.prepare(
      "INSERT INTO vaccine_lots (unit_id, position, vaccine, maker, lot, expires, doses, funding, opened) VALUES ('unit-1', 0, 'Fluzone', 'Sanofi', 'U7712', '2026-06-30', 5, NULL, NULL)",
    ).run();
    ask('fridge.takeLots', { incidentId: id });
    const taken = ask('fridge.takeLots', { incidentId: id });
    expect(taken.lots).toMatchObject([{ vaccine: 'Fluzone', maker: 'Sanofi', doses: 5, answer: 'waiting' }]);
    expect(() => ask('fridge.removeLot', { incidentId: id, lotId: taken.lots[0]!.id, reason: '' })).toThrow();
    const left = ask('fridge.removeLot', { incidentId: id, lotId: taken.lots[0]!.id, reason: 'Stood in the other fridge' });
    expect(left).toMatchObject({ lots: [], missing: ['label', 'lots', 'description'] });
    expect(() => ask('fridge.answerLot', { incidentId: id, lotId: taken.lots[0]!.id, answer: 'waiting' })).toThrow('check-failed');
  });
});
