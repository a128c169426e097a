import type { Migration } from '../migrate.ts';

/**
 * What of an EKG was signed, confirmed or taken back, frozen as it was seen, and its way out beside the vitals: one line for each
 * patient, whatever it carries. SQLite changes a check only by building the table anew; nothing of what is in the outbox changes.
 */
export const migration010: Migration = {
  version: 10,
  name: 'ekg-results',
  sql: `
    CREATE TABLE ekg_results (
      id TEXT PRIMARY KEY,
      ekg_id TEXT NOT NULL REFERENCES ekgs (id),
      -- Whose it was then: what was matched to the wrong patient is taken back from that one.
      patient_id TEXT NOT NULL REFERENCES patients (id),
      -- The first of those that speak of the same resources; their identifiers are made of it.
      series_id TEXT NOT NULL REFERENCES ekg_results (id),
      number INTEGER NOT NULL,
      act TEXT NOT NULL CHECK (act IN ('sign', 'confirm', 'repeat', 'withdraw')),
      by_person TEXT NOT NULL REFERENCES people (id),
      at TEXT NOT NULL,
      -- All that its resources say (JSON), with its SHA-256, so that a later change shows.
      content TEXT NOT NULL,
      content_hash TEXT NOT NULL,
      -- The page (PDF) as it looked then; null where the one before still holds.
      page BLOB,
      UNIQUE (series_id, number)
    ) STRICT;
    CREATE INDEX ekg_results_of_ekg ON ekg_results (ekg_id, number);
    CREATE TRIGGER ekg_results_keep_words BEFORE UPDATE ON ekg_results BEGIN SELECT RAISE(ABORT, 'what was signed of an EKG never changes'); END;
    CREATE TRIGGER ekg_results_keep_rows BEFORE DELETE ON ekg_results BEGIN SELECT RAISE(ABORT, 'what was signed of an EKG is never deleted'); END;

    CREATE TABLE outbox_anew (
      id TEXT PRIMARY KEY,
      number INTEGER NOT NULL UNIQUE,
      destination TEXT NOT NULL,
      -- What a person calls the destination, also when it is no longer set up.
      destination_label TEXT NOT NULL,
      patient_id TEXT NOT NULL REFERENCES patients (id),
      what TEXT NOT NULL CHECK (what IN ('vitals', 'correction', 'withdrawal', 'ekg', 'ekg-confirmation', 'ekg-repeat', 'ekg-withdrawal')),
      -- Of vitals: the set, and the signed_values rows it carries (JSON array of ids). Of an EKG: the result.
      set_id TEXT REFERENCES signed_sets (id),
      value_ids TEXT NOT NULL,
      ekg_result_id TEXT REFERENCES ekg_results (id),
      state TEXT NOT NULL CHECK (state IN ('reviewed', 'queued', 'sending', 'retry-wait', 'ambiguous', 'accepted-pending',
        'rejected', 'delivered', 'held', 'given-up')),
      state_since TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      next_attempt_at TEXT,
      reason TEXT,
      http_status INTEGER,
      server_text TEXT,
      needs_person INTEGER NOT NULL DEFAULT 0,
      created_at TEXT NOT NULL,
      -- What a person has to compare (JSON: where, ours, there); null where nobody is asked.
      differs TEXT,
      CHECK ((set_id IS NULL) <> (ekg_result_id IS NULL))
    ) STRICT;
    INSERT INTO outbox_anew
      SELECT id, number, destination, CASE destination WHEN 'fhir' THEN 'the chart (FHIR)' ELSE 'the folder' END, patient_id, what, set_id,
        value_ids, NULL, state, state_since, attempts, next_attempt_at, reason, http_status, server_text, needs_person, created_at, differs
      FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE outbox_anew RENAME TO outbox;
    CREATE INDEX outbox_open ON outbox (destination, patient_id, number) WHERE state NOT IN ('delivered', 'given-up');
    CREATE INDEX outbox_of_ekg_result ON outbox (ekg_result_id) WHERE ekg_result_id IS NOT NULL;
    CREATE INDEX outbox_parts_named ON outbox_parts (identifier);
  `,
};
