/** What happened to an item of the outbox, line by line. */
import type { Db } from './open.ts';

/** Writes. */
export function addHistory(
  db: Db,
  itemId: string,
  at: Date,
  event: string,
  detail: string | null = null,
  quote: string | null = null,
): void {
  db.prepare('INSERT INTO outbox_history (item_id, at, event, detail, quote) VALUES (?, ?, ?, ?, ?)').run(
    itemId,
    at.toISOString(),
    event,
    detail,
    quote,
  );
}

/** How often something happened to an item since a person last released it. */
export function countOf(db: Db, itemId: string, event: string, detail: string | null = null): number {
  const count = db
    .prepare(
      `SELECT count(*) FROM outbox_history WHERE item_id = @itemId AND event = @event AND (@detail IS NULL OR detail = @detail)
         AND number > (SELECT coalesce(max(number), 0) FROM outbox_history WHERE item_id = @itemId AND event = 'released')`,
    )
    .pluck()
    .get({ itemId, event, detail });
  return count as number;
}

export function historyOfItem(db: Db, itemId: string): { at: string; event: string; detail: string | null; quote: string | null }[] {
  return db.prepare('SELECT at, event, detail, quote FROM outbox_history WHERE item_id = ? ORDER BY number').all(itemId) as never;
}
