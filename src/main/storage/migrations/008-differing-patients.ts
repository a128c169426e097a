import type { Migration } from '../migrate.ts';

/** A chart's patient may bear our number under another name or birth date: a person compares the two, and what they said is kept. */
export const migration008: Migration = {
  version: 8,
  name: 'differing-patients',
  sql: `
    -- What a person has to compare (JSON: where, ours, there); null where nobody is asked.
    ALTER TABLE outbox ADD COLUMN differs TEXT;

    -- Somebody compared exactly this and said that both are one person. Any change on either side is asked about again.
    CREATE TABLE same_patient (
      local_id TEXT NOT NULL REFERENCES patients (id),
      seen TEXT NOT NULL,
      by_person TEXT NOT NULL REFERENCES people (id),
      at TEXT NOT NULL,
      PRIMARY KEY (local_id, seen)
    ) STRICT;
  `,
};
