/** Rows of what people did about incidents. */
import type { IncidentCall, IncidentForm, IncidentLot } from '../../preload/contract.ts';
import type { IncidentRow } from './fridge-incidents.ts';
import type { Db } from './open.ts';

/** An incident with its unit's range. */
export interface IncidentWorkRow extends IncidentRow {
  number: number;
  unit_name: string;
  low: number;
  high: number;
  labelled_at: string | null;
  labelled_by_name: string | null;
  form: string;
  closed_at: string | null;
  closed_by_name: string | null;
}

const select = `SELECT i.*, u.name AS unit_name, u.low, u.high, l.name AS labelled_by_name, c.name AS closed_by_name
  FROM fridge_incidents i JOIN storage_units u ON u.id = i.unit_id
    LEFT JOIN people l ON l.id = i.labelled_by LEFT JOIN people c ON c.id = i.closed_by`;

/** In the order they were opened; of one unit, or of all. */
export function workedIncidents(db: Db, unitId: string | null): IncidentWorkRow[] {
  return db.prepare(`${select} WHERE ? IS NULL OR i.unit_id = ? ORDER BY i.number`).all(unitId, unitId) as IncidentWorkRow[];
}

export function workedIncident(db: Db, id: string): IncidentWorkRow | null {
  return (db.prepare(`${select} WHERE i.id = ?`).get(id) as IncidentWorkRow | undefined) ?? null;
}

export interface ActRow {
  at: string;
  by: string | null;
  act: string;
  detail: string;
}

/** Oldest first. */
export function actsOf(db: Db, id: string): ActRow[] {
  return db
    .prepare(
      `SELECT a.at, p.name AS "by", a.act, a.detail FROM fridge_incident_acts a LEFT JOIN people p ON p.id = a.person_id
       WHERE a.incident_id = ? ORDER BY a.number`,
    )
    .all(id) as ActRow[];
}

/** New readings changed it after a person last said so, or after it was opened; null: none did. With the minutes of then. */
export function grownSince(db: Db, id: string): { fromMinutes: number | null } | null {
  const acts = actsOf(db, id);
  const known = acts.findLastIndex(({ act }) => act === 'opened' || act === 'acknowledged' || act === 'closed');
  const later = acts.slice(known + 1).some(({ act, at }) => act === 'grew' && at !== acts[known]?.at);
  if (!later) return null;
  const { minutes } = JSON.parse(acts[known]?.detail ?? '{}') as { minutes?: number | null };
  return { fromMinutes: minutes ?? null };
}

/** Writes. */
export function writeForm(db: Db, id: string, form: Partial<IncidentForm>): void {
  db.prepare('UPDATE fridge_incidents SET form = ? WHERE id = ?').run(JSON.stringify(form), id);
}

/** Writes. */
export function labelIncident(db: Db, id: string, personId: string, at: Date): void {
  db.prepare('UPDATE fridge_incidents SET labelled_at = ?, labelled_by = ? WHERE id = ?').run(at.toISOString(), personId, id);
}

/** Writes; null: it is open again. */
export function closeIncident(db: Db, id: string, closed: { personId: string; at: Date } | null): void {
  const { personId, at } = closed ?? { personId: null, at: null };
  db.prepare('UPDATE fridge_incidents SET closed_at = ?, closed_by = ? WHERE id = ?').run(at?.toISOString() ?? null, personId, id);
}

interface LotRow extends Omit<IncidentLot, 'opened' | 'earlierExposure' | 'answeredBy' | 'answeredAt'> {
  opened: 0 | 1 | null;
  earlier_exposure: string;
  answered_by_name: string | null;
  answered_at: string | null;
}

/** In the order they were written; those taken out again are left out. */
export function lotsOfIncident(db: Db, id: string): IncidentLot[] {
  const rows = db
    .prepare(
      `SELECT l.id, l.vaccine, l.maker, l.lot, l.expires, l.doses, l.funding, l.opened, l.earlier_exposure, l.answer, l.answered_at,
         p.name AS answered_by_name
       FROM incident_lots l LEFT JOIN people p ON p.id = l.answered_by WHERE l.incident_id = ? AND l.removed_at IS NULL ORDER BY l.id`,
    )
    .all(id) as LotRow[];
  return rows.map(({ opened, earlier_exposure, answered_by_name, answered_at, ...lot }) => ({
    ...lot,
    opened: opened === null ? null : opened === 1,
    earlierExposure: earlier_exposure,
    answeredBy: answered_by_name,
    answeredAt: answered_at,
  }));
}

