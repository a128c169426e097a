/**
 * Signing: what is saved is what was seen. Every id and number that was on the screen is compared with what is stored
 * or live; one that no longer matches refuses the whole. Then everything is written in one transaction.
 */
import { createHash } from 'node:crypto';
import type { LinkState, Measurement, Rooming, SignVitals } from '../../preload/contract.ts';
import type { Clock, SignedIn } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { readSettings } from '../settings/settings.ts';
import { writeAudit } from '../storage/audit.ts';
import { insertMeasurement, visitOfMeasurement } from '../storage/measurements.ts';
import { type Db, transaction } from '../storage/open.ts';
import { insertSignedSet, insertSignedValue, insertTold } from '../storage/signed.ts';
import { ulid } from '../storage/ulid.ts';
import { findVisit, saveDraft } from '../storage/visits.ts';
import { type Draft, readDraft } from './draft.ts';
import type { Intake } from './intake.ts';
import { isRestrictedSite } from './limb.ts';
import { questionsFor } from './limits.ts';
import { readingIdsOf } from './orthostatic.ts';
import { type RoomingParts, readRooming } from './rooming.ts';

/** Puts what was signed into the outbox; runs inside the signing transaction. */
export type Enqueue = (
  db: Db,
  order: { what: 'vitals' | 'correction' | 'withdrawal'; setId: string; valueIds: string[]; patientId: string },
) => void;

export interface SignParts extends RoomingParts {
  clock: Clock;
  enqueue: Enqueue;
}

export function signVitals(parts: SignParts, order: SignVitals, { person }: SignedIn): void {
  const { db, clock } = parts;
  const found = findVisit(db, order.visitId);
  if (found === null || found.visit.closedAt !== null) throw new Refusal('visit-closed', found?.closedBy ?? undefined);
  if (found.visit.patient.id !== order.patientId || found.visit.owner.id !== person.id) throw new Refusal('other-patient');
  if (order.shown.length === 0) throw new Refusal('nothing-ticked');
  const rooming = readRooming(parts, order.visitId);
  const chosen = order.shown.map((shown) => ({ key: shown.key, measurement: checkShown(parts, order.visitId, rooming, shown) }));
  for (const { measurement } of chosen) {
    if (isRestrictedSite(found.visit.patient, measurement.qualifiers) && !measurement.qualifiers.note) throw new Refusal('limb-restricted');
  }
  const rows = chosen.map(({ key, measurement }) => ({ key, measurement, ticked: true, held: null, newer: null }));
  const questions = questionsFor(rows, found.visit.ageYears, readSettings(db));
  const answered = questions.map((question) => {
    const told = order.told.find(({ questionId }) => questionId === question.id);
    const isComplete =
      told !== undefined && (told.answer === 'not-yet' || (told.answer === 'told' && Boolean(told.whom?.trim()) && told.how !== null));
    if (!isComplete) throw new Refusal('told-missing', question.words);
    return { question, told };
  });
  const now = clock.now();
  const seen = JSON.stringify(order.shown);
  transaction(db, () => {
    for (const { measurement } of chosen) keep(parts.intake, db, order.visitId, measurement);
    const setId = ulid(now);
    const patientId = order.patientId;
    insertSignedSet(db, {
      id: setId,
      visitId: order.visitId,
      patientId,
      signedBy: person.id,
      at: now,
      seen,
      seenHash: createHash('sha256').update(seen).digest('hex'),
    });
    const valueIds = chosen.map(({ key, measurement }) => {
      const id = ulid(now);
      insertSignedValue(db, {
        id,
        setId,
        key,
        measurementId: measurement.id,
        act: 'sign',
        replaces: null,
        why: null,
        by: person.id,
        at: now,
      });
      return id;
    });
    for (const { question, told } of answered) {
      insertTold(db, {
        ...told,
        at: now.toISOString(),
        id: ulid(now),
        visitId: order.visitId,
        setId,
        words: question.words,
        limitWords: question.limitWords,
        level: question.level,
        by: person.id,
      });
    }
    const signedIds = new Set(chosen.map(({ measurement }) => measurement.id));
    const left = draftAfter(readDraft(found.draft), rooming.averaged?.average?.id ?? null, signedIds, now.toISOString());
    saveDraft(db, order.visitId, JSON.stringify(left), now);
    parts.enqueue(db, { what: 'vitals', setId, valueIds, patientId });
    writeAudit(db, {
      at: now,
      personId: person.id,
      action: 'vitals.signed',
      subjectKind: 'signed-set',
      subjectId: setId,
      patientId,
      detail: { values: valueIds.length },
    });
  });
}

