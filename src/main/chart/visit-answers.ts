/** Orders about a visit: open, read, take over, hand off, close, open again. */
import { z } from 'zod';
import type { Calls } from '../../preload/contract.ts';
import type { Answers } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { measurementsOfVisit } from '../storage/measurements.ts';
import { transaction } from '../storage/open.ts';
import { findAppointment, findPatient } from '../storage/patients.ts';
import { historyOf } from '../storage/signed.ts';
import { ulid } from '../storage/ulid.ts';
import { findVisit, insertVisit, openVisitFor, openVisitOf, type StoredVisit, setClosed, setOwner, setReady } from '../storage/visits.ts';
import { localDay } from '../worklist/age.ts';
import type { ChartContext } from './chart.ts';
import { readDraft } from './draft.ts';
import { hasValue } from './measure.ts';
import { dealtWith } from './rooming.ts';

export type VisitCall =
  | 'visits.open'
  | 'visits.read'
  | 'visits.takeOver'
  | 'visits.ready'
  | 'visits.close'
  | 'visits.reopen'
  | 'patients.history';

const id = z.string().min(1).max(200);
const visitId = z.object({ visitId: id });

export function visitAnswers(context: ChartContext): Answers<VisitCall> {
  const { db, clock } = context;
  const note = (action: string, found: StoredVisit, personId: string, detail?: unknown) =>
    writeAudit(db, {
      at: clock.now(),
      personId,
      action,
      subjectKind: 'visit',
      subjectId: found.visit.id,
      patientId: found.visit.patient.id,
      detail,
    });
  return {
    'visits.open': {
      who: 'signed-in',
      check: z.object({ patientId: id, statedName: z.boolean(), statedDateOfBirth: z.boolean(), room: z.string().max(60) }),
      answer: (input, { person }) => {
        const visit = open(context, input, person.id);
        context.intake.clear();
        context.todayChanged();
        context.sessionChanged();
        return context.show(visit);
      },
    },
    'visits.read': {
      who: 'signed-in',
      check: visitId,
      answer: (input, { person }) => {
        const found = findOpenOrSigned(context, input.visitId);
        if (found.visit.owner.id !== person.id) note('visit.seen', found, person.id);
        return context.show(input.visitId);
      },
    },
    'visits.takeOver': {
      who: 'signed-in',
      check: visitId,
      answer: (input, { person }) => {
        const found = requireOpen(context, input.visitId);
        if (openVisitOf(db, person.id) !== null && found.visit.owner.id !== person.id) throw new Refusal('visit-open-elsewhere');
        transaction(db, () => {
          setOwner(db, input.visitId, person.id);
          note('visit.takenOver', found, person.id, { from: found.visit.owner.id });
        });
        context.todayChanged();
        context.sessionChanged();
        return context.show(input.visitId);
      },
    },
    'visits.ready': {
      who: 'signed-in',
      check: visitId,
      answer: (input, { person }) => {
        const found = requireOpen(context, input.visitId);
        transaction(db, () => {
          setReady(db, input.visitId, clock.now());
          note('visit.ready', found, person.id);
        });
        context.todayChanged();
        return context.show(input.visitId);
      },
    },
    'visits.close': {
      who: 'signed-in',
      check: visitId.extend({ discardUnsigned: z.boolean() }),
      answer: (input, { person }) => {
        close(context, input, person.id, note);
        return null;
      },
    },
    'visits.reopen': {
      who: 'signed-in',
      check: visitId.extend({ reason: z.string().trim().min(1).max(500) }),
      answer: (input, { person }) => {
        const found = findVisit(db, input.visitId);
        if (found === null) throw new Refusal('visit-closed');
        if (openVisitOf(db, person.id) !== null) throw new Refusal('visit-open-elsewhere');
        transaction(db, () => {
          setClosed(db, input.visitId, null);
          setOwner(db, input.visitId, person.id);
          note('visit.reopened', found, person.id, { reason: input.reason });
        });
        context.todayChanged();
        return context.show(input.visitId);
      },
    },
    'patients.history': {
      who: 'signed-in',
      check: z.object({ patientId: id }),
      answer: ({ patientId }, { person }) => {
        writeAudit(db, {
          at: clock.now(),
          personId: person.id,
          action: 'patient.historySeen',
          subjectKind: 'patient',
          subjectId: patientId,
          patientId,
        });
        return historyOf(db, patientId);
      },
    },
  };
}

/** Opens only when both identifiers were stated; one open visit a person, and one a patient. Returns the visit's id. */
function open({ db, clock }: ChartContext, input: Calls['visits.open']['in'], personId: string): string {
  const patient = findPatient(db, input.patientId);
  if (patient === null) throw new Refusal('patient-unknown');
  if (!input.statedName || !input.statedDateOfBirth) throw new Refusal('identity-not-confirmed');
  const already = openVisitFor(db, patient.id);
  const mine = openVisitOf(db, personId);
  if (already !== null && already.ownerId === personId) return already.id;
  if (already !== null || mine !== null) throw new Refusal('visit-open-elsewhere');
  const now = clock.now();
  const appointment = findAppointment(db, patient.id, localDay(now));
  const place =
    appointment === null
      ? null
      : (db.prepare('SELECT clinician, reason FROM appointments WHERE id = ?').get(appointment.id) as {
          clinician: string;
          reason: string;
        });
  const opened = ulid(now);
  transaction(db, () => {
    insertVisit(db, {
      id: opened,
      patientId: patient.id,
      appointmentId: appointment?.id ?? null,
      room: input.room,
      clinician: place?.clinician ?? '',
      reason: place?.reason ?? '',
      personId,
      at: now,
    });
    writeAudit(db, {
      at: now,
      personId,
      action: 'visit.opened',
      subjectKind: 'visit',
      subjectId: opened,
      patientId: patient.id,
      detail: { identity: ['name', 'date of birth'], room: input.room },
    });
  });
  return opened;
}

function close(
  context: ChartContext,
  input: Calls['visits.close']['in'],
  personId: string,
  note: (action: string, found: StoredVisit, personId: string, detail?: unknown) => void,
): void {
  const { db, clock } = context;
  const found = requireOpen(context, input.visitId);
  const signed = dealtWith(db, input.visitId, readDraft(found.draft));
  const unsigned = measurementsOfVisit(db, input.visitId).filter(
    (one) => hasValue(one) && one.setAside === null && !one.withdrawn && !signed.has(one.id),
  );
  if (unsigned.length > 0 && !input.discardUnsigned) throw new Refusal('visit-not-empty', String(unsigned.length));
  transaction(db, () => {
    setClosed(db, input.visitId, { by: personId, at: clock.now() });
    note('visit.closed', found, personId, { unsigned: unsigned.map(({ id: one }) => one) });
  });
  context.intake.clear();
  context.announce('visit.closed', { visitId: input.visitId });
  context.todayChanged();
  context.sessionChanged();
}

/** Throws Refusal 'visit-closed', saying who closed it. */
export function requireOpen({ db }: ChartContext, id: string): StoredVisit {
  const found = findVisit(db, id);
  if (found === null || found.visit.closedAt !== null) throw new Refusal('visit-closed', found?.closedBy ?? undefined);
  return found;
}

function findOpenOrSigned({ db }: ChartContext, id: string): StoredVisit {
  const found = findVisit(db, id);
  if (found === null) throw new Refusal('visit-closed');
  return found;
}