export function lotsWaiting(db: Db, id: string): number {
  const counted = db.prepare("SELECT count(*) FROM incident_lots WHERE incident_id = ? AND removed_at IS NULL AND answer = 'waiting'");
  return counted.pluck().get(id) as number;
}

/** Writes: a new one, or what is said of a known one; its answer stays. */
export function keepLot(db: Db, incidentId: string, lot: Omit<IncidentLot, 'answer' | 'answeredBy' | 'answeredAt'>): void {
  db.prepare(
    `INSERT INTO incident_lots (id, incident_id, vaccine, maker, lot, expires, doses, funding, opened, earlier_exposure)
     VALUES (@id, @incidentId, @vaccine, @maker, @lot, @expires, @doses, @funding, @opened, @earlierExposure)
     ON CONFLICT (id) DO UPDATE SET vaccine = excluded.vaccine, maker = excluded.maker, lot = excluded.lot, expires = excluded.expires,
       doses = excluded.doses, funding = excluded.funding, opened = excluded.opened, earlier_exposure = excluded.earlier_exposure`,
  ).run({ ...lot, incidentId, opened: lot.opened === null ? null : Number(lot.opened) });
}

/** Writes: it stays, and counts no more. */
export function removeLot(db: Db, lotId: string, at: Date): void {
  db.prepare('UPDATE incident_lots SET removed_at = ? WHERE id = ?').run(at.toISOString(), lotId);
}

/** Writes. */
export function answerLot(
  db: Db,
  lotId: string,
  { answer, personId, at }: { answer: IncidentLot['answer']; personId: string; at: Date },
): void {
  const isAnswer = answer !== 'waiting';
  db.prepare('UPDATE incident_lots SET answer = ?, answered_by = ?, answered_at = ? WHERE id = ?').run(
    answer,
    isAnswer ? personId : null,
    isAnswer ? at.toISOString() : null,
    lotId,
  );
}

/** In the order they were written. */
export function callsOfIncident(db: Db, id: string): IncidentCall[] {
  return db
    .prepare(
      `SELECT c.id, c.organization, c.person, c.phone, c.called_at AS calledAt, p.name AS calledBy, c.said, c.case_number AS caseNumber
       FROM incident_calls c LEFT JOIN people p ON p.id = c.called_by WHERE c.incident_id = ? ORDER BY c.id`,
    )
    .all(id) as IncidentCall[];
}

/** Writes: a new one, or what is said of a known one. `called` null: not called yet. */
export function keepCall(
  db: Db,
  incidentId: string,
  call: Omit<IncidentCall, 'calledAt' | 'calledBy'> & { called: { personId: string; at: string } | null },
): void {
  const { called, ...said } = call;
  db.prepare(
    `INSERT INTO incident_calls (id, incident_id, organization, person, phone, called_at, called_by, said, case_number)
     VALUES (@id, @incidentId, @organization, @person, @phone, @at, @personId, @said, @caseNumber)
     ON CONFLICT (id) DO UPDATE SET organization = excluded.organization, person = excluded.person, phone = excluded.phone,
       called_at = excluded.called_at, called_by = excluded.called_by, said = excluded.said, case_number = excluded.case_number`,
  ).run({ ...said, incidentId, at: called?.at ?? null, personId: called?.personId ?? null });
}

/** null: not called yet. */
export function callerOf(db: Db, callId: string): { personId: string; at: string } | null {
  const found = db
    .prepare('SELECT called_by AS personId, called_at AS at FROM incident_calls WHERE id = ? AND called_at IS NOT NULL')
    .get(callId);
  return (found as { personId: string; at: string } | undefined) ?? null;
}

/** Writes. */
export function keepAttachment(
  db: Db,
  attachment: { id: string; incidentId: string; name: string; bytes: Uint8Array; at: Date; personId: string },
): void {
  const { id, incidentId, name, bytes, at, personId } = attachment;
  db.prepare('INSERT INTO incident_attachments (id, incident_id, name, bytes, added_at, added_by) VALUES (?, ?, ?, ?, ?, ?)').run(
    id,
    incidentId,
    name,
    Buffer.from(bytes),
    at.toISOString(),
    personId,
  );
}

export function attachmentsOf(db: Db, id: string): { id: string; name: string }[] {
  return db.prepare('SELECT id, name FROM incident_attachments WHERE incident_id = ? ORDER BY id').all(id) as {
    id: string;
    name: string;
  }[];
}
