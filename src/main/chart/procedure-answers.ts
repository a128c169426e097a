/** Orders about the guided procedures: averaged and orthostatic blood pressure. Isoline keeps the time; it never starts a cuff. */
import { z } from 'zod';
import type { Answers } from '../answer.ts';
import { readSettings } from '../settings/settings.ts';
import { writeAudit } from '../storage/audit.ts';
import { findMeasurement, qualifyMeasurement } from '../storage/measurements.ts';
import { saveDraft } from '../storage/visits.ts';
import { oneMore, skipRest, startAveraged } from './averaged.ts';
import type { ChartContext } from './chart.ts';
import { type AveragedDraft, type Draft, type OrthostaticDraft, readDraft } from './draft.ts';
import { addSitting, currentReadingId, nextStep, startOrthostatic, stopOrthostatic } from './orthostatic.ts';
import { requireOpen } from './visit-answers.ts';

export type ProcedureCall =
  | 'averaged.start'
  | 'averaged.skipRest'
  | 'averaged.stop'
  | 'averaged.oneMore'
  | 'averaged.useAll'
  | 'orthostatic.start'
  | 'orthostatic.addSitting'
  | 'orthostatic.next'
  | 'orthostatic.stop';

const ofVisit = z.object({ visitId: z.string().min(1).max(200) });
const withSymptoms = ofVisit.extend({ symptoms: z.array(z.string().max(60)).max(20) });

export function procedureAnswers(context: ChartContext): Answers<ProcedureCall> {
  const { db, clock } = context;
  function change(visitId: string, personId: string, action: string, to: (draft: Draft) => Draft) {
    const found = requireOpen(context, visitId);
    saveDraft(db, visitId, JSON.stringify(to(readDraft(found.draft))), clock.now());
    writeAudit(db, { at: clock.now(), personId, action, subjectKind: 'visit', subjectId: visitId, patientId: found.visit.patient.id });
    context.sessionChanged();
    return context.show(visitId);
  }
  const averaged = (to: (state: AveragedDraft) => AveragedDraft) => (draft: Draft) =>
    draft.averaged === null || draft.averaged.signedAt !== null ? draft : { ...draft, averaged: to(draft.averaged) };
  const simple = (action: 'averaged.skipRest' | 'averaged.stop' | 'averaged.oneMore', to: (state: AveragedDraft) => AveragedDraft) => ({
    who: 'signed-in' as const,
    check: ofVisit,
    answer: ({ visitId }: { visitId: string }, { person }: { person: { id: string } }) => change(visitId, person.id, action, averaged(to)),
  });
  /** What was felt goes with the step's reading, so that it is signed and sent with it. */
  function leaveStep(
    visitId: string,
    personId: string,
    action: 'orthostatic.next' | 'orthostatic.stop',
    symptoms: readonly string[],
    to: (state: OrthostaticDraft, symptoms: readonly string[], now: Date) => OrthostaticDraft | null,
  ) {
    const measurementId = currentReadingId(readDraft(requireOpen(context, visitId).draft).orthostatic);
    const measurement = measurementId === null ? null : findMeasurement(db, measurementId);
    if (measurement !== null && symptoms.length > 0)
      qualifyMeasurement(db, measurement.id, { ...measurement.qualifiers, symptoms: [...symptoms] });
    return change(visitId, personId, action, (draft) =>
      draft.orthostatic === null ? draft : { ...draft, orthostatic: to(draft.orthostatic, symptoms, clock.now()) },
    );
  }
  return {
    'averaged.start': {
      who: 'signed-in',
      check: ofVisit,
      answer: ({ visitId }, { person }) =>
        change(visitId, person.id, 'averaged.start', (draft) => ({
          ...draft,
          averaged: startAveraged(readSettings(db).bloodPressure, clock.now()),
          orthostatic: null,
        })),
    },
    'averaged.skipRest': simple('averaged.skipRest', (state) => skipRest(state, clock.now())),
    'averaged.stop': simple('averaged.stop', (state) => ({ ...state, stopped: true })),
    'averaged.oneMore': simple('averaged.oneMore', oneMore),
    'averaged.useAll': {
      who: 'signed-in',
      check: ofVisit.extend({ useAll: z.boolean() }),
      answer: ({ visitId, useAll }, { person }) =>
        change(
          visitId,
          person.id,
          'averaged.useAll',
          averaged((state) => ({ ...state, useAll })),
        ),
    },
    'orthostatic.start': {
      who: 'signed-in',
      check: ofVisit.extend({ withSitting: z.boolean() }),
      answer: ({ visitId, withSitting }, { person }) =>
        change(visitId, person.id, 'orthostatic.start', (draft) => ({
          ...draft,
          averaged: null,
          orthostatic: startOrthostatic(withSitting, clock.now()),
        })),
    },
    'orthostatic.addSitting': {
      who: 'signed-in',
      check: ofVisit,
      answer: ({ visitId }, { person }) =>
        change(visitId, person.id, 'orthostatic.addSitting', (draft) =>
          draft.orthostatic === null ? draft : { ...draft, orthostatic: addSitting(draft.orthostatic) },
        ),
    },
    'orthostatic.next': {
      who: 'signed-in',
      check: withSymptoms,
      answer: ({ visitId, symptoms }, { person }) => leaveStep(visitId, person.id, 'orthostatic.next', symptoms, nextStep),
    },
    'orthostatic.stop': {
      who: 'signed-in',
      check: withSymptoms,
      answer: ({ visitId, symptoms }, { person }) => leaveStep(visitId, person.id, 'orthostatic.stop', symptoms, stopOrthostatic),
    },
  };
}
