/** The register as a coordinator keeps it: every change on disk and in the audit log, what cannot be is refused and changes nothing. */
import { expect, test } from 'vitest';
import { importLog } from '../../../../src/main/fridge/import-log.ts';
import type { Certificate } from '../../../../src/preload/contract.ts';
import { fridgeTag2L, signed } from '../../../support/berlinger-file.ts';
import { inRange, serial, tableLog } from '../../../support/fridge-log.ts';
import { desk, fridge } from './register-desk.ts';

const certificate: Certificate = {
  number: 'C-881',
  maker: 'Berlinger',
  model: null,
  probeSerial: 'P-4411',
  calibratedOn: '2024-06-01',
  issuedOn: null,
  expiresOn: '2026-06-14',
  laboratory: 'Laboratory 12',
  traceability: 'ISO/IEC 17025',
  uncertaintyCelsius: 0.2,
  inTolerance: true,
  testPoints: null,
};

test('a unit with its stock is kept, changed and retired, with a name no other has', () => {
  const { ask, audited, db, changes } = desk();
  const saved = ask('fridge.saveUnit', fridge);
  expect(saved).toMatchObject({
    ...fridge,
    id: saved.id,
    retiredAt: null,
    loggers: [],
    notices: [{ code: 'no-logger' }, { code: 'no-backup' }],
  });
  expect(() => ask('fridge.saveUnit', { ...fridge, name: 'VACCINE FRIDGE 1' })).toThrow('fridge-name-taken');
  const changed = ask('fridge.saveUnit', { ...fridge, id: saved.id, place: 'Room 6', basis: 'F', low: 36, high: 46, lots: [] });
  expect(changed).toMatchObject({ id: saved.id, place: 'Room 6', basis: 'F', lots: [] });
  expect(ask('fridge.units', null)).toEqual([changed]);
  expect(() => ask('fridge.retireUnit', { id: saved.id, reason: ' ' })).toThrow('reason-missing');
  ask('fridge.retireUnit', { id: saved.id, reason: 'Given away' });
  expect(ask('fridge.units', null)[0]).toMatchObject({ retiredAt: '2026-05-05T12:00:00.000Z', notices: [] });
  expect(() => ask('fridge.saveUnit', { ...fridge, id: saved.id })).toThrow('fridge-unknown');
  expect(audited()).toEqual(['fridge.unit-added', 'fridge.unit-changed', 'fridge.unit-retired']);
  const detail = JSON.parse(db.prepare("SELECT detail FROM audit WHERE action = 'fridge.unit-changed'").pluck().get() as string);
  expect([detail.before.place, detail.after.place, detail.before.lots.length]).toEqual(['Pharmacy', 'Room 6', 2]);
  expect(changes()).toBe(3);
});

test('what a unit cannot be is refused before anything is stored', () => {
  const { answers, ask, audited } = desk();
  const parse = (part: Partial<typeof fridge>) => answers['fridge.saveUnit'].check.safeParse({ ...fridge, ...part }).success;
  expect([parse({ low: 8, high: 2 }), parse({ name: '  ' }), parse({ high: Number.NaN }), parse({})]).toEqual([false, false, false, true]);
  expect(() => ask('fridge.saveUnit', { ...fridge, program: 'made-up' })).toThrow('check-failed');
  expect(audited()).toEqual([]);
  expect(answers['fridge.saveUnit'].who).toEqual(['coordinator', 'administrator']);
});

test('how often a logger logs is a person’s word until its own file says it, and too seldom is noticed', () => {
  const { ask, db } = desk();
  const unit = ask('fridge.saveUnit', fridge);
  const said = { serial, model: null, buffer: '', isBackup: false, certificate: null };
  expect(ask('fridge.saveLogger', { ...said, intervalSeconds: 3600 })).toMatchObject({ intervalSeconds: 3600, tellsInterval: false });
  ask('fridge.assignLogger', { serial, unitId: unit.id, at: null });
  expect(ask('fridge.units', null)[0]!.notices).toContainEqual(expect.objectContaining({ code: 'interval-too-long' }));
  expect(ask('fridge.saveLogger', { ...said, intervalSeconds: null }).intervalSeconds).toBeNull();
  const file = tableLog('2026-05-04T08:00', inRange(12));
  importLog(db, { file, unitId: unit.id, at: new Date('2026-05-05T12:00:00Z'), personId: 'p1' });
  expect(ask('fridge.saveLogger', { ...said, intervalSeconds: 3600 })).toMatchObject({ intervalSeconds: 300, tellsInterval: true });
});

