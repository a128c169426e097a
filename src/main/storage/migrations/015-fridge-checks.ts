import type { Migration } from '../migrate.ts';

/** The workday at the vaccine fridges: what people read and confirmed, what they remarked, and which spans the coordinator looked through. */
export const migration015: Migration = {
  version: 15,
  name: 'fridge-checks',
  sql: `
    -- A correction stands under its check's id again, and counts; the first row says when and by whom the check was made.
    CREATE TABLE fridge_checks (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      unit_id TEXT NOT NULL REFERENCES storage_units (id),
      -- The day and half it belongs to, by the station's calendar; a day caught up lies before the day of written_at.
      date TEXT NOT NULL,
      half TEXT NOT NULL CHECK (half IN ('AM', 'PM')),
      written_at TEXT NOT NULL,
      written_by TEXT NOT NULL REFERENCES people (id),
      -- In the unit's basis.
      current REAL,
      lowest REAL,
      highest REAL,
      alarm_seen INTEGER CHECK (alarm_seen IN (0, 1)),
      reset_done INTEGER NOT NULL CHECK (reset_done IN (0, 1)),
      room_temperature REAL,
      comment TEXT NOT NULL,
      source TEXT NOT NULL CHECK (source IN ('typed', 'logger')),
      -- Why it was corrected; null: the check itself.
      reason TEXT
    ) STRICT;
    CREATE INDEX fridge_checks_of_unit ON fridge_checks (unit_id, date);
    CREATE INDEX fridge_checks_by_id ON fridge_checks (id, number);
    CREATE TRIGGER fridge_checks_stay BEFORE UPDATE ON fridge_checks BEGIN SELECT raise(ABORT, 'a check is corrected by another row, never changed'); END;
    CREATE TRIGGER fridge_checks_remain BEFORE DELETE ON fridge_checks BEGIN SELECT raise(ABORT, 'a check is never deleted'); END;

    CREATE TABLE fridge_notes (
      number INTEGER PRIMARY KEY,
      unit_id TEXT NOT NULL REFERENCES storage_units (id),
      -- Seconds of the logger's clock: a moment of the curve.
      at INTEGER NOT NULL,
      text TEXT NOT NULL,
      written_at TEXT NOT NULL,
      written_by TEXT NOT NULL REFERENCES people (id)
    ) STRICT;
    CREATE INDEX fridge_notes_of_unit ON fridge_notes (unit_id, at);
    CREATE TRIGGER fridge_notes_stay BEFORE UPDATE ON fridge_notes BEGIN SELECT raise(ABORT, 'a remark stays as it was written'); END;
    CREATE TRIGGER fridge_notes_remain BEFORE DELETE ON fridge_notes BEGIN SELECT raise(ABORT, 'a remark is never deleted'); END;

    CREATE TABLE fridge_reviews (
      id TEXT PRIMARY KEY,
      unit_id TEXT NOT NULL REFERENCES storage_units (id),
      from_date TEXT NOT NULL,
      to_date TEXT NOT NULL,
      remark TEXT NOT NULL,
      signed_at TEXT NOT NULL,
      signed_by TEXT NOT NULL REFERENCES people (id),
      CHECK (from_date <= to_date)
    ) STRICT;
    CREATE INDEX fridge_reviews_of_unit ON fridge_reviews (unit_id, to_date);
    CREATE TRIGGER fridge_reviews_stay BEFORE UPDATE ON fridge_reviews BEGIN SELECT raise(ABORT, 'a review stays as it was signed'); END;
    CREATE TRIGGER fridge_reviews_remain BEFORE DELETE ON fridge_reviews BEGIN SELECT raise(ABORT, 'a review is never deleted'); END;
  `,
};
