/** A recording comes to disk: as an EKG of the visit's patient, kept when it is clean, else waiting for a person's word. */
import { createHash } from 'node:crypto';
import { writeRecording } from '../../../../../drivers/isoline-recording/encode.ts';
import type { Tracing } from '../../../../../drivers/model/tracing.ts';
import type { EkgKeepReason, Person } from '../../../../preload/contract.ts';
import { Refusal } from '../../../refusal.ts';
import { writeAudit } from '../../../storage/audit.ts';
import { findEkgTake, insertEkgTake, type NewTake } from '../../../storage/ekg-takes.ts';
import { type EkgAct, type EkgRow, findEkg, insertEkg, insertEkgAct, setEkgState } from '../../../storage/ekgs.ts';
import { type Db, transaction } from '../../../storage/open.ts';

export interface Storing {
  db: Db;
  person: Person;
  at: Date;
}

/** Writes. One transaction, on disk when this returns. A clean one is kept at once. */
export function storeTake({ db, person, at }: Storing, tracing: Tracing, take: NewTake, patientId: string): void {
  const [file] = writeRecording(tracing, `ekg-${take.ekgId}`);
  const { name, bytes } = file!;
  const isClean = take.refusedFor.length === 0;
  const row: EkgRow = {
    id: take.ekgId,
    received_at: at.toISOString(),
    received_by: person.id,
    file_name: name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    format: tracing.format,
    problem: null,
    taken_at: tracing.startedAt,
    file_patient: null,
    state: isClean ? 'waiting' : 'recorded',
    patient_id: patientId,
  };
  transaction(db, () => {
    insertEkg(db, row, bytes, new Map());
    insertEkgTake(db, take);
    note({ db, person, at }, row, 'recorded', { take, sha256: row.sha256 });
    if (isClean) supersede({ db, person, at }, row, take.retakeOf);
  });
}

/** Throws Refusal 'reason-missing', 'ekg-unknown', or 'ekg-not-now' when somebody has decided already. */
export function keepTake(storing: Storing, id: string, reason: EkgKeepReason, note_: string): void {
  const words = note_.trim();
  if (reason === 'other' && words === '') throw new Refusal('reason-missing');
  decide(storing, id, 'waiting', 'kept', { reason, note: words });
}

/** The same refusals. The tracing stays on disk and in no list. */
export function discardTake(storing: Storing, id: string): void {
  decide(storing, id, 'dismissed', 'discarded', {});
}

function decide({ db, person, at }: Storing, id: string, state: 'waiting' | 'dismissed', act: EkgAct, detail: unknown): void {
  transaction(db, () => {
    const row = findEkg(db, id);
    const take = findEkgTake(db, id);
    if (row === null || take === null) throw new Refusal('ekg-unknown');
    if (row.state !== 'recorded') throw new Refusal('ekg-not-now');
    setEkgState(db, id, state, row.patient_id);
    note({ db, person, at }, row, act, detail);
    if (state === 'waiting') supersede({ db, person, at }, row, take.retakeOf);
  });
}

/** The one before stays as it is, and is no longer waited for. What a clinician has confirmed meanwhile stays hers. */
function supersede({ db, person, at }: Storing, by: EkgRow, retakeOf: string | null): void {
  const before = retakeOf === null ? null : findEkg(db, retakeOf);
  if (before === null || (before.state !== 'waiting' && before.state !== 'retake')) return;
  setEkgState(db, before.id, 'superseded', before.patient_id);
  note({ db, person, at }, before, 'superseded', { by: by.id });
}

function note({ db, person, at }: Storing, { id, patient_id }: EkgRow, act: EkgAct, detail: unknown): void {
  insertEkgAct(db, id, at, person.id, act, detail);
  writeAudit(db, { at, personId: person.id, action: `ekg.${act}`, subjectKind: 'ekg', subjectId: id, patientId: patient_id, detail });
}
