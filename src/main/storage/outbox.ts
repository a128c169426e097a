/** Rows of what must reach a chart: items, their parts, what happened, and what a destination knows our patients as. */
import type { DeliveryState, Measurement, Patient, SheetKey } from '../../preload/contract.ts';
import { findMeasurement } from './measurements.ts';
import type { Db } from './open.ts';
import { findPatient } from './patients.ts';
import { findSignedValue, type SignedAct } from './signed.ts';

export interface OutboxItemRow {
  id: string;
  number: number;
  destination: string;
  patient_id: string;
  what: 'vitals' | 'correction' | 'withdrawal';
  set_id: string;
  value_ids: string;
  state: DeliveryState;
  state_since: string;
  attempts: number;
  next_attempt_at: string | null;
  reason: string | null;
  http_status: number | null;
  server_text: string | null;
  needs_person: number;
  created_at: string;
}

export type PartState = 'waiting' | 'sending' | 'ambiguous' | 'delivered' | 'accepted-pending' | 'rejected' | 'skipped';

export interface PartRow {
  id: string;
  item_id: string;
  position: number;
  signed_value_id: string | null;
  /** A reading that goes with the average it was taken for; null for a signed value. */
  measurement_id: string | null;
  kind: SheetKey | 'provenance';
  act: 'create' | 'update';
  identifier: string;
  state: PartState;
  server_id: string | null;
  version_id: string | null;
  location: string | null;
  server_time: string | null;
  http_status: number | null;
  body_hash: string | null;
  done_at: string | null;
}

/** Writes. */
export function insertItem(
  db: Db,
  item: Pick<OutboxItemRow, 'id' | 'destination' | 'patient_id' | 'what' | 'set_id' | 'value_ids'>,
  at: string,
): void {
  db.prepare(
    `INSERT INTO outbox (id, number, destination, patient_id, what, set_id, value_ids, state, state_since, created_at)
     VALUES (@id, (SELECT coalesce(max(number), 0) + 1 FROM outbox), @destination, @patient_id, @what, @set_id, @value_ids, 'reviewed', @at, @at)`,
  ).run({ ...item, at });
}

/** Writes. */
export function insertPart(
  db: Db,
  part: Pick<PartRow, 'id' | 'item_id' | 'position' | 'signed_value_id' | 'measurement_id' | 'kind' | 'act' | 'identifier'>,
): void {
  db.prepare(
    `INSERT INTO outbox_parts (id, item_id, position, signed_value_id, measurement_id, kind, act, identifier, state)
     VALUES (@id, @item_id, @position, @signed_value_id, @measurement_id, @kind, @act, @identifier, 'waiting')`,
  ).run(part);
}

export function findItem(db: Db, id: string): OutboxItemRow | null {
  return (db.prepare('SELECT * FROM outbox WHERE id = ?').get(id) as OutboxItemRow | undefined) ?? null;
}

export function partsOf(db: Db, itemId: string): PartRow[] {
  return db.prepare('SELECT * FROM outbox_parts WHERE item_id = ? ORDER BY position').all(itemId) as PartRow[];
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

export interface ItemChange {
  state: DeliveryState;
  at: Date;
  attempts?: number;
  nextAttemptAt?: Date | null;
  reason?: string | null;
  httpStatus?: number | null;
  serverText?: string | null;
  needsPerson?: boolean;
}

/** Writes. What is not named stays as it was, but a reason never outlives its state. */
export function changeItem(db: Db, id: string, change: ItemChange): void {
  db.prepare(
    `UPDATE outbox SET state_since = CASE WHEN state = @state THEN state_since ELSE @at END, state = @state, attempts = coalesce(@attempts, attempts),
       next_attempt_at = @nextAttemptAt, reason = @reason, http_status = @httpStatus, server_text = @serverText, needs_person = @needsPerson WHERE id = @id`,
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
  });
}

