import type { Migration } from '../migrate.ts';

/** Files of EKG carts as they came, and what people decided about them. */
export const migration007: Migration = {
  version: 7,
  name: 'ekgs',
  sql: `
    CREATE TABLE ekgs (
      id TEXT PRIMARY KEY,
      received_at TEXT NOT NULL,
      -- null: found in the watched folder.
      received_by TEXT REFERENCES people (id),
      file_name TEXT NOT NULL,
      sha256 TEXT NOT NULL UNIQUE,
      bytes BLOB NOT NULL,
      -- The driver that read it; null for a file that could not be read, and then why.
      format TEXT,
      problem TEXT,
      taken_at TEXT,
      -- Who the file says the patient is (JSON).
      file_patient TEXT,
      state TEXT NOT NULL CHECK (state IN ('unmatched', 'waiting', 'confirmed', 'retake', 'dismissed')),
      patient_id TEXT REFERENCES patients (id)
    ) STRICT;
    CREATE INDEX ekgs_of_patient ON ekgs (patient_id, taken_at) WHERE patient_id IS NOT NULL;

    -- What was decided, by whom, and what was seen then (JSON). Never changed: the newest of a kind counts.
    CREATE TABLE ekg_acts (
      number INTEGER PRIMARY KEY,
      ekg_id TEXT NOT NULL REFERENCES ekgs (id),
      at TEXT NOT NULL,
      person_id TEXT NOT NULL REFERENCES people (id),
      act TEXT NOT NULL CHECK (act IN ('matched', 'unmatched', 'dismissed', 'confirmed', 'retake-asked')),
      detail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX ekg_acts_of_ekg ON ekg_acts (ekg_id, number);
    CREATE TRIGGER ekg_acts_stay BEFORE UPDATE ON ekg_acts BEGIN SELECT raise(ABORT, 'what was decided about an EKG is never changed'); END;
    CREATE TRIGGER ekg_acts_remain BEFORE DELETE ON ekg_acts BEGIN SELECT raise(ABORT, 'what was decided about an EKG is never deleted'); END;
    CREATE TRIGGER ekg_bytes_stay BEFORE UPDATE OF bytes, sha256, file_name ON ekgs
      BEGIN SELECT raise(ABORT, 'a file stays as it was received'); END;
  `,
};
