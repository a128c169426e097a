/** The day's list as the screen shows it: who is here, at which step, and who might be taken for whom. Identifiers are masked. */
import type { Sex, Today, TodayRow } from '../../preload/contract.ts';
import { kindOf } from '../storage/kind.ts';
import type { Db } from '../storage/open.ts';
import { ageText, ageYears, localDay } from './age.ts';
import { areSimilar } from './similar-names.ts';
import { readWaitingWork } from './waiting-work.ts';

interface ListedRow {
  patientId: string;
  family: string;
  given: string;
  dateOfBirth: string;
  sex: Sex;
  mrn: string;
  appointmentAt: string | null;
  clinician: string;
  reason: string;
  arrivedAt: string | null;
  leftAt: string | null;
  visitId: string | null;
  room: string | null;
  owner: string | null;
  readyAt: string | null;
  closedAt: string | null;
  isSigned: 0 | 1;
}

/** Longest wait on top, then the rooms, then who is still to come; who has left is last. */
const order: readonly TodayRow['step'][] = ['arrived', 'rooming', 'signed', 'ready', 'not-arrived', 'left'];

/**
 * The newest visit of each place on the list. A visit closed with nothing signed was opened by mistake: the patient
 * still waits. Visits left open from another day are listed too, so that nobody's work is lost from sight.
 */
const listed = `
  WITH newest AS (
    SELECT visits.*, EXISTS (SELECT 1 FROM signed_sets WHERE visit_id = visits.id) AS is_signed,
      row_number() OVER (PARTITION BY coalesce(appointment_id, patient_id || date(opened_at)) ORDER BY opened_at DESC, id DESC) AS place
    FROM visits
    WHERE closed_at IS NULL OR EXISTS (SELECT 1 FROM signed_sets WHERE visit_id = visits.id)
  ), places AS (
    SELECT a.patient_id, a.appointment_at, a.clinician, a.reason, a.arrived_at, a.left_at, v.id AS visit_id
    FROM appointments a LEFT JOIN newest v ON v.appointment_id = a.id AND v.place = 1
    WHERE a.day = @day
    UNION ALL
    SELECT v.patient_id, a.appointment_at, v.clinician, v.reason, coalesce(a.arrived_at, v.opened_at), NULL, v.id
    FROM newest v LEFT JOIN appointments a ON a.id = v.appointment_id
    WHERE v.closed_at IS NULL AND (a.day IS NULL OR a.day <> @day)
  )
  SELECT p.id AS patientId, p.family, p.given, p.date_of_birth AS dateOfBirth, p.sex, p.mrn,
    places.appointment_at AS appointmentAt, coalesce(v.clinician, places.clinician) AS clinician, coalesce(v.reason, places.reason) AS reason,
    places.arrived_at AS arrivedAt, places.left_at AS leftAt,
    v.id AS visitId, v.room, o.name AS owner, v.ready_at AS readyAt, v.closed_at AS closedAt, coalesce(v.is_signed, 0) AS isSigned
  FROM places
  JOIN patients p ON p.id = places.patient_id
  LEFT JOIN newest v ON v.id = places.visit_id
  LEFT JOIN people o ON o.id = v.owner_id`;

export function readToday(db: Db, now: Date, fridges: Today['waiting']['fridges']): Today {
  const day = localDay(now);
  const found = db.prepare(listed).all({ day }) as ListedRow[];
  const rows = found.map((row) => asTodayRow(row, found, now)).sort(byStepAndWait);
  return {
    date: day,
    listFrom: kindOf(db) === 'demo' ? 'demo' : 'by-hand',
    rows,
    finished: rows.filter(({ step }) => step === 'left').length,
    waiting: readWaitingWork(db, fridges),
  };
}

function asTodayRow(row: ListedRow, all: readonly ListedRow[], now: Date): TodayRow {
  const step = stepOf(row);
  const isInRoom = step === 'rooming' || step === 'signed' || step === 'ready';
  return {
    patientId: row.patientId,
    family: row.family,
    given: row.given,
    ageYears: ageYears(row.dateOfBirth, now),
    ageText: ageText(row.dateOfBirth, now),
    sex: row.sex,
    mrnEnd: row.mrn.slice(-2),
    appointmentAt: row.appointmentAt,
    clinician: row.clinician,
    reason: row.reason,
    step,
    arrivedAt: row.arrivedAt,
    visitId: row.visitId,
    room: isInRoom ? row.room : null,
    owner: isInRoom ? row.owner : null,
    similarTo: similarTo(row, all),
  };
}

function stepOf({ visitId, closedAt, readyAt, isSigned, arrivedAt, leftAt }: ListedRow): TodayRow['step'] {
  if (leftAt !== null || closedAt !== null) return 'left';
  if (visitId === null) return arrivedAt === null ? 'not-arrived' : 'arrived';
  if (readyAt !== null) return 'ready';
  return isSigned ? 'signed' : 'rooming';
}

function similarTo(row: ListedRow, all: readonly ListedRow[]): TodayRow['similarTo'] {
  const other = all.find((candidate) => candidate.patientId !== row.patientId && areSimilar(row, candidate));
  if (other === undefined) return null;
  const { family, given, dateOfBirth, appointmentAt } = other;
  return { family, given, bornYear: Number(dateOfBirth.slice(0, 4)), appointmentAt };
}

function byStepAndWait(one: TodayRow, other: TodayRow): number {
  const steps = order.indexOf(one.step) - order.indexOf(other.step);
  return steps || timeInStep(one).localeCompare(timeInStep(other)) || one.family.localeCompare(other.family);
}

function timeInStep({ step, arrivedAt, appointmentAt }: TodayRow): string {
  return (step === 'not-arrived' ? appointmentAt : arrivedAt) ?? '';
}
