import { describe, expect, test } from 'vitest';
import { verifyAudit, writeAudit } from '../../../src/main/storage/audit.ts';
import { type Db, openMemoryDatabase, transaction } from '../../../src/main/storage/open.ts';
import { thrownBy } from './thrown.ts';

const at = new Date('2026-11-23T15:00:00Z');

function logOfThree(): Db {
  const db = openMemoryDatabase();
  for (const action of ['a', 'b', 'c']) writeAudit(db, { at, personId: null, action, subjectKind: 'thing', detail: { of: action } });
  return db;
}

/** As somebody would who can write the file by other means. */
function tamper(db: Db, sql: string): void {
  db.exec(`DROP TRIGGER audit_keeps_rows; DROP TRIGGER audit_keeps_words; ${sql}`);
}

describe('the audit log', () => {
  test('is whole when nobody touched it', () => {
    expect(verifyAudit(logOfThree())).toEqual({ rows: 3, brokenAt: null });
    expect(verifyAudit(openMemoryDatabase())).toEqual({ rows: 0, brokenAt: null });
  });

  test.each(['UPDATE audit SET action = ?', 'DELETE FROM audit WHERE action = ?'])('refuses %s', (sql) => {
    const db = logOfThree();
    expect(thrownBy(() => db.prepare(sql).run('a')).message).toBe('the audit log is append-only');
    expect(verifyAudit(db)).toEqual({ rows: 3, brokenAt: null });
  });

  test.each([
    ['a changed word', `UPDATE audit SET detail = '{}' WHERE number = 2`, 2],
    ['a changed time', `UPDATE audit SET at = '2026-11-23T15:00:01.000Z' WHERE number = 1`, 1],
    ['a row taken out', 'DELETE FROM audit WHERE number = 2', 3],
    ['the first row taken out', 'DELETE FROM audit WHERE number = 1', 2],
    ['a row taken out and the rest renumbered', 'DELETE FROM audit WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3', 2],
  ])('shows %s', (_name, sql, brokenAt) => {
    const db = logOfThree();
    tamper(db, sql);
    expect(verifyAudit(db).brokenAt).toBe(brokenAt);
  });

  test('keeps nothing of an action that was undone', () => {
    const db = logOfThree();
    thrownBy(() =>
      transaction(db, () => {
        writeAudit(db, { at, personId: null, action: 'd', subjectKind: 'thing' });
        throw new Error('undone');
      }),
    );
    writeAudit(db, { at, personId: null, action: 'e', subjectKind: 'thing' });
    expect(verifyAudit(db)).toEqual({ rows: 4, brokenAt: null });
  });
});
