/**
 * The log of who saw, signed, changed and sent what. Append-only by trigger; each row carries the hash of the row
 * before it, so that a row changed or taken out by other means breaks the chain (HIPAA 45 CFR 164.312(b) and (c)).
 */
import { createHash } from 'node:crypto';
import { type Db, transaction } from './open.ts';

export interface AuditEntry {
  at: Date;
  /** null: nobody was signed in. */
  personId: string | null;
  /** What was done, as 'subject.verb': 'patient.identified', 'vitals.signed'. */
  action: string;
  subjectKind: string;
  subjectId?: string | null;
  patientId?: string | null;
  /** Written as JSON. Never a PIN or a key. */
  detail?: unknown;
}

interface AuditRow {
  number: number;
  at: string;
  person_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string | null;
  patient_id: string | null;
  detail: string;
  previous_hash: string;
  hash: string;
}

/** What the first row follows. */
const beginning = '0'.repeat(64);

/** Writes one row; inside a transaction it stands or falls with it. */
export function writeAudit(db: Db, entry: AuditEntry): void {
  transaction(db, () => {
    const before = db.prepare('SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1').get() as
      | Pick<AuditRow, 'number' | 'hash'>
      | undefined;
    const row = {
      number: (before?.number ?? 0) + 1,
      at: entry.at.toISOString(),
      person_id: entry.personId,
      action: entry.action,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId ?? null,
      patient_id: entry.patientId ?? null,
      detail: JSON.stringify(entry.detail ?? {}),
      previous_hash: before?.hash ?? beginning,
    };
    db.prepare(
      `INSERT INTO audit (number, at, person_id, action, subject_kind, subject_id, patient_id, detail, previous_hash, hash)
       VALUES (@number, @at, @person_id, @action, @subject_kind, @subject_id, @patient_id, @detail, @previous_hash, @hash)`,
    ).run({ ...row, hash: hashOf(row) });
  });
}

/** Whether the log is whole. `brokenAt` is the first row that does not follow from the one before it. */
export function verifyAudit(db: Db): { rows: number; brokenAt: number | null } {
  let rows = 0;
  let previous = beginning;
  for (const row of db.prepare('SELECT * FROM audit ORDER BY number').iterate() as IterableIterator<AuditRow>) {
    rows += 1;
    if (row.number !== rows || row.previous_hash !== previous || row.hash !== hashOf(row)) return { rows, brokenAt: row.number };
    previous = row.hash;
  }
  return { rows, brokenAt: null };
}

function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { number, at, person_id, action, subject_kind, subject_id, patient_id, detail, previous_hash } = row;
  const words = JSON.stringify([number, at, person_id, action, subject_kind, subject_id, patient_id, detail, previous_hash]);
  return createHash('sha256').update(words).digest('hex');
}
