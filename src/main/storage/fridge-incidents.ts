/** Rows of excursions and of the incidents they belong to. Times are seconds of the logger's own clock; temperatures in the unit's basis. */
import { type Db, transaction } from './open.ts';
import { ulid } from './ulid.ts';

export interface ExcursionFigures {
  source: 'log' | 'day';
  side: 'high' | 'low';
  start_at: number;
  /** null: still out, or not known. */
  end_at: number | null;
  until_at: number;
  /** null: a device that keeps only days did not count against this limit. */
  minutes: number | null;
  worst_case_minutes: number | null;
  bound_before: number | null;
  bound_after: number | null;
  peak: number;
  peak_at: number | null;
  readings: number;
  gap_minutes: number;
}

export interface ExcursionRow extends ExcursionFigures {
  number: number;
  incident_id: string;
  unit_id: string;
  sensor: number;
}

export interface IncidentRow {
  id: string;
  unit_id: string;
  opened_at: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  acknowledgment: string | null;
  closed_at: string | null;
}

/** What an excursion did to its incident. */
export type Kept = { incidentId: string; became: 'opened' | 'grew' | 'same' };

const joinedWithinSeconds = 24 * 60 * 60;

/**
 * Writes: an excursion under its unit, sensor, side and start. One that is known is brought up to date, also where earlier readings
 * let it begin sooner; a new one joins an incident of its unit within 24 hours or opens one. An incident that changes is unacknowledged, and open again.
 */
export function keepExcursion(db: Db, unitId: string, sensor: number, figures: ExcursionFigures, at: Date): Kept {
  return transaction(db, () => {
    const known = knownExcursion(db, unitId, sensor, figures);
    if (known === null) return insertExcursion(db, unitId, sensor, figures, at);
    if (sameFigures(known, figures)) return { incidentId: known.incident_id, became: 'same' };
    const set = figureNames.map((name) => `${name} = @${name}`).join(', ');
    db.prepare(`UPDATE fridge_excursions SET ${set} WHERE number = @number`).run({ ...figures, number: known.number });
    reopen(db, known.incident_id, { figures, isWorse: isWorse(known, figures), at });
    return { incidentId: known.incident_id, became: 'grew' };
  });
}

const figureNames = [
  'source',
  'side',
  'start_at',
  'end_at',
  'until_at',
  'minutes',
  'worst_case_minutes',
  'bound_before',
  'bound_after',
  'peak',
  'peak_at',
  'readings',
  'gap_minutes',
] as const satisfies readonly (keyof ExcursionFigures)[];

function sameFigures(one: ExcursionFigures, other: ExcursionFigures): boolean {
  return figureNames.every((name) => one[name] === other[name]);
}

function knownExcursion(db: Db, unitId: string, sensor: number, { source, side, start_at, until_at }: ExcursionFigures) {
  const found = db
    .prepare(
      `SELECT * FROM fridge_excursions WHERE unit_id = ? AND sensor = ? AND source = ? AND side = ? AND start_at BETWEEN ? AND ?
       ORDER BY start_at LIMIT 1`,
    )
    .get(unitId, sensor, source, side, start_at, until_at);
  return (found as ExcursionRow | undefined) ?? null;
}

function insertExcursion(db: Db, unitId: string, sensor: number, figures: ExcursionFigures, at: Date): Kept {
  const near = db
    .prepare(
      `SELECT incident_id FROM fridge_excursions WHERE unit_id = ? AND start_at <= ? AND until_at >= ?
       ORDER BY start_at LIMIT 1`,
    )
    .pluck()
    .get(unitId, figures.until_at + joinedWithinSeconds, figures.start_at - joinedWithinSeconds) as string | undefined;
  const incidentId = near ?? ulid(at);
  if (near === undefined) {
    db.prepare(
      `INSERT INTO fridge_incidents (id, unit_id, opened_at, number)
       VALUES (?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM fridge_incidents))`,
    ).run(incidentId, unitId, at.toISOString());
    writeAct(db, incidentId, { at, personId: null, act: 'opened', detail: figures });
  } else reopen(db, incidentId, { figures, isWorse: true, at });
  db.prepare(
    `INSERT INTO fridge_excursions (incident_id, unit_id, sensor, ${figureNames.join(', ')})
     VALUES (@incident_id, @unit_id, @sensor, ${figureNames.map((name) => `@${name}`).join(', ')})`,
  ).run({ ...figures, incident_id: incidentId, unit_id: unitId, sensor });
  return { incidentId, became: near === undefined ? 'opened' : 'grew' };
}

