/** A cart's file arrives: it is kept as it is, with the files it is read with, read as far as it can be, and belongs to nobody yet. */
import { createHash } from 'node:crypto';
import { tracingFormats } from '../../../../drivers/tracings.ts';
import { writeAudit } from '../../storage/audit.ts';
import { type EkgRow, findEkgByHash, insertEkg } from '../../storage/ekgs.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { ulid } from '../../storage/ulid.ts';
import { type PlacedFile, tracingFileOf } from './beside.ts';
import type { Examined } from './examine.ts';
import type { EkgReading } from './whole.ts';

export interface ArrivedFile {
  file: PlacedFile;
  at: Date;
  /** null: found in the watched folder. */
  personId: string | null;
}

/** The same bytes again are the same EKG: nothing is written, and the one that is there is returned. */
export async function receiveEkg({ db, examine }: EkgReading, arrived: ArrivedFile): Promise<EkgRow> {
  const known = wholeAlone(db, arrived.file.bytes);
  return known ?? keepEkg(db, arrived, await examine({ file: arrived.file, compute: null }));
}

/** The EKG of these bytes, where it was read without any file beside them. */
export function wholeAlone(db: Db, bytes: Uint8Array): EkgRow | null {
  const known = findEkgByHash(db, hashOf(bytes));
  return known?.problem === null ? known : null;
}

/** Writes what was read, or why it was not; where it is here already, nothing. */
export function keepEkg(db: Db, { file: { name, bytes }, at, personId }: ArrivedFile, { record, beside }: Examined): EkgRow {
  const row: EkgRow = {
    id: ulid(at),
    received_at: at.toISOString(),
    received_by: personId,
    file_name: name,
    sha256: hashOf(bytes, beside),
    ...('problem' in record
      ? { format: null, problem: record.problem, taken_at: null, file_patient: null }
      : { format: record.format, problem: null, taken_at: record.startedAt, file_patient: JSON.stringify(record.patient) }),
    state: 'unmatched',
    patient_id: null,
  };
  return insertOnce(db, row, bytes, beside);
}

/** Of a file alone its SHA-256; with others, that of its bytes and of each one's name, a zero and bytes, in the order of the names. */
function hashOf(bytes: Uint8Array, beside: ReadonlyMap<string, Uint8Array> = new Map()): string {
  const hash = createHash('sha256').update(bytes);
  for (const name of [...beside.keys()].sort()) hash.update(`${name}\0`).update(beside.get(name)!);
  return hash.digest('hex');
}

/** Whether this very file, with what lies beside it, is here. */
export async function isEkgHere({ db, examine }: EkgReading, file: PlacedFile): Promise<boolean> {
  if (findEkgByHash(db, hashOf(file.bytes)) !== null) return true;
  if (tracingFormats.find((format) => format.recognize(tracingFileOf(file)))?.isSeveralFiles !== true) return false;
  const { beside } = await examine({ file, compute: null });
  return findEkgByHash(db, hashOf(file.bytes, beside)) !== null;
}

const megabyte = 1024 * 1024;

/** A row without bytes, so that somebody learns of a file that is no EKG by its size; the same name and size is told of once. */
export function tellOfLeft(db: Db, { fileName, size, at }: { fileName: string; size: number; at: Date }): EkgRow {
  const problem =
    size === 0
      ? 'the file is empty; it was left in the folder'
      : `the file has ${Math.ceil(size / megabyte)} MB, more than an EKG of some minutes can; it was left in the folder and not taken in`;
  const sha256 = createHash('sha256').update(`not taken in: ${fileName}, ${size} bytes`).digest('hex');
  const nothingRead = { format: null, problem, taken_at: null, file_patient: null, patient_id: null };
  const arrived = { id: ulid(at), received_at: at.toISOString(), received_by: null, file_name: fileName, sha256 };
  return insertOnce(db, { ...arrived, ...nothingRead, state: 'unmatched' }, new Uint8Array(0), new Map());
}

function insertOnce(db: Db, row: EkgRow, bytes: Uint8Array, beside: ReadonlyMap<string, Uint8Array>): EkgRow {
  const { file_name: fileName, sha256, received_by: personId } = row;
  const at = new Date(row.received_at);
  return transaction(db, () => {
    const known = findEkgByHash(db, sha256);
    if (known !== null) return known;
    insertEkg(db, row, bytes, beside);
    writeAudit(db, { at, personId, action: 'ekg.received', subjectKind: 'ekg', subjectId: row.id, detail: { fileName, sha256 } });
    return row;
  });
}
