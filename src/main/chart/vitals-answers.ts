/** Orders about the values of a visit: type, tick, qualify, set aside, assign, look, sign, correct. */
import { z } from 'zod';
import { entryQuestion } from '../../../drivers/model/entry-range.ts';
import { isPlausiblePressure, type Quantity } from '../../../drivers/model/quantity.ts';
import type { Measurement, Qualifiers, SheetKey, TypedValue } from '../../preload/contract.ts';
import type { Answers, SignedIn } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import {
  assignMeasurement,
  dismissMeasurement,
  findMeasurement,
  frameOf,
  insertMeasurement,
  qualifyMeasurement,
  setMeasurementAside,
  visitOfMeasurement,
  waitingMeasurements,
} from '../storage/measurements.ts';
import { transaction } from '../storage/open.ts';
import { ulid } from '../storage/ulid.ts';
import { saveDraft } from '../storage/visits.ts';
import { asStatedOfSet, readingsTogether } from './averaged.ts';
import type { ChartContext } from './chart.ts';
import { correctVitals, typedValue } from './correct.ts';
import { type Draft, readDraft, sheetKeys } from './draft.ts';
import { isRestrictedSite } from './limb.ts';
import { tileKeyOf } from './measure.ts';
import { signVitals } from './sign.ts';
import { traceOf } from './trace.ts';
import { requireOpen } from './visit-answers.ts';

export type VitalsCall =
  | 'vitals.type'
  | 'vitals.tick'
  | 'vitals.takeNewer'
  | 'vitals.qualify'
  | 'vitals.setAside'
  | 'vitals.bringBack'
  | 'vitals.assign'
  | 'vitals.dismiss'
  | 'vitals.waiting'
  | 'vitals.look'
  | 'vitals.sign'
  | 'vitals.correct';

const id = z.string().min(1).max(2000);
const reason = z.string().trim().min(1).max(500);
const unit = z.enum(['/min', '%', 'mm[Hg]', 'kPa', 'Cel', '[degF]', 'kg', 'g', '[lb_av]', 'cm', 'm', '[in_i]', 'kg/m2', '{score}']);
const key = z.enum(sheetKeys as [SheetKey, ...SheetKey[]]);
const typedKey = key.exclude(['bodyMassIndex']);
const quantity = z.custom<Quantity>((name) => typeof name === 'string' && name.length < 40);
const words = z.string().max(200).optional();
export const qualifiers: z.ZodType<Qualifiers> = z.strictObject({
  site: words,
  position: z
    .enum(['sitting', 'standing', 'supine', 'recumbent'])
    .or(z.literal('').transform(() => undefined))
    .optional(),
  cuff: z
    .enum(['neonatal', 'child', 'small-adult', 'adult', 'large-adult', 'thigh'])
    .or(z.literal('').transform(() => undefined))
    .optional(),
  method: words,
  oxygen: z
    .strictObject({
      delivery: z.enum(['room-air', 'nasal-cannula', 'simple-mask', 'non-rebreather', 'other']),
      litersPerMinute: z.number().min(0).max(100).nullable(),
      percent: z.number().min(0).max(100).nullable(),
    })
    .optional(),
  scale: words,
  step: words,
  symptoms: z.array(z.string().max(60)).max(20).optional(),
  note: z.string().max(500).optional(),
}) as never;
const told = z.strictObject({
  questionId: id,
  answer: z.enum(['told', 'repeat', 'not-yet']),
  whom: z.string().max(100).nullable(),
  how: z.enum(['in-person', 'phone']).nullable(),
  readBack: z.boolean(),
  at: z.string().max(40),
});
const ofVisit = z.object({ visitId: id });
const ofMeasurement = ofVisit.extend({ measurementId: id });

