import type { Migration } from '../migrate.ts';

/** Pages that a chart took beside their resource are known there, too: what was sent once is linked, not sent again. */
export const migration017: Migration = {
  version: 17,
  name: 'known-pages',
  sql: `
    ALTER TABLE known_as RENAME TO known_as_before;
    CREATE TABLE known_as (
      destination TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('patient', 'practitioner', 'device', 'binary')),
      local_id TEXT NOT NULL,
      server_id TEXT NOT NULL,
      found_at TEXT NOT NULL,
      PRIMARY KEY (destination, kind, local_id)
    ) STRICT;
    INSERT INTO known_as SELECT destination, kind, local_id, server_id, found_at FROM known_as_before;
    DROP TABLE known_as_before;
  `,
};
