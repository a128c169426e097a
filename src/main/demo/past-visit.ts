/** A made-up visit of an earlier day, signed and closed, so that trends and "last visit" have something to show. */
import { createHash } from 'node:crypto';
import { type Quantity, quantities } from '../../../drivers/model/quantity.ts';
import type { Patient, SheetKey } from '../../preload/contract.ts';
import type { Db } from '../storage/open.ts';
import { ulid } from '../storage/ulid.ts';
import type { MadeUpValues } from './made-up.ts';

export interface PastVisit {
  patient: Patient;
  personId: string;
  clinician: string;
  reason: string;
  room: string;
  at: Date;
  values: MadeUpValues;
}

interface Seen {
  key: SheetKey;
  measurementId: string;
  values: { quantity: Quantity; value: number; unit: string }[];
}

const minute = 60_000;

/** Writes; call it inside a transaction. */
export function insertPastVisit(db: Db, past: PastVisit): void {
  const { patient, personId, at } = past;
  const visitId = insertVisit(db, past);
  const seen = Object.entries(past.values).map(([key, numbers]) => insertMeasurement(db, visitId, past, key as SheetKey, numbers));
  const setId = ulid(at);
  const signedAt = later(at, 8);
  const text = JSON.stringify(seen);
  db.prepare(
    'INSERT INTO signed_sets (id, visit_id, patient_id, number, signed_by, signed_at, seen, seen_hash) VALUES (?, ?, ?, 1, ?, ?, ?, ?)',
  ).run(setId, visitId, patient.id, personId, signedAt, text, createHash('sha256').update(text).digest('hex'));
  const sign = db.prepare(
    `INSERT INTO signed_values (id, set_id, key, measurement_id, act, by_person, at) VALUES (?, ?, ?, ?, 'sign', ?, ?)`,
  );
  for (const { key, measurementId } of seen) sign.run(ulid(at), setId, key, measurementId, personId, signedAt);
}

function insertVisit(db: Db, { patient, personId, clinician, reason, room, at }: PastVisit): string {
  const id = ulid(at);
  db.prepare(
    `INSERT INTO visits (id, patient_id, room, clinician, reason, owner_id, opened_at, identity_by, identity_at, ready_at, closed_at, closed_by, draft_saved_at)
     VALUES (@id, @patientId, @room, @clinician, @reason, @personId, @openedAt, @personId, @openedAt, @readyAt, @closedAt, @personId, @readyAt)`,
  ).run({
    id,
    patientId: patient.id,
    room,
    clinician,
    reason,
    personId,
    openedAt: at.toISOString(),
    readyAt: later(at, 9),
    closedAt: later(at, 10),
  });
  return id;
}

function insertMeasurement(db: Db, visitId: string, { personId, at }: PastVisit, key: SheetKey, numbers: readonly number[]): Seen {
  const measurementId = ulid(at);
  const isCounted = key === 'respiratoryRate';
  const measuredAt = later(at, 5);
  db.prepare(
    `INSERT INTO measurements (id, kind, visit_id, source, how, device_label, received_at, measured_at, typed_by, qualifiers)
     VALUES (?, ?, ?, ?, 'spot', ?, ?, ?, ?, ?)`,
  ).run(
    measurementId,
    key === 'bloodPressure' ? 'bloodPressure' : 'single',
    visitId,
    isCounted ? 'counted' : 'device',
    isCounted ? null : 'Simulated monitor',
    measuredAt,
    measuredAt,
    isCounted ? personId : null,
    key === 'bloodPressure' ? JSON.stringify({ site: 'right-arm', position: 'sitting', cuff: 'adult' }) : '{}',
  );
  const values = numbers.map((value, index) => ({ quantity: quantitiesOf(key)[index]!, value }));
  const insert = db.prepare(
    'INSERT INTO measurement_values (id, measurement_id, position, quantity, value, unit) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const [index, { quantity, value }] of values.entries())
    insert.run(ulid(at), measurementId, index, quantity, value, quantities[quantity].unit);
  return { key, measurementId, values: values.map((each) => ({ ...each, unit: quantities[each.quantity].unit })) };
}

function quantitiesOf(key: SheetKey): readonly Quantity[] {
  return key === 'bloodPressure' ? ['systolic', 'diastolic', 'meanArterialPressure'] : [key];
}

const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * minute).toISOString();
