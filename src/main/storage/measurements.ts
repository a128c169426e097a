/** Rows of what devices said and people typed. Numbers never change; where a measurement belongs may be decided later. */
import type { DeviceIdentity, Measurement, Qualifiers, ReadingValue } from '../../preload/contract.ts';
import type { Db } from './open.ts';

/** A measurement with what only the database keeps: its bytes and its identity within its sender. */
export interface NewMeasurement {
  measurement: Measurement;
  visitId: string | null;
  typedById: string | null;
  frame: Uint8Array | null;
  stream: { id: string; from: number; at: number } | null;
  origin: string | null;
}

export interface Decision {
  by: string;
  at: Date;
  why: string;
}

/** Writes. False when this sender's measurement is here already: nothing is written then. */
export function insertMeasurement(db: Db, added: NewMeasurement): boolean {
  const { measurement: one } = added;
  const { changes } = db
    .prepare(
      `INSERT INTO measurements (id, kind, visit_id, source, how, device_id, driver_id, device_label, device_identity, received_at, measured_at, typed_by,
         qualifiers, apart, made_of, arithmetic, frame, stream_id, stream_from, stream_at, origin)
       VALUES (@id, @kind, @visitId, @source, @how, @deviceId, @driverId, @deviceLabel, @deviceIdentity, @receivedAt, @measuredAt, @typedById,
         @qualifiers, @apart, @madeOf, @arithmetic, @frame, @streamId, @streamFrom, @streamAt, @origin)
       ON CONFLICT DO NOTHING`,
    )
    .run({
      ...one,
      visitId: added.visitId,
      typedById: added.typedById,
      deviceIdentity: one.deviceIdentity == null ? null : JSON.stringify(one.deviceIdentity),
      qualifiers: JSON.stringify(one.qualifiers),
      madeOf: JSON.stringify(one.madeOf),
      frame: added.frame === null ? null : Buffer.from(added.frame),
      streamId: added.stream?.id ?? null,
      streamFrom: added.stream?.from ?? null,
      streamAt: added.stream?.at ?? null,
      origin: added.origin,
      values: undefined,
      setAside: undefined,
      withdrawn: undefined,
      typedBy: undefined,
    });
  if (changes === 0) return false;
  const insert = db.prepare(
    `INSERT INTO measurement_values (id, measurement_id, position, quantity, value, unit, sent_value, sent_unit, marks, note)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [position, value] of one.values.entries()) {
    const { sent, marks, note } = value;
    const row = [value.id, one.id, position, value.quantity, value.value, value.unit, sent?.value ?? null, sent?.unit ?? null];
    insert.run(...row, JSON.stringify(marks), JSON.stringify(note));
  }
  return true;
}

interface Row {
  id: string;
  kind: Measurement['kind'];
  visit_id: string | null;
  source: Measurement['source'];
  how: Measurement['how'];
  device_id: string | null;
  driver_id: string | null;
  device_label: string | null;
  device_identity: string | null;
  received_at: string;
  measured_at: string;
  typed_by_name: string | null;
  qualifiers: string;
  apart: Measurement['apart'];
  withdrawn_at: string | null;
  set_aside_why: string | null;
  set_aside_by_name: string | null;
  set_aside_at: string | null;
  made_of: string;
  arithmetic: string | null;
}

const select = `
  SELECT m.*, typed.name AS typed_by_name, aside.name AS set_aside_by_name FROM measurements m
  LEFT JOIN people typed ON typed.id = m.typed_by LEFT JOIN people aside ON aside.id = m.set_aside_by`;

function fromRow(db: Db, row: Row): Measurement {
  return {
    id: row.id,
    kind: row.kind,
    values: valuesOf(db, row.id),
    source: row.source,
    how: row.how,
    deviceId: row.device_id,
    driverId: row.driver_id,
    deviceLabel: row.device_label,
    deviceIdentity: row.device_identity === null ? null : (JSON.parse(row.device_identity) as DeviceIdentity),
    receivedAt: row.received_at,
    measuredAt: row.measured_at,
    typedBy: row.typed_by_name,
    qualifiers: JSON.parse(row.qualifiers) as Qualifiers,
    apart: row.apart,
    withdrawn: row.withdrawn_at !== null,
    setAside: row.set_aside_at === null ? null : { why: row.set_aside_why ?? '', by: row.set_aside_by_name ?? '', at: row.set_aside_at },
    madeOf: JSON.parse(row.made_of) as string[],
    arithmetic: row.arithmetic,
  };
}

function valuesOf(db: Db, measurementId: string): ReadingValue[] {
  const rows = db.prepare('SELECT * FROM measurement_values WHERE measurement_id = ? ORDER BY position').all(measurementId) as {
    id: string;
    quantity: ReadingValue['quantity'];
    value: number | null;
    unit: ReadingValue['unit'];
    sent_value: number | null;
    sent_unit: ReadingValue['unit'] | null;
    marks: string;
    note: string;
  }[];
  return rows.map((row) => ({
    id: row.id,
    quantity: row.quantity,
    value: row.value,
    unit: row.unit,
    sent: row.sent_value === null || row.sent_unit === null ? null : { value: row.sent_value, unit: row.sent_unit },
    marks: JSON.parse(row.marks),
    note: JSON.parse(row.note),
  }));
}

export function findMeasurement(db: Db, id: string): Measurement | null {
  const row = db.prepare(`${select} WHERE m.id = ?`).get(id) as Row | undefined;
  return row === undefined ? null : fromRow(db, row);
}

/** Which visit it belongs to now; undefined when there is no such measurement. */
export function visitOfMeasurement(db: Db, id: string): string | null | undefined {
  return (db.prepare('SELECT visit_id FROM measurements WHERE id = ?').get(id) as { visit_id: string | null } | undefined)?.visit_id;
}

/** Measurements of a visit, oldest first; the ones set aside and withdrawn among them. */
export function measurementsOfVisit(db: Db, visitId: string): Measurement[] {
  const rows = db.prepare(`${select} WHERE m.visit_id = ? ORDER BY m.measured_at, m.id`).all(visitId) as Row[];
  return rows.map((row) => fromRow(db, row));
}

/** Everything that waits for a person to say whose it is, newest first. */
export function waitingMeasurements(db: Db): Measurement[] {
  const rows = db
    .prepare(
      `${select} WHERE m.visit_id IS NULL AND m.apart IS NOT NULL AND m.dismissed_at IS NULL AND m.withdrawn_at IS NULL
       ORDER BY m.received_at DESC, m.id DESC LIMIT 100`,
    )
    .all() as Row[];
  return rows.map((row) => fromRow(db, row));
}

export function frameOf(db: Db, id: string): Uint8Array | null {
  return (db.prepare('SELECT frame FROM measurements WHERE id = ?').get(id) as { frame: Buffer | null } | undefined)?.frame ?? null;
}

/** Writes. */
export function assignMeasurement(db: Db, id: string, visitId: string, { by, at, why }: Decision): void {
  db.prepare('UPDATE measurements SET visit_id = ?, apart = NULL, assigned_by = ?, assigned_at = ?, assigned_why = ? WHERE id = ?').run(
    visitId,
    by,
    at.toISOString(),
    why,
    id,
  );
}

/** Writes. */
export function dismissMeasurement(db: Db, id: string, { by, at, why }: Decision): void {
  db.prepare('UPDATE measurements SET dismissed_by = ?, dismissed_at = ?, dismissed_why = ? WHERE id = ?').run(
    by,
    at.toISOString(),
    why,
    id,
  );
}

/** Writes. null: brought back. */
export function setMeasurementAside(db: Db, id: string, decision: Decision | null): void {
  db.prepare('UPDATE measurements SET set_aside_by = ?, set_aside_at = ?, set_aside_why = ? WHERE id = ?').run(
    decision?.by ?? null,
    decision?.at.toISOString() ?? null,
    decision?.why ?? null,
    id,
  );
}

/** Writes. */
export function qualifyMeasurement(db: Db, id: string, qualifiers: Qualifiers): void {
  db.prepare('UPDATE measurements SET qualifiers = ? WHERE id = ?').run(JSON.stringify(qualifiers), id);
}

/** Writes. The sender took back what it had sent under this origin. */
export function withdrawByOrigin(db: Db, originStart: string, at: Date): number {
  return db
    .prepare(`UPDATE measurements SET withdrawn_at = ? WHERE origin LIKE ? || '%' AND withdrawn_at IS NULL`)
    .run(at.toISOString(), originStart).changes;
}
