/** Rows of the papers that loggers write beside their logs, kept with a unit as they came. */
import type { Db } from './open.ts';

export interface NewAttachment {
  unitId: string;
  name: string;
  sha256: string;
  bytes: Uint8Array;
  at: Date;
  personId: string | null;
}

/** Writes: the same bytes once. */
export function keepUnitAttachment(db: Db, { unitId, name, sha256, bytes, at, personId }: NewAttachment): void {
  db.prepare(
    `INSERT INTO unit_attachments (unit_id, name, sha256, bytes, added_at, added_by) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (unit_id, sha256) DO NOTHING`,
  ).run(unitId, name, sha256, Buffer.from(bytes), at.toISOString(), personId);
}
