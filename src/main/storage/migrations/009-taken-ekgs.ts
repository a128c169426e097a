import type { Migration } from '../migrate.ts';

/**
 * EKGs recorded at this station, beside those of carts' files: two more states and what is decided about them. SQLite changes a
 * check only by building the table anew; nothing in it changes.
 */
export const migration009: Migration = {
  version: 9,
  name: 'taken-ekgs',
  sql: `
    CREATE TABLE ekgs_anew (
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
      state TEXT NOT NULL CHECK (state IN ('unmatched', 'recorded', 'waiting', 'confirmed', 'retake', 'superseded', 'dismissed')),
      patient_id TEXT REFERENCES patients (id)
    ) STRICT;
    INSERT INTO ekgs_anew SELECT id, received_at, received_by, file_name, sha256, bytes, format, problem, taken_at, file_patient, state, patient_id FROM ekgs;
    DROP TABLE ekgs;
    ALTER TABLE ekgs_anew RENAME TO ekgs;
    CREATE INDEX ekgs_of_patient ON ekgs (patient_id, taken_at) WHERE patient_id IS NOT NULL;
    CREATE TRIGGER ekg_bytes_stay BEFORE UPDATE OF bytes, sha256, file_name ON ekgs
      BEGIN SELECT raise(ABORT, 'a file stays as it was received'); END;

    CREATE TABLE ekg_acts_anew (
      number INTEGER PRIMARY KEY,
      ekg_id TEXT NOT NULL REFERENCES ekgs (id),
      at TEXT NOT NULL,
      person_id TEXT NOT NULL REFERENCES people (id),
      act TEXT NOT NULL CHECK (act IN
        ('matched', 'unmatched', 'dismissed', 'confirmed', 'retake-asked', 'recorded', 'kept', 'discarded', 'superseded')),
      detail TEXT NOT NULL
    ) STRICT;
    INSERT INTO ekg_acts_anew SELECT number, ekg_id, at, person_id, act, detail FROM ekg_acts;
    DROP TABLE ekg_acts;
    ALTER TABLE ekg_acts_anew RENAME TO ekg_acts;
    CREATE INDEX ekg_acts_of_ekg ON ekg_acts (ekg_id, number);
    CREATE TRIGGER ekg_acts_stay BEFORE UPDATE ON ekg_acts BEGIN SELECT raise(ABORT, 'what was decided about an EKG is never changed'); END;
    CREATE TRIGGER ekg_acts_remain BEFORE DELETE ON ekg_acts BEGIN SELECT raise(ABORT, 'what was decided about an EKG is never deleted'); END;

    -- How a recording was taken. The samples are the bytes of its row in ekgs.
    CREATE TABLE ekg_takes (
      ekg_id TEXT PRIMARY KEY REFERENCES ekgs (id),
      visit_id TEXT NOT NULL REFERENCES visits (id),
      taken_by TEXT NOT NULL REFERENCES people (id),
      taken_at TEXT NOT NULL,
      take TEXT NOT NULL CHECK (take IN ('last-ten', 'next-ten')),
      device_id TEXT NOT NULL,
      device_label TEXT NOT NULL,
      driver_id TEXT NOT NULL,
      placement TEXT NOT NULL CHECK (placement IN ('standard', 'mason-likar')),
      hz REAL NOT NULL,
      nanovolts_per_bit REAL NOT NULL,
      seconds REAL NOT NULL,
      stopped_early INTEGER NOT NULL CHECK (stopped_early IN (0, 1)),
      lost INTEGER NOT NULL,
      clock_drift REAL,
      analysis INTEGER NOT NULL CHECK (analysis IN (0, 1)),
      -- What the coach would have refused it for, as it was said then (JSON).
      refused_for TEXT NOT NULL,
      retake_of TEXT REFERENCES ekgs (id),
      order_number TEXT
    ) STRICT;
    CREATE INDEX ekg_takes_of_visit ON ekg_takes (visit_id);
    CREATE INDEX ekg_takes_again ON ekg_takes (retake_of) WHERE retake_of IS NOT NULL;
    CREATE TRIGGER ekg_takes_stay BEFORE UPDATE ON ekg_takes BEGIN SELECT raise(ABORT, 'how an EKG was taken is never changed'); END;
    CREATE TRIGGER ekg_takes_remain BEFORE DELETE ON ekg_takes BEGIN SELECT raise(ABORT, 'how an EKG was taken is never deleted'); END;
  `,
};
