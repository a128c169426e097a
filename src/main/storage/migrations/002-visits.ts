import type { Migration } from '../migrate.ts';

/** Patients, the day's list and the visits. */
export const migration002: Migration = {
  version: 2,
  name: 'visits',
  sql: `
    CREATE TABLE patients (
      id TEXT PRIMARY KEY,
      family TEXT NOT NULL,
      given TEXT NOT NULL,
      date_of_birth TEXT NOT NULL,
      mrn TEXT NOT NULL UNIQUE,
      sex TEXT NOT NULL CHECK (sex IN ('female', 'male', 'other', 'unknown')),
      limb_restriction TEXT CHECK (limb_restriction IN ('left-arm', 'right-arm', 'both-arms')),
      added_by TEXT REFERENCES people (id),
      added_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE appointments (
      id TEXT PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patients (id),
      day TEXT NOT NULL,
      appointment_at TEXT,
      clinician TEXT NOT NULL,
      reason TEXT NOT NULL,
      arrived_at TEXT,
      left_at TEXT
    ) STRICT;
    -- Serves today's list.
    CREATE INDEX appointments_of_day ON appointments (day, appointment_at);

    CREATE TABLE visits (
      id TEXT PRIMARY KEY,
      patient_id TEXT NOT NULL REFERENCES patients (id),
      appointment_id TEXT REFERENCES appointments (id),
      room TEXT NOT NULL,
      clinician TEXT NOT NULL,
      reason TEXT NOT NULL,
      owner_id TEXT NOT NULL REFERENCES people (id),
      opened_at TEXT NOT NULL,
      identity_by TEXT NOT NULL REFERENCES people (id),
      identity_at TEXT NOT NULL,
      ready_at TEXT,
      closed_at TEXT,
      closed_by TEXT REFERENCES people (id),
      -- Ticks, taken values and running procedures of the sheet (JSON): the draft that survives lock and restart.
      draft TEXT NOT NULL DEFAULT '{}',
      draft_saved_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX visits_of_patient ON visits (patient_id, opened_at);
  `,
};
