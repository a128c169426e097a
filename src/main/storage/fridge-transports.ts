/** Rows of vaccine transports: every version of a record, the newest of each counts. */
import type { TransportOrder } from '../../preload/contract.ts';
import type { Db } from './open.ts';

export interface TransportRow {
  id: string;
  unit_id: string;
  date: string;
  written_at: string;
  written_by: string;
  /** JSON of a TransportOrder without its id. */
  content: string;
}

export type TransportContent = Omit<TransportOrder, 'id'>;

/** Writes. */
export function insertTransport(db: Db, row: TransportRow): void {
  db.prepare(
    `INSERT INTO fridge_transports (id, unit_id, date, written_at, written_by, content)
     VALUES (@id, @unit_id, @date, @written_at, @written_by, @content)`,
  ).run(row);
}

/** The newest version of each, the newest transport first; of one unit, or of all. */
export function listTransports(db: Db, unitId: string | null): (TransportRow & { by_name: string })[] {
  return db
    .prepare(
      `SELECT t.id, t.unit_id, t.date, t.written_at, t.written_by, t.content, p.name AS by_name
       FROM fridge_transports t JOIN people p ON p.id = t.written_by
       WHERE t.number = (SELECT max(number) FROM fridge_transports WHERE id = t.id) AND (@unitId IS NULL OR t.unit_id = @unitId)
       ORDER BY t.date DESC, t.number DESC`,
    )
    .all({ unitId }) as (TransportRow & { by_name: string })[];
}