test('a logger, its certificate and its scan are kept, and each notice stands until its cause is gone', () => {
  const { ask, audited, setNow } = desk();
  const unit = ask('fridge.saveUnit', fridge);
  const codes = () =>
    ask('fridge.units', null)
      .find(({ id }) => id === unit.id)!
      .notices.map(({ code }) => code);
  ask('fridge.saveLogger', {
    serial,
    model: 'Fridge-tag 2 L',
    intervalSeconds: null,
    buffer: 'glycol',
    isBackup: false,
    certificate: null,
  });
  ask('fridge.assignLogger', { serial, unitId: unit.id, at: null });
  expect(codes()).toEqual(['no-certificate', 'no-backup']);
  const logger = ask('fridge.saveLogger', {
    serial,
    model: 'Fridge-tag 2 L',
    intervalSeconds: null,
    buffer: 'glycol',
    isBackup: false,
    certificate,
  });
  expect(logger).toMatchObject({
    serial,
    certificate,
    hasScan: false,
    unitId: unit.id,
    unitName: unit.name,
    lastReadAt: null,
    probe: null,
  });
  expect(ask('fridge.units', null)[0]!.notices[0]).toEqual({ code: 'certificate-ends', on: '2026-06-14', days: 40 });
  setNow('2026-06-20T12:00:00Z');
  expect(ask('fridge.units', null)[0]!.notices[0]).toEqual({ code: 'certificate-ended', on: '2026-06-14', days: 6 });
  ask('fridge.saveLogger', { serial: 'spare', model: null, intervalSeconds: null, buffer: '', isBackup: true, certificate: null });
  expect(codes()).toEqual(['certificate-ended']);
  expect(() => ask('fridge.scan', { serial })).toThrow('fridge-no-scan');
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  expect(() => ask('fridge.saveScan', { serial, fileName: 'page.html', base64: base64('<html>') })).toThrow('fridge-scan-unreadable');
  expect(ask('fridge.saveScan', { serial, fileName: 'C-881.pdf', base64: base64('%PDF-1.7 made up') }).hasScan).toBe(true);
  expect(ask('fridge.scan', { serial })).toEqual({ name: 'C-881.pdf', base64: base64('%PDF-1.7 made up') });
  expect(() => ask('fridge.saveScan', { serial: 'none', fileName: 'x.pdf', base64: base64('%PDF-') })).toThrow('fridge-logger-unknown');
  expect(audited().slice(1)).toEqual([
    'fridge.logger-added',
    'fridge.logger-moved',
    'fridge.logger-changed',
    'fridge.logger-added',
    'fridge.scan-kept',
  ]);
});

test('a logger moved to another unit is judged there from that time on, and stays where it was before it', () => {
  const { ask, db } = desk();
  const one = ask('fridge.saveUnit', fridge);
  const cold = ask('fridge.saveUnit', { ...fridge, name: 'Vaccine freezer', kind: 'freezer', low: -50, high: -15 });
  importLog(db, { file: tableLog('2026-05-04T08:00', inRange(40)), unitId: one.id, at: new Date('2026-05-05T12:00:00Z'), personId: 'p1' });
  const perUnit = db.prepare('SELECT count(*) FROM fridge_excursions WHERE unit_id = ?').pluck();
  expect(perUnit.get(cold.id)).toBe(0);
  ask('fridge.assignLogger', { serial, unitId: cold.id, at: '2026-05-04T10:00:00' });
  expect([perUnit.get(one.id), perUnit.get(cold.id)]).toEqual([0, 1]);
  expect(() => ask('fridge.assignLogger', { serial, unitId: one.id, at: '2026-05-04T09:00:00' })).toThrow('fridge-moved-later');
  expect(() => ask('fridge.assignLogger', { serial, unitId: one.id, at: null })).toThrow('fridge-moved-later');
  const [byName] = ask('fridge.units', null).filter(({ id }) => id === one.id);
  expect(byName!.loggers).toEqual([{ serial, model: null, driver: 'logger-csv', from: null, to: '2026-05-04T10:00:00', role: 'main' }]);
});

test('narrower limits find what the wider ones let pass; an excursion keeps the unit in its scale', () => {
  const { ask, db } = desk();
  const unit = ask('fridge.saveUnit', { ...fridge, high: 10 });
  const file = tableLog('2026-05-04T08:00', [5, 8.6, 9.1, 5, ...inRange(40)]);
  importLog(db, { file, unitId: unit.id, at: new Date('2026-05-05T12:00:00Z'), personId: 'p1' });
  const peaks = () => db.prepare('SELECT peak FROM fridge_excursions').pluck().all();
  expect(peaks()).toEqual([]);
  ask('fridge.saveUnit', { ...fridge, id: unit.id });
  expect(peaks()).toEqual([9.1]);
  expect(() => ask('fridge.saveUnit', { ...fridge, id: unit.id, basis: 'F', low: 36, high: 46 })).toThrow('fridge-basis-kept');
  expect(ask('fridge.units', null)[0]).toMatchObject({ basis: 'C', high: 8 });
});

