import type { Migration } from '../migrate.ts';

/**
 * A long file is stored in short turns, so that nothing else waits for it. Until its row is there, the number kept for it stands here,
 * its readings are nobody's, and whoever opens the database after a crash takes them out.
 */
export const migration019: Migration = {
  version: 19,
  name: 'fridge-arrivals',
  sql: `
    CREATE TABLE fridge_arrivals (
      file INTEGER PRIMARY KEY,
      sensor INTEGER NOT NULL,
      -- What came into being for it, and goes with it where it does not arrive.
      new_sensor INTEGER NOT NULL CHECK (new_sensor IN (0, 1)),
      new_logger INTEGER NOT NULL CHECK (new_logger IN (0, 1)),
      last_run INTEGER NOT NULL,
      process INTEGER NOT NULL,
      touched_at TEXT NOT NULL
    ) STRICT;
    DROP TRIGGER logger_readings_summed;
    CREATE TRIGGER logger_readings_summed AFTER INSERT ON logger_readings WHEN NOT EXISTS (SELECT 1 FROM fridge_arrivals WHERE file = new.file) BEGIN
      INSERT INTO logger_hours VALUES
        (new.sensor, new.run, new.at / 3600, new.at, new.at, new.value, new.value, 1, new.value IS NOT NULL, new.occurrence > 0)
      ON CONFLICT DO UPDATE SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at),
        low = min(coalesce(low, excluded.low), coalesce(excluded.low, low)), high = max(coalesce(high, excluded.high), coalesce(excluded.high, high)),
        readings = readings + 1, with_value = with_value + excluded.with_value, again = again + excluded.again;
    END;
    DROP TRIGGER logger_readings_remain;
    CREATE TRIGGER logger_readings_remain BEFORE DELETE ON logger_readings
      WHEN NOT EXISTS (SELECT 1 FROM fridge_purging) AND NOT EXISTS (SELECT 1 FROM fridge_arrivals WHERE file = old.file)
      BEGIN SELECT raise(ABORT, 'a logged reading is put away only by a person'); END;
  `,
};
