import type { Migration } from '../migrate.ts';

/** What a clinic made of the programs' rules, version after version: the papers of a closed incident say what held then. */
export const migration018: Migration = {
  version: 18,
  name: 'program-profiles',
  sql: `
    CREATE TABLE program_profiles (
      number INTEGER PRIMARY KEY,
      -- The program; one that is shipped keeps its id.
      id TEXT NOT NULL,
      saved_at TEXT NOT NULL,
      saved_by TEXT NOT NULL REFERENCES people (id),
      -- JSON.
      profile TEXT NOT NULL
    ) STRICT;
    CREATE INDEX program_profiles_by_id ON program_profiles (id, number);
    CREATE TRIGGER program_profiles_stay BEFORE UPDATE ON program_profiles
      BEGIN SELECT raise(ABORT, 'a version of a program never changes'); END;
    CREATE TRIGGER program_profiles_remain BEFORE DELETE ON program_profiles
      BEGIN SELECT raise(ABORT, 'a version of a program is never deleted'); END;
  `,
};
