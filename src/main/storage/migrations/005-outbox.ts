import type { Migration } from '../migrate.ts';

/** What must reach a chart, how far it has got, and the proof. Delivery rules: EHR notes, section 1. */
export const migration005: Migration = {
  version: 5,
  name: 'outbox',
  sql: `
    -- One row per signed set (or change to one) and destination. 'number' keeps the order within a patient.
    CREATE TABLE outbox (
      id TEXT PRIMARY KEY,
      number INTEGER NOT NULL UNIQUE,
      destination TEXT NOT NULL,
      patient_id TEXT NOT NULL REFERENCES patients (id),
      what TEXT NOT NULL CHECK (what IN ('vitals', 'correction', 'withdrawal')),
      set_id TEXT NOT NULL REFERENCES signed_sets (id),
      -- The signed_values rows it carries (JSON array of ids).
      value_ids TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('reviewed', 'queued', 'sending', 'retry-wait', 'ambiguous', 'accepted-pending',
        'rejected', 'delivered', 'held', 'given-up')),
      state_since TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      next_attempt_at TEXT,
      reason TEXT,
      http_status INTEGER,
      server_text TEXT,
      needs_person INTEGER NOT NULL DEFAULT 0,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX outbox_open ON outbox (destination, patient_id, number) WHERE state NOT IN ('delivered', 'given-up');

    -- One row per resource: made once at signing, its identifier kept across every retry and restart.
    CREATE TABLE outbox_parts (
      id TEXT PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES outbox (id),
      position INTEGER NOT NULL,
      signed_value_id TEXT REFERENCES signed_values (id),
      kind TEXT NOT NULL,
      act TEXT NOT NULL CHECK (act IN ('create', 'update')),
      -- The client-made identifier: station:ULID:kind.
      identifier TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'ambiguous', 'delivered', 'accepted-pending', 'rejected', 'skipped')),
      server_id TEXT,
      version_id TEXT,
      location TEXT,
      server_time TEXT,
      http_status INTEGER,
      body_hash TEXT,
      done_at TEXT
    ) STRICT;
    CREATE INDEX outbox_parts_of_item ON outbox_parts (item_id, position);
    CREATE INDEX outbox_parts_of_value ON outbox_parts (signed_value_id);

    CREATE TABLE outbox_history (
      number INTEGER PRIMARY KEY,
      item_id TEXT NOT NULL REFERENCES outbox (id),
      at TEXT NOT NULL,
      event TEXT NOT NULL,
      detail TEXT,
      quote TEXT
    ) STRICT;
    CREATE INDEX outbox_history_of_item ON outbox_history (item_id, number);

    -- What a destination knows our patient as.
    CREATE TABLE known_as (
      destination TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('patient', 'practitioner', 'device')),
      local_id TEXT NOT NULL,
      server_id TEXT NOT NULL,
      found_at TEXT NOT NULL,
      PRIMARY KEY (destination, kind, local_id)
    ) STRICT;
  `,
};
