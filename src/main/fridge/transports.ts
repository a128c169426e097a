/** Vaccine that travels: the record of it, and whether it kept to the eight hours that transport and a clinic day elsewhere may take. Cold-chain notes 2.10. */
import type { TransportOrder, TransportRecord } from '../../preload/contract.ts';
import { writeAudit } from '../storage/audit.ts';
import { insertTransport, listTransports, type TransportContent } from '../storage/fridge-transports.ts';
import { type Db, transaction } from '../storage/open.ts';
import { ulid } from '../storage/ulid.ts';

const mostMinutes = 8 * 60;

export function transportsOf(db: Db, unitId: string | null): TransportRecord[] {
  return listTransports(db, unitId).map(({ id, written_at, by_name, content }) => {
    const said = JSON.parse(content) as TransportContent;
    const minutes = minutesOf(said);
    return { id, ...said, by: by_name, writtenAt: written_at, minutes, isTooLong: minutes !== null && minutes > mostMinutes };
  });
}

/** Writes: a new record, or a further version of one; what was written before stays behind it. */
export function writeTransport(db: Db, { id, ...said }: TransportOrder, personId: string, at: Date): TransportRecord {
  return transaction(db, () => {
    const kept = id ?? ulid(at);
    insertTransport(db, {
      id: kept,
      unit_id: said.unitId,
      date: said.date,
      written_at: at.toISOString(),
      written_by: personId,
      content: JSON.stringify(said),
    });
    const action = id === null ? 'fridge.transport-written' : 'fridge.transport-changed';
    writeAudit(db, { at, personId, action, subjectKind: 'storage-unit', subjectId: said.unitId, detail: { transport: kept, ...said } });
    return transportsOf(db, said.unitId).find((record) => record.id === kept)!;
  });
}

/** From departure to arrival; null where one of them is not known. */
function minutesOf({ departedAt, arrivedAt }: TransportContent): number | null {
  return departedAt === null || arrivedAt === null ? null : (Date.parse(arrivedAt) - Date.parse(departedAt)) / 60_000;
}
