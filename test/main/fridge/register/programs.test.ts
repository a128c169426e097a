/** The rules of a program as a clinic changes them: every version stays, and a closed incident is told by the one it was closed under. */
import { expect, test } from 'vitest';
import { importLog } from '../../../../src/main/fridge/import-log.ts';
import { incidentFacts } from '../../../../src/main/fridge/incident/facts.ts';
import { findStorageUnit } from '../../../../src/main/storage/fridge-units.ts';
import type { ProgramCard, ProgramRule, ProgramToSave } from '../../../../src/preload/contract.ts';
import { inRange, tableLog } from '../../../support/fridge-log.ts';
import { desk, fridge } from './register-desk.ts';

const toSave = ({ label, checkedOn, says, longestInterval, levels, rules }: ProgramCard): ProgramToSave => ({
  label,
  checkedOn,
  says,
  longestInterval,
  levels,
  rules,
});

const tooWarm: ProgramRule = { kind: 'refrigerator', side: 'high', mode: 'single', minutes: 60, windowHours: null, limit: null };

const programOf = (ask: ReturnType<typeof desk>['ask'], id: string) => ask('fridge.programs', null).find((one) => one.id === id)!;

test('the five that are shipped stand as they were until somebody changes one, and can be gone back to', () => {
  const { db, ask } = desk();
  expect(ask('fridge.programs', null).map(({ id, changed }) => [id, changed])).toEqual(
    ['cdc', 'md', 'ks', 'al', 'who30'].map((id) => [id, null]),
  );
  const shipped = programOf(ask, 'ks');
  expect(shipped.rules).toContainEqual({ ...tooWarm, side: 'low', minutes: 0 });
  const changed = ask('fridge.saveProgram', {
    ...toSave(shipped),
    id: 'ks',
    checkedOn: '2026-05-01',
    rules: [tooWarm, { ...tooWarm, minutes: 30, limit: -0.5 }],
  });
  expect(changed).toMatchObject({ checkedOn: '2026-05-01', changed: { by: 'Joan Castell', at: '2026-05-05T12:00:00.000Z' } });
  expect(programOf(ask, 'ks')).toEqual(changed);
  expect(changed.shipped).toEqual(toSave(shipped));
  ask('fridge.saveProgram', { ...changed.shipped!, id: 'ks' });
  expect(toSave(programOf(ask, 'ks'))).toEqual(toSave(shipped));
  expect(db.prepare('SELECT count(*) FROM program_profiles').pluck().get()).toBe(2);
  expect(db.prepare("SELECT count(*) FROM audit WHERE action = 'fridge.program-changed'").pluck().get()).toBe(2);
  expect(() => db.exec("UPDATE program_profiles SET profile = '{}'")).toThrow('never changes');
  expect(() => db.exec('DELETE FROM program_profiles')).toThrow('never deleted');
});

test('a clinic writes its own, and a unit is kept by it', () => {
  const { ask, answers } = desk();
  const own = {
    label: 'Our county',
    checkedOn: '2026-04-01',
    says: 'As the county asks.',
    longestInterval: 10,
    levels: false,
    rules: [tooWarm],
  };
  const saved = ask('fridge.saveProgram', { ...own, id: null });
  expect(saved).toMatchObject({ ...own, shipped: null });
  expect(ask('fridge.programs', null).at(-1)).toEqual(saved);
  expect(() => ask('fridge.saveProgram', { ...own, label: 'OUR COUNTY', id: null })).toThrow('fridge-name-taken');
  expect(() => ask('fridge.saveProgram', { ...own, label: 'cdc / vfc', id: saved.id })).toThrow('fridge-name-taken');
  expect(() => ask('fridge.saveProgram', { ...own, label: 'Nowhere', id: 'nowhere' })).toThrow('fridge-unknown');
  const unit = ask('fridge.saveUnit', { ...fridge, program: saved.id });
  expect(unit.program).toBe(saved.id);
  expect(answers['fridge.saveProgram'].who).toEqual(['coordinator', 'administrator']);
});

test('what no rule can be is refused', () => {
  const { answers } = desk();
  const own = { id: null, label: 'Own', checkedOn: '2026-04-01', says: '', longestInterval: 10, levels: false, rules: [tooWarm] };
  const isTaken = (change: object) => answers['fridge.saveProgram'].check.safeParse({ ...own, ...change }).success;
  const rule = (change: Partial<ProgramRule>) => isTaken({ rules: [{ ...tooWarm, ...change }] });
  expect(isTaken({})).toBe(true);
  expect(rule({ mode: 'cumulative', windowHours: 24 })).toBe(true);
  expect(rule({ mode: 'cumulative' })).toBe(false);
  expect(rule({ windowHours: 24 })).toBe(false);
  expect(rule({ mode: 'cumulative', windowHours: 1, minutes: 61 })).toBe(false);
  expect(rule({ mode: 'cumulative', windowHours: 1, minutes: 0 })).toBe(false);
  expect(rule({ minutes: -1 })).toBe(false);
  expect(isTaken({ rules: [tooWarm, tooWarm] })).toBe(false);
  expect(isTaken({ label: ' ' })).toBe(false);
  expect(isTaken({ checkedOn: 'last year' })).toBe(false);
  expect(isTaken({ longestInterval: 0 })).toBe(false);
});

test('an open incident is told by the program as it is, a closed one as it was when it was closed', () => {
  const { db, ask, setNow } = desk();
  const unit = ask('fridge.saveUnit', fridge);
  const file = tableLog('2026-05-04T08:00', [...inRange(5), ...Array.from({ length: 18 }, () => 8.6), ...inRange(5)]);
  importLog(db, { file, unitId: unit.id, at: new Date('2026-05-05T12:00:00Z'), personId: 'p1' });
  const [id] = db.prepare('SELECT id FROM fridge_incidents').pluck().all() as string[];
  const rules = () => {
    const closedAt = db.prepare('SELECT closed_at FROM fridge_incidents WHERE id = ?').pluck().get(id) as string | null;
    return incidentFacts(db, findStorageUnit(db, unit.id)!, { id: id!, closed_at: closedAt }).rules;
  };
  expect(rules()).toEqual([]);
  ask('fridge.saveProgram', { ...toSave(programOf(ask, 'cdc')), id: 'cdc', rules: [tooWarm] });
  expect(rules()).toEqual(['Above 8.0 °C for 60 min at a stretch']);
  db.prepare("UPDATE fridge_incidents SET closed_at = '2026-05-06T08:00:00.000Z', closed_by = 'p1' WHERE id = ?").run(id);
  setNow('2026-05-07T08:00:00Z');
  ask('fridge.saveProgram', { ...toSave(programOf(ask, 'cdc')), id: 'cdc', rules: [{ ...tooWarm, minutes: 45 }] });
  expect(rules()).toEqual(['Above 8.0 °C for 60 min at a stretch']);
  db.prepare('UPDATE fridge_incidents SET closed_at = NULL, closed_by = NULL WHERE id = ?').run(id);
  expect(rules()).toEqual(['Above 8.0 °C for 45 min at a stretch']);
});