/** What a manufacturer answered was about a shorter exposure, or a milder one. */
function isWorse(before: ExcursionFigures, after: ExcursionFigures): boolean {
  const more = (one: number | null, other: number | null) => (other ?? 0) > (one ?? 0);
  const isFurtherOut = after.side === 'high' ? after.peak > before.peak : after.peak < before.peak;
  return isFurtherOut || more(before.minutes, after.minutes) || more(before.worst_case_minutes, after.worst_case_minutes);
}

interface Growth {
  figures: ExcursionFigures;
  isWorse: boolean;
  at: Date;
}

/** A unit that is read every minute says once that it goes on, until a person has done something about it. */
function reopen(db: Db, incidentId: string, { figures, isWorse: askAgain, at }: Growth): void {
  const answers = askAgain ? withdrawAnswers(db, incidentId) : [];
  const last = db
    .prepare('SELECT act FROM fridge_incident_acts WHERE incident_id = ? ORDER BY number DESC LIMIT 1')
    .pluck()
    .get(incidentId);
  if (last !== 'grew') writeAct(db, incidentId, { at, personId: null, act: 'grew', detail: { ...figures, answersWithdrawn: answers } });
  db.prepare(
    `UPDATE fridge_incidents SET acknowledged_at = NULL, acknowledged_by = NULL, acknowledgment = NULL, closed_at = NULL, closed_by = NULL
     WHERE id = ?`,
  ).run(incidentId);
}

/** Who said what stays among the acts. */
function withdrawAnswers(db: Db, incidentId: string): string[] {
  const lots = db
    .prepare(
      `UPDATE incident_lots SET answer = 'waiting', answered_by = NULL, answered_at = NULL
       WHERE incident_id = ? AND answer <> 'waiting' RETURNING vaccine, lot`,
    )
    .all(incidentId) as { vaccine: string; lot: string }[];
  return lots.map(({ vaccine, lot }) => `${vaccine} ${lot}`.trim());
}

/** Writes. Throws where nothing is said about it, or it is not there. */
export function acknowledgeIncident(
  db: Db,
  id: string,
  { personId, comment, minutes, at }: { personId: string; comment: string; minutes?: number | null; at: Date },
): void {
  if (comment.trim() === '') throw new Error('an incident is acknowledged with a comment');
  transaction(db, () => {
    const { changes } = db
      .prepare('UPDATE fridge_incidents SET acknowledged_at = ?, acknowledged_by = ?, acknowledgment = ? WHERE id = ?')
      .run(at.toISOString(), personId, comment, id);
    if (changes === 0) throw new Error(`there is no incident ${id}`);
    writeAct(db, id, { at, personId, act: 'acknowledged', detail: { comment, minutes } });
  });
}

export interface IncidentAct {
  at: Date;
  personId: string | null;
  act:
    | 'opened'
    | 'grew'
    | 'acknowledged'
    | 'labelled'
    | 'written'
    | 'lot-written'
    | 'lot-removed'
    | 'lot-answered'
    | 'call-written'
    | 'attached'
    | 'closed'
    | 'reopened';
  detail: unknown;
}

/** Writes. */
export function writeAct(db: Db, incidentId: string, { at, personId, act, detail }: IncidentAct): void {
  db.prepare('INSERT INTO fridge_incident_acts (incident_id, at, person_id, act, detail) VALUES (?, ?, ?, ?, ?)').run(
    incidentId,
    at.toISOString(),
    personId,
    act,
    JSON.stringify(detail),
  );
}

/** Of all units in use. */
export function openIncidentCount(db: Db): number {
  return db
    .prepare(
      `SELECT count(*) FROM fridge_incidents i JOIN storage_units u ON u.id = i.unit_id WHERE i.closed_at IS NULL AND u.retired_at IS NULL`,
    )
    .pluck()
    .get() as number;
}

export function findIncident(db: Db, id: string): IncidentRow | null {
  return (db.prepare('SELECT * FROM fridge_incidents WHERE id = ?').get(id) as IncidentRow | undefined) ?? null;
}

/** The first one first. */
export function excursionsOfIncident(db: Db, id: string): ExcursionRow[] {
  return db.prepare('SELECT * FROM fridge_excursions WHERE incident_id = ? ORDER BY start_at, number').all(id) as ExcursionRow[];
}

/** Those of a unit that lie in a span, or reach into it; the first one first. */
export function excursionsBetween(db: Db, unitId: string, from: number, to: number): ExcursionRow[] {
  return db
    .prepare('SELECT * FROM fridge_excursions WHERE unit_id = ? AND until_at >= ? AND start_at < ? ORDER BY start_at, number')
    .all(unitId, from, to) as ExcursionRow[];
}
