/** Rows of people's remarks on a unit's curve and of the spans the coordinator has looked through. */
import type { FridgeReview } from '../../preload/contract.ts';
import type { Db } from './open.ts';

/** Writes. `at` in seconds of the logger's clock. */
export function insertNote(db: Db, note: { unitId: string; at: number; text: string; writtenAt: Date; personId: string }): void {
  db.prepare('INSERT INTO fridge_notes (unit_id, at, text, written_at, written_by) VALUES (?, ?, ?, ?, ?)').run(
    note.unitId,
    note.at,
    note.text,
    note.writtenAt.toISOString(),
    note.personId,
  );
}

/** In order; `to` no longer belongs to the span. */
export function notesBetween(db: Db, unitId: string, from: number, to: number): { at: number; text: string; by: string }[] {
  return db
    .prepare(
      `SELECT n.at, n.text, p.name AS "by" FROM fridge_notes n JOIN people p ON p.id = n.written_by
       WHERE n.unit_id = ? AND n.at >= ? AND n.at < ? ORDER BY n.at, n.number`,
    )
    .all(unitId, from, to) as { at: number; text: string; by: string }[];
}

/** Writes. */
export function insertReview(db: Db, review: Omit<FridgeReview, 'by' | 'at'> & { signedAt: Date; personId: string }): void {
  db.prepare('INSERT INTO fridge_reviews (id, unit_id, from_date, to_date, remark, signed_at, signed_by) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    review.id,
    review.unitId,
    review.from,
    review.to,
    review.remark,
    review.signedAt.toISOString(),
    review.personId,
  );
}

/** Newest first. */
export function reviewsOf(db: Db, unitId: string): FridgeReview[] {
  return db
    .prepare(
      `SELECT r.id, r.unit_id AS unitId, r.from_date AS "from", r.to_date AS "to", r.remark, p.name AS "by", r.signed_at AS at
       FROM fridge_reviews r JOIN people p ON p.id = r.signed_by WHERE r.unit_id = ? ORDER BY r.signed_at DESC, r.id DESC`,
    )
    .all(unitId) as FridgeReview[];
}
