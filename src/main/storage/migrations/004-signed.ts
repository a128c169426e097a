import type { Migration } from '../migrate.ts';

/** What was signed. Append-only: a correction or withdrawal is a new row that points at the old one. */
export const migration004: Migration = {
  version: 4,
  name: 'signed',
  sql: `
    CREATE TABLE signed_sets (
      id TEXT PRIMARY KEY,
      visit_id TEXT NOT NULL REFERENCES visits (id),
      patient_id TEXT NOT NULL REFERENCES patients (id),
      number INTEGER NOT NULL,
      signed_by TEXT NOT NULL REFERENCES people (id),
      signed_at TEXT NOT NULL,
      -- SHA-256 over what was seen, so that a later change shows.
      seen TEXT NOT NULL,
      seen_hash TEXT NOT NULL
    ) STRICT;

    CREATE TABLE signed_values (
      id TEXT PRIMARY KEY,
      set_id TEXT NOT NULL REFERENCES signed_sets (id),
      key TEXT NOT NULL,
      measurement_id TEXT NOT NULL REFERENCES measurements (id),
      -- 'sign' for the first; otherwise what this row does to the row it replaces.
      act TEXT NOT NULL CHECK (act IN ('sign', 'correct', 'withdraw', 'wrong-patient')),
      replaces TEXT REFERENCES signed_values (id),
      why TEXT,
      by_person TEXT NOT NULL REFERENCES people (id),
      at TEXT NOT NULL,
      CHECK ((act = 'sign') = (replaces IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX signed_values_replaced_once ON signed_values (replaces) WHERE replaces IS NOT NULL;
    CREATE INDEX signed_values_of_set ON signed_values (set_id);

    CREATE TABLE told (
      id TEXT PRIMARY KEY,
      visit_id TEXT NOT NULL REFERENCES visits (id),
      set_id TEXT NOT NULL REFERENCES signed_sets (id),
      words TEXT NOT NULL,
      limit_words TEXT NOT NULL,
      level TEXT NOT NULL CHECK (level IN ('before-seen', 'now')),
      answer TEXT NOT NULL CHECK (answer IN ('told', 'repeat', 'not-yet')),
      whom TEXT,
      how TEXT,
      read_back INTEGER NOT NULL,
      by_person TEXT NOT NULL REFERENCES people (id),
      at TEXT NOT NULL
    ) STRICT;

    CREATE TRIGGER signed_sets_keep_rows BEFORE DELETE ON signed_sets BEGIN SELECT RAISE(ABORT, 'a signed set is never deleted'); END;
    CREATE TRIGGER signed_sets_keep_words BEFORE UPDATE ON signed_sets BEGIN SELECT RAISE(ABORT, 'a signed set never changes'); END;
    CREATE TRIGGER signed_values_keep_rows BEFORE DELETE ON signed_values BEGIN SELECT RAISE(ABORT, 'a signed value is never deleted'); END;
    CREATE TRIGGER signed_values_keep_words BEFORE UPDATE ON signed_values BEGIN SELECT RAISE(ABORT, 'a signed value never changes'); END;
  `,
};