/** Writes. */
export function changePart(db: Db, id: string, change: Partial<PartRow> & { state: PartState }): void {
  const names = Object.keys(change);
  db.prepare(`UPDATE outbox_parts SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`).run({ ...change, id });
}

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

const chainOfValue = `WITH RECURSIVE chain (id) AS (
         SELECT ? UNION ALL SELECT s.replaces FROM signed_values s JOIN chain ON s.id = chain.id WHERE s.replaces IS NOT NULL
       )
       SELECT p.* FROM outbox_parts p JOIN outbox o ON o.id = p.item_id WHERE p.signed_value_id IN (SELECT id FROM chain) AND o.destination = ?`;

/** The part by which a value (or what it replaces, back to the first) reached this destination; null when it never did. */
export function deliveredPartOf(db: Db, destination: string, signedValueId: string): PartRow | null {
  const row = db
    .prepare(
      `${chainOfValue} AND p.state = 'delivered' AND p.server_id IS NOT NULL
       ORDER BY o.number DESC LIMIT 1`,
    )
    .get(signedValueId, destination);
  return (row as PartRow | undefined) ?? null;
}

/** The part by which what a value replaces may have reached this destination without anybody knowing yet. */
export function undecidedPartOf(db: Db, destination: string, signedValueId: string): PartRow | null {
  const row = db
    .prepare(
      `${chainOfValue} AND p.state IN ('sending', 'ambiguous', 'accepted-pending') AND p.signed_value_id <> ?
       ORDER BY o.number DESC LIMIT 1`,
    )
    .get(signedValueId, destination, signedValueId);
  return (row as PartRow | undefined) ?? null;
}

/** What this destination knows a value as: the identifier of the first of its chain; null when none went there. */
export function firstIdentifierOf(db: Db, destination: string, signedValueId: string): string | null {
  const row = db.prepare(`${chainOfValue} ORDER BY o.number LIMIT 1`).get(signedValueId, destination);
  return (row as PartRow | undefined)?.identifier ?? null;
}

/** The part by which a reading of an average went to this destination first; null when it never did. */
export function partOfReading(db: Db, destination: string, measurementId: string, state?: 'delivered'): PartRow | null {
  const row = db
    .prepare(
      `SELECT p.* FROM outbox_parts p JOIN outbox o ON o.id = p.item_id
       WHERE p.measurement_id = @measurementId AND o.destination = @destination
         AND (@state IS NULL OR (p.state = @state AND p.server_id IS NOT NULL)) ORDER BY o.number LIMIT 1`,
    )
    .get({ destination, measurementId, state: state ?? null });
  return (row as PartRow | undefined) ?? null;
}

/** The server's ids of measurements that reached this destination, signed or with their average; what never did is left out. */
export function serverIdsOf(db: Db, destination: string, measurementIds: readonly string[]): string[] {
  const find = db.prepare(
    `SELECT p.server_id AS id FROM outbox_parts p JOIN outbox o ON o.id = p.item_id LEFT JOIN signed_values s ON s.id = p.signed_value_id
     WHERE o.destination = @destination AND (p.measurement_id = @measurementId OR s.measurement_id = @measurementId)
       AND p.state = 'delivered' AND p.server_id IS NOT NULL ORDER BY o.number LIMIT 1`,
  );
  return measurementIds.flatMap((measurementId) => (find.get({ destination, measurementId }) as { id: string } | undefined)?.id ?? []);
}

export function knownAs(db: Db, destination: string, kind: 'patient', localId: string): string | null {
  const row = db
    .prepare('SELECT server_id FROM known_as WHERE destination = ? AND kind = ? AND local_id = ?')
    .get(destination, kind, localId);
  return (row as { server_id: string } | undefined)?.server_id ?? null;
}

