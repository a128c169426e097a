import type { Migration } from '../migrate.ts';

/**
 * Readings summed up by the hour, so that years of them open at once; transports of vaccine, each version of their record as it was
 * written; and readings and files that can be deleted only while a unit is named in `fridge_purging`, which is never left so.
 */
export const migration013: Migration = {
  version: 13,
  name: 'fridge-papers',
  sql: `
    CREATE TABLE logger_hours (
      sensor INTEGER NOT NULL,
      run INTEGER NOT NULL,
      -- Seconds of the logger's clock divided by 3600, rounded down.
      hour INTEGER NOT NULL,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      -- In the units of the files; null: no reading had a value.
      low REAL,
      high REAL,
      readings INTEGER NOT NULL,
      with_value INTEGER NOT NULL,
      -- Readings of a time that came again.
      again INTEGER NOT NULL,
      PRIMARY KEY (sensor, run, hour)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO logger_hours
      SELECT sensor, run, at / 3600, min(at), max(at), min(value), max(value), count(*), count(value), sum(occurrence > 0)
      FROM logger_readings GROUP BY sensor, run, at / 3600;
    CREATE TRIGGER logger_readings_summed AFTER INSERT ON logger_readings BEGIN
      INSERT INTO logger_hours VALUES
        (new.sensor, new.run, new.at / 3600, new.at, new.at, new.value, new.value, 1, new.value IS NOT NULL, new.occurrence > 0)
      ON CONFLICT DO UPDATE SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at),
        low = min(coalesce(low, excluded.low), coalesce(excluded.low, low)), high = max(coalesce(high, excluded.high), coalesce(excluded.high, high)),
        readings = readings + 1, with_value = with_value + excluded.with_value, again = again + excluded.again;
    END;

    -- What every reading of a file shares stands behind the file's bytes in its row; asked for alone, it is found here.
    CREATE INDEX logger_files_by_degrees ON logger_files (sensor, degrees);

    -- A later version of a record stands under its id again, and counts.
    CREATE TABLE fridge_transports (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      unit_id TEXT NOT NULL REFERENCES storage_units (id),
      date TEXT NOT NULL,
      written_at TEXT NOT NULL,
      written_by TEXT NOT NULL REFERENCES people (id),
      -- All that was said of it (JSON).
      content TEXT NOT NULL
    ) STRICT;
    CREATE INDEX fridge_transports_of_unit ON fridge_transports (unit_id, date);
    CREATE INDEX fridge_transports_by_id ON fridge_transports (id, number);
    CREATE TRIGGER fridge_transports_stay BEFORE UPDATE ON fridge_transports BEGIN SELECT raise(ABORT, 'what was written about a transport is never changed'); END;

    CREATE TABLE fridge_purging (unit_id TEXT PRIMARY KEY) STRICT;
    CREATE TRIGGER logger_readings_remain BEFORE DELETE ON logger_readings WHEN NOT EXISTS (SELECT 1 FROM fridge_purging)
      BEGIN SELECT raise(ABORT, 'a logged reading is put away only by a person'); END;
    CREATE TRIGGER logger_files_remain BEFORE DELETE ON logger_files WHEN NOT EXISTS (SELECT 1 FROM fridge_purging)
      BEGIN SELECT raise(ABORT, 'a logger''s file is put away only by a person'); END;
  `,
};
