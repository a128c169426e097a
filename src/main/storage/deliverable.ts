/** What an item of the outbox carries: a patient, who signed, and every value with all that its resource says. */
import type { TracingFile } from '../../../drivers/model/tracing-format.ts';
import type { Measurement, Patient, SheetKey } from '../../preload/contract.ts';
import { type EkgContent, type EkgResultAct, earlierEkgResult, pageOfEkgResult, readEkgResult } from './ekg-results.ts';
import { fileOfEkg } from './ekgs.ts';
import { findMeasurement } from './measurements.ts';
import type { Db } from './open.ts';
import type { OutboxItemRow } from './outbox.ts';
import { findPatient } from './patients.ts';
import { findSignedValue, type SignedAct } from './signed.ts';

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

export interface VitalsDeliverable {
  kind: 'vitals';
  patient: Patient;
  visitId: string;
  signedBy: { id: string; name: string };
  signedAt: string;
  values: DeliverableValue[];
}

export interface EkgDeliverable {
  kind: 'ekg';
  patient: Patient;
  /** Who stands for what is said now, and since when. */
  signedBy: { id: string; name: string };
  signedAt: string;
  seriesId: string;
  act: EkgResultAct;
  content: EkgContent;
  /** As it was said before; null for the first. */
  before: EkgContent | null;
  /** A PDF, read when it is asked for. */
  page(): Uint8Array;
  /** The record as it was received. */
  file(): TracingFile;
}

export type Deliverable = VitalsDeliverable | EkgDeliverable;

/** What an item carries; reads only. */
export function readDeliverable(db: Db, item: Pick<OutboxItemRow, 'set_id' | 'value_ids' | 'patient_id' | 'ekg_result_id'>): Deliverable {
  if (item.ekg_result_id !== null) return readEkgDeliverable(db, item.ekg_result_id);
  return readVitals(db, { ...item, set_id: item.set_id! });
}

export function readEkgDeliverable(db: Db, resultId: string): EkgDeliverable {
  const result = readEkgResult(db, resultId);
  return {
    kind: 'ekg',
    patient: findPatient(db, result.patientId) as Patient,
    signedBy: result.by,
    signedAt: result.at,
    seriesId: result.seriesId,
    act: result.act,
    content: result.content,
    before: earlierEkgResult(db, result)?.content ?? null,
    page: () => pageOfEkgResult(db, result),
    file() {
      const { files, ...file } = fileOfEkg(db, result.ekgId);
      return { ...file, beside: (name) => files.get(name) ?? null };
    },
  };
}

export function readVitals(db: Db, item: { set_id: string; value_ids: string; patient_id: string }): VitalsDeliverable {
  const set = db
    .prepare(
      'SELECT s.visit_id AS visitId, s.signed_at AS signedAt, p.id, p.name FROM signed_sets s JOIN people p ON p.id = s.signed_by WHERE s.id = ?',
    )
    .get(item.set_id) as { visitId: string; signedAt: string; id: string; name: string };
  const ids = JSON.parse(item.value_ids) as string[];
  return {
    kind: 'vitals',
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