export function vitalsAnswers(context: ChartContext): Answers<VitalsCall> {
  const { db, clock } = context;
  function changeDraft(visitId: string, change: (draft: Draft) => Draft): void {
    const found = requireOpen(context, visitId);
    saveDraft(db, visitId, JSON.stringify(change(readDraft(found.draft))), clock.now());
  }
  const note = (action: string, { person }: SignedIn, measurementId: string, detail: object) =>
    writeAudit(db, { at: clock.now(), personId: person.id, action, subjectKind: 'measurement', subjectId: measurementId, detail });
  function requireInVisit(visitId: string, measurementId: string): Measurement {
    requireOpen(context, visitId);
    const found = findMeasurement(db, measurementId);
    if (found === null) throw new Refusal('reading-gone');
    if (visitOfMeasurement(db, measurementId) !== visitId) throw new Refusal('other-patient');
    return found;
  }
  return {
    'vitals.type': {
      who: 'signed-in',
      check: z.object({
        visitId: id,
        key: typedKey,
        numbers: z.array(z.number().finite()).min(1).max(3),
        unit,
        source: z.enum(['typed', 'counted']),
        qualifiers,
        meant: z.boolean(),
      }),
      answer: (input, asker) => {
        const measurementId = typeValue(context, input, asker);
        changeDraft(input.visitId, (draft) => ({
          ...draft,
          taken: { ...draft.taken, [input.key]: measurementId },
          ticks: { ...draft.ticks, [input.key]: true },
        }));
        return context.show(input.visitId);
      },
    },
    'vitals.tick': {
      who: 'signed-in',
      check: ofVisit.extend({ key, ticked: z.boolean() }),
      answer: (input) => {
        changeDraft(input.visitId, (draft) => ({ ...draft, ticks: { ...draft.ticks, [input.key]: input.ticked } }));
        return context.show(input.visitId);
      },
    },
    'vitals.takeNewer': {
      who: 'signed-in',
      check: ofMeasurement.extend({ key }),
      answer: (input) => {
        requireInVisit(input.visitId, input.measurementId);
        changeDraft(input.visitId, (draft) => ({
          ...draft,
          taken: { ...draft.taken, [input.key]: input.measurementId },
          ticks: { ...draft.ticks, [input.key]: true },
        }));
        return context.show(input.visitId);
      },
    },
    'vitals.qualify': {
      who: 'signed-in',
      check: ofMeasurement.extend({ qualifiers, overrideReason: z.string().trim().min(1).max(500).nullable() }),
      answer: (input, asker) => {
        const stated = requireLimb(context, input.visitId, input.qualifiers, input.overrideReason);
        const set = readingsTogether(readDraft(requireOpen(context, input.visitId).draft).averaged, input.measurementId);
        if (set.length > 0) {
          transaction(db, () => {
            for (const one of set) qualifyMeasurement(db, one, asStatedOfSet(requireInVisit(input.visitId, one).qualifiers, stated));
          });
        } else if (!context.intake.qualify(input.measurementId, stated)) {
          requireInVisit(input.visitId, input.measurementId);
          qualifyMeasurement(db, input.measurementId, stated);
        }
        note('measurement.qualified', asker, input.measurementId, stated);
        return context.show(input.visitId);
      },
    },
    'vitals.setAside': {
      who: 'signed-in',
      check: ofMeasurement.extend({ reason }),
      answer: (input, asker) => {
        requireInVisit(input.visitId, input.measurementId);
        transaction(db, () => {
          setMeasurementAside(db, input.measurementId, { by: asker.person.id, at: clock.now(), why: input.reason });
          note('measurement.setAside', asker, input.measurementId, { why: input.reason });
        });
        return context.show(input.visitId);
      },
    },
    'vitals.bringBack': {
      who: 'signed-in',
      check: ofMeasurement,
      answer: (input, asker) => {
        requireInVisit(input.visitId, input.measurementId);
        transaction(db, () => {
          setMeasurementAside(db, input.measurementId, null);
          note('measurement.broughtBack', asker, input.measurementId, {});
        });
        return context.show(input.visitId);
      },
    },
    'vitals.assign': {
      who: 'signed-in',
      check: ofMeasurement.extend({ reason }),
      answer: (input, asker) => {
        assign(context, input, asker);
        return context.show(input.visitId);
      },
    },
    'vitals.waiting': { who: 'signed-in', check: z.null(), answer: () => waitingMeasurements(db) },
    'vitals.dismiss': {
      who: 'signed-in',
      check: z.object({ measurementId: id, reason }),
      answer: (input, asker) => {
        if (visitOfMeasurement(db, input.measurementId) !== null) throw new Refusal('reading-gone');
        transaction(db, () => {
          dismissMeasurement(db, input.measurementId, { by: asker.person.id, at: clock.now(), why: input.reason });
          note('measurement.dismissed', asker, input.measurementId, { why: input.reason });
        });
        context.todayChanged();
        return null;
      },
    },
    'vitals.look': {
      who: 'signed-in',
      check: z.object({ measurementId: id }),
      answer: ({ measurementId }, asker) => {
        const remembered = context.intake.find(measurementId);
        const measurement = remembered?.measurement ?? findMeasurement(db, measurementId);
        if (measurement === null) throw new Refusal('reading-gone');
        note('measurement.seen', asker, measurementId, {});
        return traceOf(measurement, remembered?.arrival.frame ?? frameOf(db, measurementId));
      },
    },
    'vitals.sign': {
      who: 'signed-in',
      check: z.object({
        visitId: id,
        patientId: id,
        shown: z
          .array(
            z.object({
              key,
              measurementId: id,
              values: z
                .array(z.object({ quantity, value: z.number(), unit }))
                .min(1)
                .max(6),
            }),
          )
          // A row each, and the other positions of an orthostatic set.
          .max(sheetKeys.length + 4),
        told: z.array(told).max(20),
      }),
      answer: (input, asker) => {
        signVitals(context, input, asker);
        context.todayChanged();
        context.sessionChanged();
        return context.show(input.visitId);
      },
    },
    'vitals.correct': {
      who: 'signed-in',
      check: z.object({
        visitId: id,
        signedValueId: id,
        change: z.enum(['correct', 'withdraw', 'wrong-patient']),
        numbers: z.array(z.number().finite()).max(3).nullable(),
        unit: unit.nullable(),
        reason: z.string().max(500),
      }),
      answer: (input, asker) => {
        correctVitals(context, input, asker);
        return context.show(input.visitId);
      },
    },
  };
}