/** A procedure whose pressures were signed stays to be looked at; one that runs goes on. */
function draftAfter(draft: Draft, averageId: string | null, signedIds: ReadonlySet<string>, signedAt: string): Draft {
  const { averaged, orthostatic } = draft;
  const isAverageSigned = averaged !== null && averaged.signedAt === null && averageId !== null && signedIds.has(averageId);
  const isSetSigned = orthostatic !== null && orthostatic.signedAt === null && readingIdsOf(orthostatic).some((id) => signedIds.has(id));
  return {
    ticks: {},
    taken: {},
    averaged: isAverageSigned ? { ...averaged, signedAt } : averaged,
    orthostatic: isSetSigned ? { ...orthostatic, signedAt, current: orthostatic.steps.length } : orthostatic,
    used: [...draft.used, ...(isAverageSigned ? averaged.readingIds : []), ...(isSetSigned ? readingIdsOf(orthostatic) : [])],
  };
}

/** The measurement that was on the screen, if it is still there and still reads as it was shown. */
function checkShown(parts: SignParts, visitId: string, { sheet, orthostatic }: Rooming, shown: SignVitals['shown'][number]): Measurement {
  const row = sheet.find(({ key }) => key === shown.key);
  const remembered = parts.intake.find(shown.measurementId);
  const together = orthostatic?.together.find(({ id }) => id === shown.measurementId);
  const measurement =
    row?.measurement?.id === shown.measurementId
      ? row.measurement
      : row?.newer?.id === shown.measurementId
        ? row.newer
        : (together ?? remembered?.measurement ?? null);
  if (measurement === null)
    throw new Refusal(visitOfMeasurement(parts.db, shown.measurementId) === visitId ? 'reading-changed' : 'reading-gone', shown.key);
  const now = measurement.values.filter(({ value }) => value !== null);
  const same =
    shown.values.length === now.length &&
    now.every((value) =>
      shown.values.some((one) => one.quantity === value.quantity && one.value === value.value && one.unit === value.unit),
    );
  if (!same) throw new Refusal('reading-changed', shown.key);
  if (measurement.how === 'continuous') checkFresh(parts, measurement, shown.key);
  return measurement;
}

function checkFresh(parts: SignParts, measurement: Measurement, key: string): void {
  const age = parts.clock.now().getTime() - Date.parse(measurement.measuredAt);
  if (age > readSettings(parts.db).readingTooOldMinutes * 60_000) throw new Refusal('reading-too-old', key);
  const state: LinkState | null = measurement.deviceId === null ? null : parts.deviceState(measurement.deviceId);
  if (state !== null && state !== 'answering' && state !== 'waiting') throw new Refusal('reading-silent', key);
}

/** Values of a stream and computed ones become rows only when somebody signs them; their bytes come with them. */
function keep(intake: Intake, db: Db, visitId: string, measurement: Measurement): void {
  const remembered = intake.find(measurement.id);
  if (remembered === null && measurement.source !== 'computed') return;
  const reading = remembered?.arrival.readings[0];
  insertMeasurement(db, {
    measurement: { ...measurement, apart: null },
    visitId,
    typedById: null,
    frame: remembered?.arrival.frame ?? null,
    stream:
      remembered === null || reading === undefined ? null : { id: remembered.arrival.from.streamId, from: reading.from, at: reading.at },
    origin: null,
  });
}
