/** What is older than the clinic keeps it, put away by a person who says so by name and reason; nothing goes by itself. Cold-chain notes 2.6. */
import { clockAt, clockSeconds } from '../../../drivers/framing/local-time.ts';
import type { Outlived } from '../../preload/contract.ts';
import { localTime } from '../local-time.ts';
import { writeAudit } from '../storage/audit.ts';
import { sensorsHungIn } from '../storage/fridge-export.ts';
import { type Before, countOld, deleteOld, firstOfUnfinishedIncidents } from '../storage/fridge-retention.ts';
import { listStorageUnits, type StorageUnitRow } from '../storage/fridge-units.ts';
import { type Db, transaction } from '../storage/open.ts';
import { refuseBesideArrival } from './keep-file.ts';

/** Programs ask for three years at least; no setting may go below it. */
export const leastRetentionYears = 3;

export interface Purge {
  unit: StorageUnitRow;
  /** What lies before this day goes. */
  before: string;
  reason: string;
  personId: string;
  at: Date;
}

/** Units with something to put away, by name. */
export function outlivedOf(db: Db, years: number, now: Date): Outlived[] {
  return listStorageUnits(db).flatMap((unit) => {
    const before = lastBefore(db, unit.id, years, now);
    const counted = countOld(db, unit.id, before);
    return counted.readings + counted.files === 0 ? [] : [{ unitId: unit.id, unitName: unit.name, before: before.day, ...counted }];
  });
}

/** Writes. Throws Refusal 'database-locked' while a file of the unit is being taken in. 'too-young': what lies there has to be kept, by the clinic's setting or for an incident that is not finished. */
export function purge(db: Db, { unit, before, reason, personId, at }: Purge, years: number): 'purged' | 'too-young' {
  if (before > lastBefore(db, unit.id, years, at).day) return 'too-young';
  const bound: Before = { day: before, at: clockSeconds(`${before}T00:00:00`) };
  transaction(db, () => {
    // A file on its way is summed up before it has arrived, from what is there now.
    for (const { sensor } of sensorsHungIn(db, unit.id, Number.MIN_SAFE_INTEGER, bound.at)) refuseBesideArrival(db, sensor);
    const counted = countOld(db, unit.id, bound);
    const sha256 = deleteOld(db, unit.id, bound);
    const detail = { unit: unit.name, before, reason, ...counted, sha256 };
    writeAudit(db, { at, personId, action: 'fridge.purged', subjectKind: 'storage-unit', subjectId: unit.id, detail });
  });
  return 'purged';
}

/** So many years ago, or the day on which the oldest unfinished incident begins. */
function lastBefore(db: Db, unitId: string, years: number, now: Date): Before {
  const today = localTime(now.toISOString()).slice(0, 10);
  const ago = `${Number(today.slice(0, 4)) - Math.max(years, leastRetentionYears)}${today.slice(4)}`.replace('-02-29', '-02-28');
  const incident = firstOfUnfinishedIncidents(db, unitId);
  const from = incident === null ? ago : clockAt(incident)!.slice(0, 10);
  const day = from < ago ? from : ago;
  return { day, at: clockSeconds(`${day}T00:00:00`) };
}
