import type { Migration } from '../migrate.ts';

/** What devices said and people typed. A row never changes its numbers; where it belongs may be decided later. */
export const migration003: Migration = {
  version: 3,
  name: 'measurements',
  sql: `
    CREATE TABLE devices (
      id TEXT PRIMARY KEY,
      driver_id TEXT NOT NULL,
      variant TEXT NOT NULL,
      port_kind TEXT NOT NULL CHECK (port_kind IN ('serial', 'hid', 'tcp', 'sim', 'replay')),
      port_path TEXT NOT NULL,
      usb_serial TEXT,
      label TEXT NOT NULL,
      chosen_by TEXT REFERENCES people (id),
      chosen_at TEXT NOT NULL,
      forgotten_at TEXT
    ) STRICT;

    CREATE TABLE measurements (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('bloodPressure', 'single')),
      -- The visit it was measured in, or was given to by a person. NULL: nobody was open.
      visit_id TEXT REFERENCES visits (id),
      source TEXT NOT NULL CHECK (source IN ('device', 'typed', 'counted', 'computed')),
      how TEXT NOT NULL CHECK (how IN ('spot', 'continuous')),
      device_id TEXT,
      driver_id TEXT,
      device_label TEXT,
      received_at TEXT NOT NULL,
      measured_at TEXT NOT NULL,
      typed_by TEXT REFERENCES people (id),
      qualifiers TEXT NOT NULL DEFAULT '{}',
      apart TEXT CHECK (apart IN ('earlier', 'unassigned', 'other-patient', 'stored')),
      assigned_by TEXT REFERENCES people (id),
      assigned_at TEXT,
      assigned_why TEXT,
      dismissed_by TEXT REFERENCES people (id),
      dismissed_at TEXT,
      dismissed_why TEXT,
      set_aside_by TEXT REFERENCES people (id),
      set_aside_at TEXT,
      set_aside_why TEXT,
      withdrawn_at TEXT,
      made_of TEXT NOT NULL DEFAULT '[]',
      arithmetic TEXT,
      -- The bytes it came from, and where they stood in the device's stream.
      frame BLOB,
      stream_id TEXT,
      stream_from INTEGER,
      stream_at INTEGER,
      -- Identity within its sender, so that the same stored reading or message is never taken twice.
      origin TEXT UNIQUE
    ) STRICT;
    CREATE INDEX measurements_of_visit ON measurements (visit_id, received_at);
    -- Serves the trays: nothing decided yet.
    CREATE INDEX measurements_waiting ON measurements (received_at) WHERE apart IS NOT NULL AND dismissed_at IS NULL;

    CREATE TABLE measurement_values (
      id TEXT PRIMARY KEY,
      measurement_id TEXT NOT NULL REFERENCES measurements (id),
      position INTEGER NOT NULL,
      quantity TEXT NOT NULL,
      value REAL,
      unit TEXT NOT NULL,
      sent_value REAL,
      sent_unit TEXT,
      marks TEXT NOT NULL DEFAULT '[]',
      note TEXT NOT NULL DEFAULT '{}'
    ) STRICT;
    CREATE INDEX values_of_measurement ON measurement_values (measurement_id, position);
    CREATE TRIGGER values_keep_numbers BEFORE UPDATE ON measurement_values BEGIN SELECT RAISE(ABORT, 'a measured value never changes'); END;
    CREATE TRIGGER values_keep_rows BEFORE DELETE ON measurement_values BEGIN SELECT RAISE(ABORT, 'a measured value is never deleted'); END;
  `,
};
