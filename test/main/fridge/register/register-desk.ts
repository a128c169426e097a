/** The register as a coordinator keeps it, on a database of its own. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createFridgeRegister, type RegisterAnswers } from '../../../../src/main/fridge/register/register.ts';
import { openDatabase } from '../../../../src/main/storage/open.ts';
import type { FridgeRegisterCalls, Person } from '../../../../src/preload/contract.ts';
import { tempDir } from '../../storage/temp-dir.ts';

const person: Person = { id: 'p1', name: 'Joan Castell', role: 'coordinator', visitOpenIn: null };

export function desk() {
  const db = openDatabase({ file: join(tempDir(), 'station.db'), key: randomBytes(32) });
  onTestFinished(() => void db.close());
  db.prepare(
    "INSERT INTO people (id, name, role, pin_hash, pin_salt, added_at) VALUES ('p1', 'Joan Castell', 'coordinator', x'00', x'00', '2020-01-01')",
  ).run();
  let now = new Date('2026-05-05T12:00:00Z');
  let changes = 0;
  const answers: RegisterAnswers = createFridgeRegister({
    db,
    clock: { now: () => now },
    settings: () => ({ downloadEveryDays: 14 }),
    changed: () => (changes += 1),
  });
  const ask = <C extends keyof RegisterAnswers>(call: C, order: FridgeRegisterCalls[C]['in']) =>
    answers[call].answer(answers[call].check.parse(order) as never, { person }) as FridgeRegisterCalls[C]['out'];
  const audited = () => db.prepare('SELECT action FROM audit ORDER BY number').pluck().all();
  const setNow = (at: string) => (now = new Date(at));
  return { db, answers, ask, audited, setNow, changes: () => changes };
}

export const fridge: FridgeRegisterCalls['fridge.saveUnit']['in'] = {
  id: null,
  name: 'Vaccine fridge 1',
  place: 'Pharmacy',
  kind: 'refrigerator',
  basis: 'C',
  low: 2,
  high: 8,
  program: 'cdc',
  contents: 'Childhood vaccines',
  lots: [
    { vaccine: 'MMR II', maker: 'Merck', lot: 'Y015521', expires: '2027-03', doses: 10, funding: 'public', opened: false },
    { vaccine: 'Fluzone', maker: '', lot: 'U7712', expires: '2026-06-30', doses: null, funding: null, opened: null },
  ],
};
