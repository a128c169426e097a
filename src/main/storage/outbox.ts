/** Rows of what must reach a chart, one for each signed set or EKG (or change to one) and destination. */
import type { DeliveryState, OutboxWhat } from '../../preload/contract.ts';
import type { Db } from './open.ts';

export interface OutboxItemRow {
  id: string;
  number: number;
  destination: string;
  /** What a person calls the destination, also when it is no longer set up. */
  destination_label: string;
  patient_id: string;
  what: OutboxWhat;
  /** Of vitals; null for an EKG. */
  set_id: string | null;
  value_ids: string;
  /** Of an EKG; null for vitals. */
  ekg_result_id: string | null;
  state: DeliveryState;
  state_since: string;
  attempts: number;
  next_attempt_at: string | null;
  reason: string | null;
  http_status: number | null;
  server_text: string | null;
  needs_person: number;
  /** JSON of PatientDiffers; null where nobody is asked to compare. */
  differs: string | null;
  created_at: string;
}

/** Writes. */
export function insertItem(
  db: Db,
  item: Pick<OutboxItemRow, 'id' | 'destination' | 'destination_label' | 'patient_id' | 'what' | 'set_id' | 'value_ids' | 'ekg_result_id'>,
  at: string,
): void {
  db.prepare(
    `INSERT INTO outbox (id, number, destination, destination_label, patient_id, what, set_id, value_ids, ekg_result_id, state, state_since, created_at)
     VALUES (@id, (SELECT coalesce(max(number), 0) + 1 FROM outbox), @destination, @destination_label, @patient_id, @what, @set_id, @value_ids,
       @ekg_result_id, 'reviewed', @at, @at)`,
  ).run({ ...item, at });
}

export function findItem(db: Db, id: string): OutboxItemRow | null {
  return (db.prepare('SELECT * FROM outbox WHERE id = ?').get(id) as OutboxItemRow | undefined) ?? null;
}

/** Items that are not at their end, oldest first. */
export function openItems(db: Db, destination: string): OutboxItemRow[] {
  return db
    .prepare(`SELECT * FROM outbox WHERE destination = ? AND state NOT IN ('delivered', 'given-up', 'accepted-pending') ORDER BY number`)
    .all(destination) as OutboxItemRow[];
}

/** The newest items of all destinations, open ones first of all. */
export function listItems(db: Db, limit: number): OutboxItemRow[] {
  return db
    .prepare(`SELECT * FROM outbox ORDER BY state IN ('delivered', 'given-up', 'accepted-pending'), number DESC LIMIT ?`)
    .all(limit) as OutboxItemRow[];
}

export function itemsOfSet(db: Db, setId: string): OutboxItemRow[] {
  return db.prepare(`SELECT * FROM outbox WHERE set_id = ? ORDER BY number`).all(setId) as OutboxItemRow[];
}

export function itemsOfEkgResult(db: Db, resultId: string): OutboxItemRow[] {
  return db.prepare(`SELECT * FROM outbox WHERE ekg_result_id = ? ORDER BY number`).all(resultId) as OutboxItemRow[];
}

export interface ItemChange {
  state: DeliveryState;
  at: Date;
  attempts?: number;
  nextAttemptAt?: Date | null;
  reason?: string | null;
  httpStatus?: number | null;
  serverText?: string | null;
  needsPerson?: boolean;
  differs?: string | null;
}

/** Writes. What is not named stays as it was, but a reason never outlives its state. */
export function changeItem(db: Db, id: string, change: ItemChange): void {
  db.prepare(
    `UPDATE outbox SET state_since = CASE WHEN state = @state THEN state_since ELSE @at END, state = @state, attempts = coalesce(@attempts, attempts),
       next_attempt_at = @nextAttemptAt, reason = @reason, http_status = @httpStatus, server_text = @serverText, needs_person = @needsPerson, differs = @differs WHERE id = @id`,
  ).run({
    id,
    state: change.state,
    at: change.at.toISOString(),
    attempts: change.attempts ?? null,
    nextAttemptAt: change.nextAttemptAt?.toISOString() ?? null,
    reason: change.reason ?? null,
    httpStatus: change.httpStatus ?? null,
    serverText: change.serverText ?? null,
    needsPerson: change.needsPerson ? 1 : 0,
    differs: change.differs ?? null,
  });
}
