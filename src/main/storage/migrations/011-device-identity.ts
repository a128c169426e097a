import type { Migration } from '../migrate.ts';

/** What a device had said of itself when it measured: JSON of model, serial and firmware. NULL: nothing, or no device. */
export const migration011: Migration = {
  version: 11,
  name: 'device-identity',
  sql: 'ALTER TABLE measurements ADD COLUMN device_identity TEXT;',
};
