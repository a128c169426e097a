/** Rows that say how an EKG was taken at this station. */
import type { CoachSentence, EkgKeepReason, EkgTaken } from '../../preload/contract.ts';
import type { EkgRow } from './ekgs.ts';
import type { Db } from './open.ts';

export interface NewTake extends Omit<EkgTaken, 'by' | 'keptBecause' | 'supersededBy'> {
  ekgId: string;
  takenBy: string;
}

/** Writes. */
export function insertEkgTake(db: Db, take: NewTake): void {
  db.prepare(
    `INSERT INTO ekg_takes (ekg_id, visit_id, taken_by, taken_at, take, device_id, device_label, driver_id, placement, hz, nanovolts_per_bit,
       seconds, stopped_early, lost, clock_drift, analysis, refused_for, retake_of, order_number)
     VALUES (@ekgId, @visitId, @takenBy, @at, @take, @deviceId, @deviceLabel, @driverId, @placement, @hz, @nanovoltsPerBit,
       @seconds, @stoppedEarly, @lost, @clockDriftPartsPerMillion, @analysis, @refusedFor, @retakeOf, @orderNumber)`,
  ).run({
    ...take,
    stoppedEarly: Number(take.stoppedEarly),
    analysis: Number(take.analysis),
    refusedFor: JSON.stringify(take.refusedFor),
  });
}

interface Row {
  visit_id: string;
  taken_by: string;
  person_name: string;
  taken_at: string;
  take: EkgTaken['take'];
  device_id: string;
  device_label: string;
  driver_id: string;
  placement: EkgTaken['placement'];
  hz: number;
  nanovolts_per_bit: number;
  seconds: number;
  stopped_early: 0 | 1;
  lost: number;
  clock_drift: number | null;
  analysis: 0 | 1;
  refused_for: string;
  retake_of: string | null;
  order_number: string | null;
  kept: string | null;
  superseded_by: string | null;
}

/** null for an EKG that came as a file. */
export function findEkgTake(db: Db, ekgId: string): EkgTaken | null {
  const row = db
    .prepare(
      `SELECT t.*, p.name AS person_name,
         (SELECT detail FROM ekg_acts a WHERE a.ekg_id = t.ekg_id AND a.act = 'kept' ORDER BY a.number DESC LIMIT 1) AS kept,
         (SELECT json_extract(detail, '$.by') FROM ekg_acts a WHERE a.ekg_id = t.ekg_id AND a.act = 'superseded' ORDER BY a.number DESC LIMIT 1) AS superseded_by
       FROM ekg_takes t JOIN people p ON p.id = t.taken_by WHERE t.ekg_id = ?`,
    )
    .get(ekgId) as Row | undefined;
  return row === undefined ? null : takenOf(row);
}

function takenOf(row: Row): EkgTaken {
  const kept = row.kept === null ? null : (JSON.parse(row.kept) as { reason: EkgKeepReason | null; note: string });
  return {
    visitId: row.visit_id,
    by: row.person_name,
    at: row.taken_at,
    take: row.take,
    deviceId: row.device_id,
    deviceLabel: row.device_label,
    driverId: row.driver_id,
    placement: row.placement,
    hz: row.hz,
    nanovoltsPerBit: row.nanovolts_per_bit,
    seconds: row.seconds,
    stoppedEarly: row.stopped_early === 1,
    lost: row.lost,
    clockDriftPartsPerMillion: row.clock_drift,
    analysis: row.analysis === 1,
    refusedFor: JSON.parse(row.refused_for) as CoachSentence[],
    keptBecause: kept === null || kept.reason === null ? null : { reason: kept.reason, note: kept.note },
    retakeOf: row.retake_of,
    supersededBy: row.superseded_by,
    orderNumber: row.order_number,
  };
}

const ekgColumns =
  'e.id, e.received_at, e.received_by, e.file_name, e.sha256, e.format, e.problem, e.taken_at, e.file_patient, e.state, e.patient_id';

/** Newest first; what was put away is left out. */
export function ekgsOfVisit(db: Db, visitId: string): EkgRow[] {
  return db
    .prepare(
      `SELECT ${ekgColumns} FROM ekgs e JOIN ekg_takes t ON t.ekg_id = e.id
       WHERE t.visit_id = ? AND e.state != 'dismissed' ORDER BY t.taken_at DESC, e.id DESC`,
    )
    .all(visitId) as EkgRow[];
}
