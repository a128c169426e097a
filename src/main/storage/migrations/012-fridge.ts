import type { Migration } from '../migrate.ts';

/**
 * The vaccine fridges: storage units, loggers and which hung where, the files as they were read, their readings as rows, and the
 * excursions and incidents found in them. Times of a logger are seconds of its own wall clock, counted as if it stood at UTC.
 */
export const migration012: Migration = {
  version: 12,
  name: 'fridge',
  sql: `
    CREATE TABLE storage_units (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL COLLATE NOCASE UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('refrigerator', 'freezer', 'ultra-cold')),
      -- The unit in which the clinic keeps its log; low and high are in it and belong to the range.
      basis TEXT NOT NULL CHECK (basis IN ('C', 'F')),
      low REAL NOT NULL,
      high REAL NOT NULL CHECK (high > low),
      program TEXT NOT NULL,
      contents TEXT NOT NULL DEFAULT '',
      added_at TEXT NOT NULL,
      retired_at TEXT
    ) STRICT;

    CREATE TABLE loggers (
      number INTEGER PRIMARY KEY,
      serial TEXT NOT NULL UNIQUE,
      driver TEXT NOT NULL,
      model TEXT,
      interval_seconds REAL,
      -- The calibration certificate, as far as somebody wrote it down.
      certificate_number TEXT,
      certificate_maker TEXT,
      certificate_model TEXT,
      probe_serial TEXT,
      calibrated_on TEXT,
      certificate_issued_on TEXT,
      certificate_expires_on TEXT,
      laboratory TEXT,
      traceability TEXT,
      uncertainty_celsius REAL,
      in_tolerance INTEGER CHECK (in_tolerance IN (0, 1)),
      test_points TEXT,
      certificate_scan BLOB
    ) STRICT;

    -- What measures: a logger has one, or several with a name each.
    CREATE TABLE logger_sensors (
      number INTEGER PRIMARY KEY,
      logger INTEGER NOT NULL REFERENCES loggers (number),
      name TEXT NOT NULL,
      UNIQUE (logger, name)
    ) STRICT;

    -- Which unit a logger hung in, from its first to before its last second there; null: since it began, to this day.
    CREATE TABLE logger_assignments (
      number INTEGER PRIMARY KEY,
      logger INTEGER NOT NULL REFERENCES loggers (number),
      unit_id TEXT NOT NULL REFERENCES storage_units (id),
      from_at INTEGER,
      to_at INTEGER,
      CHECK (from_at IS NULL OR to_at IS NULL OR from_at <= to_at)
    ) STRICT;
    CREATE INDEX logger_assignments_of_logger ON logger_assignments (logger, from_at);
    CREATE INDEX logger_assignments_of_unit ON logger_assignments (unit_id);

    CREATE TABLE logger_files (
      number INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL,
      sensor INTEGER NOT NULL REFERENCES logger_sensors (number),
      name TEXT NOT NULL,
      bytes BLOB NOT NULL,
      imported_at TEXT NOT NULL,
      -- null: from the command line.
      imported_by TEXT REFERENCES people (id),
      driver TEXT NOT NULL,
      signature TEXT NOT NULL CHECK (signature IN ('genuine', 'altered', 'unsigned', 'unknown-key')),
      -- The unit of its values, and the offset of its times in minutes east of UTC with how that is known.
      degrees TEXT NOT NULL CHECK (degrees IN ('C', 'F')),
      offset_minutes INTEGER,
      offset_from TEXT,
      interval_seconds REAL,
      -- What a person answered to read it (JSON), so that it can be read again the same way.
      answers TEXT NOT NULL,
      new_readings INTEGER NOT NULL,
      known_readings INTEGER NOT NULL,
      -- Readings and days that said otherwise than what was known, as they were written (JSON).
      conflicts TEXT NOT NULL,
      UNIQUE (sha256, sensor)
    ) STRICT;
    CREATE INDEX logger_files_of_sensor ON logger_files (sensor, number);
    CREATE TRIGGER logger_files_stay BEFORE UPDATE OF sha256, sensor, name, bytes, imported_at, imported_by, driver, signature, degrees ON logger_files
      BEGIN SELECT raise(ABORT, 'a logger''s file stays as it was read'); END;

    CREATE TABLE logger_skipped_rows (
      file INTEGER NOT NULL REFERENCES logger_files (number),
      line INTEGER NOT NULL,
      reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX logger_skipped_rows_of_file ON logger_skipped_rows (file, line);

    -- A change of a logger's clock begins a new run; the readings before the first change are run 0.
    CREATE TABLE logger_clock_breaks (
      sensor INTEGER NOT NULL REFERENCES logger_sensors (number),
      run INTEGER NOT NULL,
      before_at INTEGER NOT NULL,
      after_at INTEGER NOT NULL,
      PRIMARY KEY (sensor, run),
      UNIQUE (sensor, before_at, after_at)
    ) STRICT;

    CREATE TABLE logger_readings (
      sensor INTEGER NOT NULL,
      run INTEGER NOT NULL,
      at INTEGER NOT NULL,
      -- Counts the rows with the same time: an hour printed twice keeps both.
      occurrence INTEGER NOT NULL,
      -- The file that brought it, which says in what unit; null: the logger wrote that it had none.
      file INTEGER NOT NULL,
      value REAL,
      note TEXT,
      PRIMARY KEY (sensor, run, at, occurrence)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER logger_readings_stay BEFORE UPDATE ON logger_readings BEGIN SELECT raise(ABORT, 'a logged reading never changes'); END;

    CREATE TABLE logger_days (
      sensor INTEGER NOT NULL REFERENCES logger_sensors (number),
      date TEXT NOT NULL,
      file INTEGER NOT NULL REFERENCES logger_files (number),
      -- The day had ended when the logger was read.
      complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
      -- All the logger says of the day (JSON).
      content TEXT NOT NULL,
      PRIMARY KEY (sensor, date)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE fridge_incidents (
      id TEXT PRIMARY KEY,
      unit_id TEXT NOT NULL REFERENCES storage_units (id),
      opened_at TEXT NOT NULL,
      acknowledged_at TEXT,
      acknowledged_by TEXT REFERENCES people (id),
      acknowledgment TEXT,
      CHECK ((acknowledged_at IS NULL) = (acknowledgment IS NULL) AND (acknowledged_at IS NULL) = (acknowledged_by IS NULL))
    ) STRICT;
    CREATE INDEX fridge_incidents_of_unit ON fridge_incidents (unit_id, opened_at);

    CREATE TABLE fridge_excursions (
      number INTEGER PRIMARY KEY,
      incident_id TEXT NOT NULL REFERENCES fridge_incidents (id),
      unit_id TEXT NOT NULL REFERENCES storage_units (id),
      sensor INTEGER NOT NULL REFERENCES logger_sensors (number),
      -- 'log': counted from readings. 'day': a device that keeps only days; its start is the day's.
      source TEXT NOT NULL CHECK (source IN ('log', 'day')),
      side TEXT NOT NULL CHECK (side IN ('high', 'low')),
      start_at INTEGER NOT NULL,
      end_at INTEGER,
      -- The last second known to belong to it.
      until_at INTEGER NOT NULL,
      -- null: a device that keeps only days did not count against this limit.
      minutes REAL,
      worst_case_minutes REAL,
      bound_before INTEGER,
      bound_after INTEGER,
      -- In the unit's basis.
      peak REAL NOT NULL,
      peak_at INTEGER,
      readings INTEGER NOT NULL,
      gap_minutes REAL NOT NULL,
      UNIQUE (unit_id, sensor, source, side, start_at)
    ) STRICT;
    CREATE INDEX fridge_excursions_of_unit ON fridge_excursions (unit_id, start_at);
    CREATE INDEX fridge_excursions_of_incident ON fridge_excursions (incident_id, start_at);

    -- What became of an incident, a row each.
    CREATE TABLE fridge_incident_acts (
      number INTEGER PRIMARY KEY,
      incident_id TEXT NOT NULL REFERENCES fridge_incidents (id),
      at TEXT NOT NULL,
      person_id TEXT REFERENCES people (id),
      act TEXT NOT NULL CHECK (act IN ('opened', 'grew', 'acknowledged')),
      detail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX fridge_incident_acts_of_incident ON fridge_incident_acts (incident_id, number);
    CREATE TRIGGER fridge_incident_acts_stay BEFORE UPDATE ON fridge_incident_acts BEGIN SELECT raise(ABORT, 'what was done about an incident is never changed'); END;
    CREATE TRIGGER fridge_incident_acts_remain BEFORE DELETE ON fridge_incident_acts BEGIN SELECT raise(ABORT, 'what was done about an incident is never deleted'); END;
  `,
};
