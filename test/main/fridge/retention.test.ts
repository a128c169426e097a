/** Nothing is put away but by a person, older than three years, with a reason in the audit log; and what an unfinished incident stands on stays. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { importLog } from '../../../src/main/fridge/import-log.ts';
import { outlivedOf, purge } from '../../../src/main/fridge/retention.ts';
import { transportsOf, writeTransport } from '../../../src/main/fridge/transports.ts';
import { unitCurve } from '../../../src/main/fridge/unit-curve.ts';
import { verifyAudit } from '../../../src/main/storage/audit.ts';
import { acknowledgeIncident } from '../../../src/main/storage/fridge-incidents.ts';
import { findStorageUnit } from '../../../src/main/storage/fridge-units.ts';
import { closeIncident } from '../../../src/main/storage/incident-work.ts';
import { type Db, openDatabase } from '../../../src/main/storage/open.ts';
import type { TransportOrder } from '../../../src/preload/contract.ts';
import { addRefrigerator, inRange, tableLog } from '../../support/fridge-log.ts';
import { tempDir } from '../storage/temp-dir.ts';

const now = new Date('2026-05-20T12:00:00Z');

function station(): Db {
  const db = openDatabase({ file: join(tempDir(), 'station.db'), key: randomBytes(32) });
  onTestFinished(() => void db.close());
  addRefrigerator(db);
  db.prepare(
    "INSERT INTO people (id, name, role, pin_hash, pin_salt, added_at) SELECT 'p1', 'Dana Cole', 'administrator', x'00', x'00', '2020-01-01'",
  ).run();
  return db;
}

function take(db: Db, from: string, values: readonly (number | string)[], importedAt: string): void {
  const file = tableLog(from, values, `${from}.csv`);
  expect(importLog(db, { file, unitId: 'unit-1', at: new Date(importedAt), personId: null }).state).toBe('imported');
}

const unit = (db: Db) => findStorageUnit(db, 'unit-1')!;
const count = (db: Db, table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
const asked = (db: Db, before: string) => ({ unit: unit(db), before, reason: 'kept long enough', personId: 'p1', at: now });

describe('old readings', () => {
  it('are told with their files, stay until a person says so, and go with a line in the audit log', () => {
    const db = station();
    take(db, '2023-05-18T08:00', inRange(40), '2023-05-19T08:00:00Z');
    take(db, '2023-05-19T23:00', inRange(30), '2023-05-20T08:00:00Z');
    take(db, '2026-05-01T08:00', inRange(50), '2026-05-02T08:00:00Z');
    // Of the second file twelve readings lie before midnight; the file itself has younger ones.
    expect(outlivedOf(db, 3, now)).toMatchObject([
      { unitId: 'unit-1', unitName: 'Fridge 1', before: '2023-05-20', readings: 52, files: 1 },
    ]);
    expect(outlivedOf(db, 4, now)).toEqual([]);
    expect([count(db, 'logger_readings'), count(db, 'logger_files')]).toEqual([120, 3]);

    expect(purge(db, asked(db, '2023-05-20'), 3)).toBe('purged');
    expect([count(db, 'logger_readings'), count(db, 'logger_files'), count(db, 'fridge_purging')]).toEqual([68, 2, 0]);
    expect(outlivedOf(db, 3, now)).toEqual([]);
    const audit = db.prepare("SELECT person_id, detail FROM audit WHERE action = 'fridge.purged'").get() as {
      person_id: string;
      detail: string;
    };
    expect(audit.person_id).toBe('p1');
    expect(JSON.parse(audit.detail)).toMatchObject({
      before: '2023-05-20',
      reason: 'kept long enough',
      readings: 52,
      files: 1,
      sha256: [expect.stringMatching(/^[0-9a-f]{64}$/)],
    });
    expect(verifyAudit(db).brokenAt).toBeNull();
    // What is left adds up, hour by hour.
    const span = { from: Date.UTC(2023, 0, 1) / 1000, to: Date.UTC(2026, 11, 1) / 1000 };
    expect(unitCurve(db, unit(db), { ...span, points: 50 })).toMatchObject({ readings: 68 });
  });

  it('younger than three years never go, whatever the setting says', () => {
    const db = station();
    take(db, '2024-05-01T08:00', inRange(40), '2024-05-02T08:00:00Z');
    expect(outlivedOf(db, 1, now)).toEqual([]);
    expect(purge(db, asked(db, '2024-06-01'), 1)).toBe('too-young');
    expect(count(db, 'logger_readings')).toBe(40);
  });

  it('stay where an incident stands on them that nobody has finished', () => {
    const db = station();
    take(db, '2022-03-01T08:00', inRange(20), '2022-03-02T08:00:00Z');
    take(db, '2022-04-01T08:00', [...inRange(5), 9, 9.5, ...inRange(20)], '2022-04-02T08:00:00Z');
    expect(outlivedOf(db, 3, now)).toMatchObject([{ before: '2022-04-01', readings: 20 }]);
    expect(purge(db, asked(db, '2023-01-01'), 3)).toBe('too-young');
    const id = db.prepare('SELECT id FROM fridge_incidents').pluck().get() as string;
    acknowledgeIncident(db, id, { personId: 'p1', comment: 'done', at: now });
    expect(outlivedOf(db, 3, now)).toMatchObject([{ before: '2022-04-01', readings: 20 }]);
    closeIncident(db, id, { personId: 'p1', at: now });
    expect(outlivedOf(db, 3, now)).toMatchObject([{ before: '2023-05-20', readings: 47 }]);
    expect(purge(db, asked(db, '2023-01-01'), 3)).toBe('purged');
    // What people did about it stays.
    expect([count(db, 'logger_readings'), count(db, 'fridge_incidents'), count(db, 'fridge_excursions')]).toEqual([0, 1, 1]);
  });

  it('are not deleted by anything else', () => {
    const db = station();
    take(db, '2020-05-01T08:00', inRange(20), '2020-05-02T08:00:00Z');
    expect(() => db.prepare('DELETE FROM logger_readings').run()).toThrow('only by a person');
    expect(() => db.prepare('DELETE FROM logger_files').run()).toThrow();
  });
});

test('a transport keeps every version of its record, and says when it took longer than eight hours', () => {
  const db = station();
  const said: TransportOrder = {
    id: null,
    date: '2026-05-20',
    unitId: 'unit-1',
    sender: 'Riverside',
    receiver: 'School',
    programPin: 'V1',
    container: 'Cooler 2',
    loggerSerial: '77',
    departedAt: '2026-05-20T08:00:00.000Z',
    arrivedAt: null,
    looks: [{ at: '2026-05-20T08:00:00.000Z', current: 4.5, lowest: null, highest: null, initials: 'DC' }],
    lots: [{ vaccine: 'MMR II', lot: 'Y1', doses: 5 }],
    remark: '',
  };
  const begun = writeTransport(db, said, 'p1', now);
  expect(begun).toMatchObject({ by: 'Dana Cole', minutes: null, isTooLong: false });
  const atEight = writeTransport(db, { ...said, id: begun.id, arrivedAt: '2026-05-20T16:00:00.000Z' }, 'p1', now);
  expect(atEight).toMatchObject({ id: begun.id, minutes: 480, isTooLong: false });
  const late = writeTransport(db, { ...said, id: begun.id, arrivedAt: '2026-05-20T16:01:00.000Z' }, 'p1', now);
  expect(late).toMatchObject({ minutes: 481, isTooLong: true });
  expect(transportsOf(db, 'unit-1')).toEqual([late]);
  expect(transportsOf(db, null)).toHaveLength(1);
  expect(transportsOf(db, 'unit-2')).toEqual([]);
  expect(count(db, 'fridge_transports')).toBe(3);
  expect(() => db.prepare("UPDATE fridge_transports SET content = '{}'").run()).toThrow('never changed');
  expect(db.prepare("SELECT action FROM audit WHERE action LIKE 'fridge.transport%' ORDER BY number").pluck().all()).toEqual([
    'fridge.transport-written',
    'fridge.transport-changed',
    'fridge.transport-changed',
  ]);
});
