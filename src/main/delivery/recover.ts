/** What was being sent when the station went off, or its disk did, may have arrived: it is looked up first. */
import type { Db } from '../storage/open.ts';
import { changeItem } from '../storage/outbox.ts';
import { addHistory } from '../storage/outbox-history.ts';
import { partsOf } from '../storage/outbox-parts.ts';

/** Writes, for everything that was under way. */
export function recoverAll(db: Db, now: Date): void {
  const ids = db.prepare(`SELECT id FROM outbox WHERE state = 'sending'`).pluck().all() as string[];
  for (const id of ids) recover(db, id, now);
}

/** Writes. */
export function recover(db: Db, id: string, now: Date): void {
  db.prepare(
    `UPDATE outbox_parts SET state = CASE WHEN kind = 'provenance' THEN 'skipped' ELSE 'ambiguous' END WHERE item_id = ? AND state = 'sending'`,
  ).run(id);
  const isDoubtful = partsOf(db, id).some(({ state }) => state === 'ambiguous');
  changeItem(db, id, { state: isDoubtful ? 'ambiguous' : 'queued', at: now, nextAttemptAt: now });
  addHistory(db, id, now, 'restarted');
}
