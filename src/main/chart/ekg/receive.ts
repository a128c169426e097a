/** A cart's file arrives: it is kept as it is, read as far as it can be, and belongs to nobody yet. */
import { createHash } from 'node:crypto';
import type { Tracing } from '../../../../drivers/model/tracing.ts';
import { UnreadableTracing } from '../../../../drivers/model/tracing-format.ts';
import { readTracing } from '../../../../drivers/tracings.ts';
import { writeAudit } from '../../storage/audit.ts';
import { type EkgRow, findEkgByHash, insertEkg } from '../../storage/ekgs.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { ulid } from '../../storage/ulid.ts';

export interface ArrivedFile {
  fileName: string;
  bytes: Uint8Array;
  at: Date;
  /** null: found in the watched folder. */
  personId: string | null;
}

/** The same bytes again are the same EKG: nothing is written, and the one that is there is returned. */
export async function receiveEkg(db: Db, { fileName, bytes, at, personId }: ArrivedFile): Promise<EkgRow> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const known = findEkgByHash(db, sha256);
  if (known !== null) return known;
  const read = await readOrSay(fileName, bytes);
  const row: EkgRow = {
    id: ulid(at),
    received_at: at.toISOString(),
    received_by: personId,
    file_name: fileName,
    sha256,
    ...('problem' in read
      ? { format: null, problem: read.problem, taken_at: null, file_patient: null }
      : { format: read.format, problem: null, taken_at: read.startedAt, file_patient: JSON.stringify(read.patient) }),
    state: 'unmatched',
    patient_id: null,
  };
  return insertOnce(db, row, bytes, at);
}

const megabyte = 1024 * 1024;

/** A row without bytes, so that somebody learns of the file; the same name and size is told of once. */
export function tellOfTooLarge(db: Db, { fileName, size, at }: { fileName: string; size: number; at: Date }): EkgRow {
  const problem = `the file has ${Math.ceil(size / megabyte)} MB, more than an EKG of some minutes can; it was left in the folder and not taken in`;
  const sha256 = createHash('sha256').update(`not taken in: ${fileName}, ${size} bytes`).digest('hex');
  const nothingRead = { format: null, problem, taken_at: null, file_patient: null, patient_id: null };
  const arrived = { id: ulid(at), received_at: at.toISOString(), received_by: null, file_name: fileName, sha256 };
  return insertOnce(db, { ...arrived, ...nothingRead, state: 'unmatched' }, new Uint8Array(0), at);
}

function insertOnce(db: Db, row: EkgRow, bytes: Uint8Array, at: Date): EkgRow {
  const { file_name: fileName, sha256, received_by: personId } = row;
  return transaction(db, () => {
    const known = findEkgByHash(db, sha256);
    if (known !== null) return known;
    insertEkg(db, row, bytes);
    writeAudit(db, { at, personId, action: 'ekg.received', subjectKind: 'ekg', subjectId: row.id, detail: { fileName, sha256 } });
    return row;
  });
}

async function readOrSay(fileName: string, bytes: Uint8Array): Promise<Tracing | { problem: string }> {
  try {
    return await readTracing({ name: fileName, bytes, beside: () => null });
  } catch (thrown) {
    if (thrown instanceof UnreadableTracing) return { problem: thrown.message };
    throw thrown;
  }
}