/** Stores what a person typed or counted; returns its id. An odd number needs the word that it is meant. */
function typeValue(context: ChartContext, input: TypedValue, { person }: SignedIn): string {
  const { db, clock } = context;
  const { visit } = requireOpen(context, input.visitId);
  const now = clock.now();
  const isPressure = input.key === 'bloodPressure';
  const wanted: readonly Quantity[] = isPressure
    ? (['systolic', 'diastolic', 'meanArterialPressure'] as const).slice(0, input.numbers.length)
    : [input.key as Quantity];
  if (input.numbers.length !== wanted.length || (isPressure && wanted.length < 2)) throw new Refusal('value-impossible', input.key);
  const values = wanted.map((one, index) => typedValue(one, input.numbers[index]!, input.unit, ulid(now)));
  if (isPressure && !isPlausiblePressure(values[0]!.value!, values[1]!.value!, values[2]?.value ?? null))
    throw new Refusal('value-impossible', 'diastolic');
  if (!input.meant && wanted.some((one, index) => entryQuestion(one, input.numbers[index]!, input.unit, visit.ageYears, null) !== null))
    throw new Refusal('value-impossible', input.key);
  const measurement: Measurement = {
    id: ulid(now),
    kind: isPressure ? 'bloodPressure' : 'single',
    values,
    source: input.source,
    how: 'spot',
    deviceId: null,
    driverId: null,
    deviceLabel: null,
    receivedAt: now.toISOString(),
    measuredAt: now.toISOString(),
    typedBy: person.name,
    qualifiers: requireLimb(context, input.visitId, input.qualifiers, input.qualifiers.note ?? null),
    apart: null,
    withdrawn: false,
    setAside: null,
    madeOf: [],
    arithmetic: null,
  };
  transaction(db, () => {
    insertMeasurement(db, { measurement, visitId: input.visitId, typedById: person.id, frame: null, stream: null, origin: null });
    writeAudit(db, {
      at: now,
      personId: person.id,
      action: 'measurement.typed',
      subjectKind: 'measurement',
      subjectId: measurement.id,
      patientId: visit.patient.id,
    });
  });
  return measurement.id;
}

/** A restricted arm needs a reason, which is kept with the measurement. */
function requireLimb(context: ChartContext, visitId: string, stated: Qualifiers, why: string | null): Qualifiers {
  const { visit } = requireOpen(context, visitId);
  if (!isRestrictedSite(visit.patient, stated)) return stated;
  if (why === null || why.trim() === '') throw new Refusal('limb-restricted', stated.site);
  return { ...stated, note: why };
}

/** A reading from the trays becomes this visit's because a person said so and why. */
function assign(context: ChartContext, input: { visitId: string; measurementId: string; reason: string }, { person }: SignedIn): void {
  const { db, clock } = context;
  const { visit, draft } = requireOpen(context, input.visitId);
  const measurement = findMeasurement(db, input.measurementId);
  if (measurement === null) throw new Refusal('reading-gone');
  if (visitOfMeasurement(db, input.measurementId) !== null) throw new Refusal('other-patient');
  const rowKey = tileKeyOf(measurement);
  const now = clock.now();
  transaction(db, () => {
    assignMeasurement(db, input.measurementId, input.visitId, { by: person.id, at: now, why: input.reason });
    if (rowKey !== null && rowKey !== 'perfusionIndex') {
      const before = readDraft(draft);
      saveDraft(db, input.visitId, JSON.stringify({ ...before, taken: { ...before.taken, [rowKey]: input.measurementId } }), now);
    }
    writeAudit(db, {
      at: now,
      personId: person.id,
      action: 'measurement.assigned',
      subjectKind: 'measurement',
      subjectId: input.measurementId,
      patientId: visit.patient.id,
      detail: { why: input.reason },
    });
  });
  context.todayChanged();
}