/** Writes. */
export function setKnownAs(db: Db, destination: string, kind: 'patient', localId: string, serverId: string, at: Date): void {
  db.prepare('INSERT OR REPLACE INTO known_as (destination, kind, local_id, server_id, found_at) VALUES (?, ?, ?, ?, ?)').run(
    destination,
    kind,
    localId,
    serverId,
    at.toISOString(),
  );
}

/** Writes. What any destination knew this patient as is looked up anew. */
export function forgetKnownAs(db: Db, localId: string): void {
  db.prepare('DELETE FROM known_as WHERE local_id = ?').run(localId);
}

/** A value to deliver, with everything its resource says. */
export interface DeliverableValue {
  id: string;
  key: SheetKey;
  act: SignedAct;
  measurement: Measurement;
  /** What an average or an index was made of; an average whose number was corrected is still made of the same readings. */
  madeOf: Measurement[];
  /** For a change: what it replaces, and why. */
  before: Measurement | null;
  why: string | null;
  changedAt: string | null;
  changedBy: string | null;
}

export interface Deliverable {
  patient: Patient;
  visitId: string;
  signedBy: { id: string; name: string };
  signedAt: string;
  values: DeliverableValue[];
}

/** What an item carries; reads only. */
export function readDeliverable(db: Db, item: Pick<OutboxItemRow, 'set_id' | 'value_ids' | 'patient_id'>): Deliverable {
  const set = db
    .prepare(
      'SELECT s.visit_id AS visitId, s.signed_at AS signedAt, p.id, p.name FROM signed_sets s JOIN people p ON p.id = s.signed_by WHERE s.id = ?',
    )
    .get(item.set_id) as { visitId: string; signedAt: string; id: string; name: string };
  const ids = JSON.parse(item.value_ids) as string[];
  return {
    patient: findPatient(db, item.patient_id) as Patient,
    visitId: set.visitId,
    signedBy: { id: set.id, name: set.name },
    signedAt: set.signedAt,
    values: ids.map((id) => readSignedValue(db, id)),
  };
}

/** A signed value as it is to be delivered. */
export function readSignedValue(db: Db, id: string): DeliverableValue {
  const row = db
    .prepare(
      'SELECT s.key, s.act, s.measurement_id AS measurementId, s.replaces, s.why, s.at, p.name AS by FROM signed_values s JOIN people p ON p.id = s.by_person WHERE s.id = ?',
    )
    .get(id) as {
    key: SheetKey;
    act: SignedAct;
    measurementId: string;
    replaces: string | null;
    why: string | null;
    at: string;
    by: string;
  };
  const measurement = findMeasurement(db, row.measurementId) as Measurement;
  const before = row.replaces === null ? null : (findSignedValue(db, row.replaces)?.measurement ?? null);
  return {
    id,
    key: row.key,
    act: row.act,
    measurement,
    madeOf: madeOfValue(db, id, row.key),
    before,
    why: row.why,
    changedAt: row.replaces === null ? null : row.at,
    changedBy: row.replaces === null ? null : row.by,
  };
}

/** A person's number in place of a computed index stands alone; in place of an average it still sums up the readings taken for it. */
function madeOfValue(db: Db, signedValueId: string, key: SheetKey): Measurement[] {
  const chain = db
    .prepare(
      `WITH RECURSIVE chain (id, depth) AS (
         SELECT ?, 0 UNION ALL SELECT s.replaces, depth + 1 FROM signed_values s JOIN chain ON s.id = chain.id WHERE s.replaces IS NOT NULL
       )
       SELECT s.measurement_id AS id FROM signed_values s JOIN chain ON s.id = chain.id ORDER BY depth`,
    )
    .all(signedValueId) as { id: string }[];
  const link = key === 'bloodPressure' ? chain.at(-1) : chain[0];
  const measurement = link === undefined ? null : findMeasurement(db, link.id);
  return measurement?.source === 'computed' ? measurement.madeOf.flatMap((one) => findMeasurement(db, one) ?? []) : [];
}
