import type { Migration } from '../migrate.ts';

/** Some formats of EKGs are several files: those that one was read with are kept with it. */
export const migration021: Migration = {
  version: 21,
  name: 'files-beside-ekgs',
  sql: `
    CREATE TABLE ekg_files_beside (
      ekg_id TEXT NOT NULL REFERENCES ekgs (id),
      file_name TEXT NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (ekg_id, file_name)
    ) STRICT;
    CREATE TRIGGER ekg_files_beside_stay BEFORE UPDATE ON ekg_files_beside BEGIN SELECT raise(ABORT, 'a file stays as it was received'); END;
    CREATE TRIGGER ekg_files_beside_remain BEFORE DELETE ON ekg_files_beside BEGIN SELECT raise(ABORT, 'a file that was received is never deleted'); END;
  `,
};
