import type { Migration } from '../migrate.ts';

/** Who may work here, the clinic's settings, and the log of who saw, signed, changed and sent what. */
export const migration001: Migration = {
  version: 1,
  name: 'people-and-audit',
  sql: `
    CREATE TABLE station (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    CREATE TABLE people (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL CHECK (role IN ('assistant', 'nurse', 'clinician', 'coordinator', 'administrator')),
      pin_salt BLOB NOT NULL,
      pin_hash BLOB NOT NULL,
      added_at TEXT NOT NULL,
      retired_at TEXT
    ) STRICT;

    CREATE TABLE settings (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      changed_by TEXT REFERENCES people (id),
      changed_at TEXT NOT NULL
    ) STRICT;

    -- Every row carries the hash of the row before it: a row taken out or changed breaks the chain.
    CREATE TABLE audit (
      number INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      person_id TEXT REFERENCES people (id),
      action TEXT NOT NULL,
      subject_kind TEXT NOT NULL,
      subject_id TEXT,
      patient_id TEXT,
      detail TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
    CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  `,
};
