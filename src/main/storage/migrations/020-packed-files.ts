import type { Migration } from '../migrate.ts';

/** Files of loggers are kept packed from now on: years of text are written in a tenth of the time and room. Those that are there stay as they are. */
export const migration020: Migration = {
  version: 20,
  name: 'packed-files',
  sql: `
    -- How many bytes there are unpacked (raw deflate); null: they are not packed.
    ALTER TABLE logger_files ADD COLUMN unpacked_length INTEGER;
    CREATE TRIGGER logger_files_stay_packed BEFORE UPDATE OF unpacked_length ON logger_files
      BEGIN SELECT RAISE(ABORT, 'the files of loggers stay as they came'); END;
  `,
};
