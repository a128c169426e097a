import type { Migration } from '../migrate.ts';

/** A reading that an average was made of may go to the chart by itself: it was measured, not signed as a value of its own. */
export const migration006: Migration = {
  version: 6,
  name: 'single-readings',
  sql: `
    ALTER TABLE outbox_parts ADD COLUMN measurement_id TEXT REFERENCES measurements (id);
    CREATE INDEX outbox_parts_of_measurement ON outbox_parts (measurement_id) WHERE measurement_id IS NOT NULL;
  `,
};
