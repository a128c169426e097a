import type { Migration } from '../migrate.ts';

/**
 * What the clinic writes down of its fridges and loggers besides what files say: where a unit stands, its stock, a logger's buffer and
 * the scan of its certificate; live probes and where they are plugged in; how foreign tables are read; and papers kept with a unit.
 */
export const migration014: Migration = {
  version: 14,
  name: 'fridge-register',
  sql: `
    ALTER TABLE storage_units ADD COLUMN place TEXT NOT NULL DEFAULT '';

    ALTER TABLE loggers ADD COLUMN buffer TEXT NOT NULL DEFAULT '';
    ALTER TABLE loggers ADD COLUMN is_backup INTEGER NOT NULL DEFAULT 0 CHECK (is_backup IN (0, 1));
    ALTER TABLE loggers ADD COLUMN scan_name TEXT;
    -- Whether its newest file says that an external probe measured; null: none says so.
    ALTER TABLE loggers ADD COLUMN external_sensor INTEGER CHECK (external_sensor IN (0, 1));

    -- The stock of a unit as it is now, in the order it was written.
    CREATE TABLE vaccine_lots (
      unit_id TEXT NOT NULL REFERENCES storage_units (id),
      position INTEGER NOT NULL,
      vaccine TEXT NOT NULL,
      maker TEXT NOT NULL,
      lot TEXT NOT NULL,
      expires TEXT NOT NULL,
      doses INTEGER,
      funding TEXT CHECK (funding IN ('public', 'private')),
      opened INTEGER CHECK (opened IN (0, 1)),
      PRIMARY KEY (unit_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE storage_probes (
      logger INTEGER PRIMARY KEY REFERENCES loggers (number),
      driver TEXT NOT NULL,
      port TEXT NOT NULL,
      every_seconds INTEGER NOT NULL CHECK (every_seconds > 0),
      added_at TEXT NOT NULL,
      dropped_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX storage_probes_by_port ON storage_probes (port) WHERE dropped_at IS NULL;

    CREATE TABLE log_mappings (
      name TEXT PRIMARY KEY COLLATE NOCASE,
      -- JSON.
      mapping TEXT NOT NULL,
      saved_by TEXT NOT NULL REFERENCES people (id),
      saved_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE unit_attachments (
      number INTEGER PRIMARY KEY,
      unit_id TEXT NOT NULL REFERENCES storage_units (id),
      name TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      bytes BLOB NOT NULL,
      added_at TEXT NOT NULL,
      added_by TEXT REFERENCES people (id),
      UNIQUE (unit_id, sha256)
    ) STRICT;
    CREATE TRIGGER unit_attachments_stay BEFORE UPDATE ON unit_attachments BEGIN SELECT raise(ABORT, 'an attachment stays as it was kept'); END;
  `,
};