test('loggers that are read too rarely or log too rarely, silent units, and a program of its own intervals', () => {
  const { ask, db, setNow } = desk();
  const unit = ask('fridge.saveUnit', { ...fridge, program: 'al' });
  const file = tableLog('2026-05-04T08:00', inRange(40));
  importLog(db, { file, unitId: unit.id, at: new Date('2026-05-04T12:00:00Z'), personId: 'p1' });
  expect(ask('fridge.units', null)[0]!.notices).toEqual([{ code: 'no-certificate' }, { code: 'no-backup' }]);
  db.prepare('UPDATE loggers SET interval_seconds = 600').run();
  setNow('2026-05-20T12:00:00Z');
  expect(ask('fridge.units', null)[0]!.notices).toEqual([
    { code: 'no-certificate' },
    { code: 'interval-too-long', minutes: 10, atMost: 5 },
    { code: 'download-due', days: 16 },
    { code: 'no-values', days: 16 },
    { code: 'no-backup' },
  ]);
});

test('narrower limits find it in a logger that keeps only days, too; what the device counted stays', () => {
  const { ask, db } = desk();
  const days = { name: 'tag.txt', bytes: signed(fridgeTag2L.slice(0, fridgeTag2L.indexOf('Data:'))) };
  const found = () => db.prepare('SELECT unit_id, peak, minutes FROM fridge_excursions ORDER BY unit_id, start_at').raw().all();
  const unit = ask('fridge.saveUnit', { ...fridge, high: 12 });
  importLog(db, { file: days, unitId: unit.id, at: new Date('2026-05-05T12:00:00Z'), personId: 'p1' });
  expect(found()).toEqual([]);
  ask('fridge.saveUnit', { ...fridge, id: unit.id, high: 9 });
  // Counted against 8 °C: how long it was above 9 °C nobody knows.
  expect(found()).toEqual([
    [unit.id, 10.1, null],
    [unit.id, 9.2, null],
  ]);
  const other = desk();
  const own = other.ask('fridge.saveUnit', fridge);
  importLog(other.db, { file: days, unitId: own.id, at: new Date('2026-05-05T12:00:00Z'), personId: 'p1' });
  const minutes = () => other.db.prepare('SELECT minutes FROM fridge_excursions ORDER BY start_at').pluck().all();
  expect(minutes()).toEqual([75, 116, 10]);
  other.ask('fridge.saveUnit', { ...fridge, id: own.id, high: 7.5 });
  expect(minutes()).toEqual([75, 116, 10]);
});

test('a tag without its external probe, one whose memory ends, and a file that was altered, each by its name', () => {
  const { ask, db, setNow } = desk();
  const unit = ask('fridge.saveUnit', fridge);
  ask('fridge.saveLogger', { serial: 'spare', model: null, intervalSeconds: null, buffer: '', isBackup: true, certificate: null });
  const genuine = signed(fridgeTag2L);
  const at = new Date('2026-05-05T12:00:00Z');
  importLog(db, { file: { name: 'tag.txt', bytes: genuine }, unitId: unit.id, at, personId: 'p1' });
  const notices = () => ask('fridge.units', null)[0]!.notices;
  setNow('2026-05-06T12:00:00Z');
  expect(notices()).toEqual([{ code: 'no-certificate' }, { code: 'internal-sensor' }]);
  const bytes = Buffer.from(genuine.toString('latin1').replace('Max T: +9.2', 'Max T: +7.2'), 'latin1');
  const answers = { alteredBecause: 'The stick broke' };
  importLog(db, { file: { name: 'copy.txt', bytes }, unitId: unit.id, at, personId: 'p1', answers });
  expect(notices()).toContainEqual({ code: 'file-altered', name: 'copy.txt' });
  // 56 days are in its memory.
  setNow('2026-06-22T12:00:00Z');
  expect(notices().map(({ code }) => code)).not.toContain('memory-ends');
  setNow('2026-06-23T12:00:00Z');
  expect(notices()).toContainEqual({ code: 'memory-ends', days: 7 });
  setNow('2026-08-24T12:00:00Z');
  expect(notices()).toContainEqual({ code: 'memory-ends', days: 0 });
});
