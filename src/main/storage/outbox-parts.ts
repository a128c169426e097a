/** The parts of an item: one for each resource a chart is to hold, with its identifier and its receipt. */
import type { SheetKey } from '../../preload/contract.ts';
import type { Db } from './open.ts';

export type PartState = 'waiting' | 'sending' | 'ambiguous' | 'delivered' | 'accepted-pending' | 'rejected' | 'skipped';

/** "ekg-report", "ekg-page", "ekg-wave", and a measurement each, of Isoline or the clinician ("ekg-qtc") and of the cart ("ekg-cart-qtc"). */
export type EkgPartKind = `ekg-${string}`;

export interface PartRow {
  id: string;
  item_id: string;
  position: number;
  signed_value_id: string | null;
  /** A reading that goes with the average it was taken for; null for a signed value. */
  measurement_id: string | null;
  kind: SheetKey | 'provenance' | EkgPartKind;
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
export function insertPart(
  db: Db,
  part: Pick<PartRow, 'id' | 'item_id' | 'position' | 'signed_value_id' | 'measurement_id' | 'kind' | 'act' | 'identifier'>,
): void {
  db.prepare(
    `INSERT INTO outbox_parts (id, item_id, position, signed_value_id, measurement_id, kind, act, identifier, state)
     VALUES (@id, @item_id, @position, @signed_value_id, @measurement_id, @kind, @act, @identifier, 'waiting')`,
  ).run(part);
}

export function partsOf(db: Db, itemId: string): PartRow[] {
  return db.prepare('SELECT * FROM outbox_parts WHERE item_id = ? ORDER BY position').all(itemId) as PartRow[];
}

/** Writes. */
export function changePart(db: Db, id: string, change: Partial<PartRow> & { state: PartState }): void {
  const names = Object.keys(change);
  db.prepare(`UPDATE outbox_parts SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`).run({ ...change, id });
}

/** Writes. Parts that were refused wait to be sent again. */
export function putBackRefused(db: Db, itemId: string): void {
  db.prepare(`UPDATE outbox_parts SET state = 'waiting' WHERE item_id = ? AND state = 'rejected'`).run(itemId);
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

/** The parts by which measurements reached this destination, signed or with their average; what never did is left out. */
export function partsOfMeasurements(db: Db, destination: string, measurementIds: readonly string[]): PartRow[] {
  const find = db.prepare(
    `SELECT p.* FROM outbox_parts p JOIN outbox o ON o.id = p.item_id LEFT JOIN signed_values s ON s.id = p.signed_value_id
     WHERE o.destination = @destination AND (p.measurement_id = @measurementId OR s.measurement_id = @measurementId)
       AND p.state = 'delivered' AND p.server_id IS NOT NULL ORDER BY o.number LIMIT 1`,
  );
  return measurementIds.flatMap((measurementId) => (find.get({ destination, measurementId }) as PartRow | undefined) ?? []);
}

/** The newest part by which a resource with this identifier reached a destination; null when it never did. */
export function deliveredPartNamed(db: Db, destination: string, identifier: string): PartRow | null {
  return partNamed(db, destination, identifier, `p.server_id IS NOT NULL`);
}

/** The newest part by which it may have reached it without anybody knowing yet. */
export function undecidedPartNamed(db: Db, destination: string, identifier: string, exceptId: string): PartRow | null {
  return partNamed(db, destination, identifier, `p.state IN ('sending', 'ambiguous', 'accepted-pending') AND p.id <> @exceptId`, exceptId);
}

function partNamed(db: Db, destination: string, identifier: string, condition: string, exceptId = ''): PartRow | null {
  const row = db
    .prepare(
      `SELECT p.* FROM outbox_parts p JOIN outbox o ON o.id = p.item_id
       WHERE p.identifier = @identifier AND o.destination = @destination AND ${condition} ORDER BY o.number DESC LIMIT 1`,
    )
    .get({ identifier, destination, ...(exceptId === '' ? {} : { exceptId }) });
  return (row as PartRow | undefined) ?? null;
}

/** Every kind of a series that was ever put in line for a destination, in the order it was first. */
export function partsEverPlanned(db: Db, destination: string, seriesPrefix: string): { kind: PartRow['kind']; identifier: string }[] {
  return db
    .prepare(
      `SELECT p.kind, p.identifier FROM outbox_parts p JOIN outbox o ON o.id = p.item_id
       WHERE o.destination = @destination AND p.kind <> 'provenance' AND substr(p.identifier, 1, length(@seriesPrefix)) = @seriesPrefix
       GROUP BY p.identifier ORDER BY min(o.number), min(p.position)`,
    )
    .all({ destination, seriesPrefix }) as never;
}
