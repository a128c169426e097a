/** What people decide about an EKG: whose it is, what is measured on it, whether it is taken again. */
import { isDeepStrictEqual } from 'node:util';
import type { Measurements } from '../../../../drivers/model/tracing.ts';
import type { EkgSettings } from '../../../preload/contract.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import { type EkgAct, type EkgRow, insertEkgAct, setEkgState } from '../../storage/ekgs.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { findPatient } from '../../storage/patients.ts';
import { cardOf } from './card.ts';
import { pageOfEkg } from './page.ts';
import { keepConfirmed, keepRepeatAsked, keepWithdrawn, type Resulting } from './result.ts';
import { type EkgReading, ekgRow, endsEarly, examineEkg } from './whole.ts';

/** Who decides, when, and what for: the chart hears of it, and the record is read. */
export type Deciding = Resulting & EkgReading;

/** Throws Refusal 'patient-unknown', 'ekg-unreadable', or 'ekg-not-now' where somebody has matched it meanwhile. */
export function matchEkg({ db, person, at }: Deciding, id: string, patientId: string): void {
  const row = ekgRow(db, id);
  if (row.format === null) throw new Refusal('ekg-unreadable', row.problem ?? undefined);
  if (row.state !== 'unmatched') throw new Refusal('ekg-not-now');
  if (findPatient(db, patientId) === null) throw new Refusal('patient-unknown');
  transaction(db, () => {
    setEkgState(db, id, 'waiting', patientId);
    note(db, { person, at }, row, 'matched', { patientId }, patientId);
  });
}

/** It belongs to somebody else after all; what was confirmed stays in the log and counts no more. */
export function unmatchEkg(deciding: Deciding, id: string, reason: string): void {
  const { db } = deciding;
  const row = ekgRow(db, id);
  if (row.patient_id === null || !confirmable.has(row.state)) throw new Refusal('ekg-not-now');
  const given = givenReason(reason);
  transaction(db, () => {
    keepWithdrawn(deciding, row, given);
    setEkgState(db, id, 'unmatched', null);
    note(db, deciding, row, 'unmatched', { reason: given, from: row.patient_id }, row.patient_id);
  });
}

export function dismissEkg({ db, person, at }: Deciding, id: string, reason: string): void {
  const row = ekgRow(db, id);
  if (row.state !== 'unmatched') throw new Refusal('ekg-not-now');
  const given = givenReason(reason);
  transaction(db, () => {
    setEkgState(db, id, 'dismissed', null);
    note(db, { person, at }, row, 'dismissed', { reason: given }, null);
  });
}

export interface Confirmation {
  id: string;
  /** What stood in our column when the clinician signed; null where nothing is computed. */
  shown: Measurements | null;
  values: Measurements;
  comment: string;
}

/** What nobody has decided to keep, and what another has taken the place of, is not over-read. */
const confirmable: ReadonlySet<EkgRow['state']> = new Set(['waiting', 'confirmed', 'retake']);

/** Throws Refusal 'ekg-ends-early' for a file that lacks seconds, 'ekg-changed' when what was shown is no longer what is computed: she signs what she saw. */
export async function confirmEkg(deciding: Deciding, order: Confirmation, settings: EkgSettings): Promise<void> {
  const { db, person, at } = deciding;
  const row = ekgRow(db, order.id);
  if (!confirmable.has(row.state)) throw new Refusal('ekg-not-now');
  const examined = await examineEkg(deciding, row, settings);
  const { tracing } = examined;
  if (endsEarly(tracing) !== null) throw new Refusal('ekg-ends-early');
  const computed = examined.computed?.values ?? null;
  if (!isDeepStrictEqual(computed, order.shown)) throw new Refusal('ekg-changed');
  const comment = order.comment.trim();
  const overRead = { values: order.values, comment, by: person.name, at: at.toISOString() };
  const page = await pageOfEkg({ tracing, patient: cardOf(db, row).patient, settings, overRead });
  transaction(db, () => {
    // Somebody may have decided while the file was read.
    if (ekgRow(db, order.id).state !== row.state) throw new Refusal('ekg-not-now');
    setEkgState(db, row.id, 'confirmed', row.patient_id);
    keepConfirmed(deciding, row, { tracing, computed, page }, order.values, comment);
    const detail = { values: order.values, comment, computed, cart: tracing.deviceMeasurements };
    note(db, deciding, row, 'confirmed', detail, row.patient_id);
  });
}

export function askRetake(deciding: Deciding, id: string, reason: string): void {
  const { db } = deciding;
  const row = ekgRow(db, id);
  if (row.state !== 'waiting' && row.state !== 'confirmed') throw new Refusal('ekg-not-now');
  const given = givenReason(reason);
  transaction(db, () => {
    keepRepeatAsked(deciding, row, given);
    setEkgState(db, id, 'retake', row.patient_id);
    note(db, deciding, row, 'retake-asked', { reason: given }, row.patient_id);
  });
}

function givenReason(reason: string): string {
  const given = reason.trim();
  if (given === '') throw new Refusal('reason-missing');
  return given;
}

function note(
  db: Db,
  { person, at }: Pick<Deciding, 'person' | 'at'>,
  row: EkgRow,
  act: EkgAct,
  detail: unknown,
  patientId: string | null,
): void {
  insertEkgAct(db, row.id, at, person.id, act, detail);
  writeAudit(db, { at, personId: person.id, action: `ekg.${act}`, subjectKind: 'ekg', subjectId: row.id, patientId, detail });
}
