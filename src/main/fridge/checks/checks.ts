/** The workday at the vaccine fridges: what is shown, what a person confirms or types, corrects, remarks and reviews. */
import { z } from 'zod';
import { clockSeconds } from '../../../../drivers/framing/local-time.ts';
import type { FridgeCalls, FridgeSettings } from '../../../preload/contract.ts';
import type { Clock, SignedIn, Who } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import { checksBetween, findCheck, insertCheck } from '../../storage/fridge-checks.ts';
import { insertNote, insertReview, reviewsOf } from '../../storage/fridge-notes.ts';
import { findStorageUnit, type StorageUnitRow } from '../../storage/fridge-units.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { ulid } from '../../storage/ulid.ts';
import { clockTime } from '../register/shapes.ts';
import { fridgeCard, fridgeDay } from './card.ts';
import { peoplesCurve } from './curve.ts';
import { momentOf } from './moment.ts';
import { checkToWrite, isSpan, noteText, reason, remark, span, valuesToWrite } from './shapes.ts';
import { takeCheck } from './take-check.ts';

export interface ChecksParts {
  db: Db;
  clock: Clock;
  settings(): FridgeSettings;
  /** After a change is on disk. */
  changed(): void;
}

export type CheckCall =
  | 'fridge.day'
  | 'fridge.check'
  | 'fridge.correctCheck'
  | 'fridge.curve'
  | 'fridge.note'
  | 'fridge.checks'
  | 'fridge.reviews'
  | 'fridge.review';

export type CheckAnswers = {
  [C in CheckCall]: {
    who: Who;
    check: z.ZodType<FridgeCalls[C]['in']>;
    answer(order: FridgeCalls[C]['in'], asker: SignedIn): FridgeCalls[C]['out'];
  };
};

/** Whoever answers for a span has more than the check of one day in view. */
export const reviewers: Who = ['coordinator', 'nurse', 'clinician', 'administrator'];

export function createFridgeChecks({ db, clock, settings, changed }: ChecksParts): CheckAnswers {
  const ofUnit = z.object({ unitId: z.string() });
  return {
    'fridge.day': { who: 'signed-in', check: z.null(), answer: () => fridgeDay(db, clock.now(), settings()) },
    'fridge.check': {
      who: 'signed-in',
      check: checkToWrite,
      answer(order, { person }) {
        const unit = unitInUse(db, order.unitId);
        takeCheck(db, unit, order, { personId: person.id, at: clock.now() });
        changed();
        return fridgeCard(db, unit, clock.now(), settings());
      },
    },
    'fridge.correctCheck': {
      who: 'signed-in',
      check: z.object({ checkId: z.string(), values: valuesToWrite, reason }),
      answer(order, { person }) {
        const unit = correctCheck(db, order, { personId: person.id, at: clock.now() });
        changed();
        return fridgeCard(db, unit, clock.now(), settings());
      },
    },
    'fridge.curve': {
      who: 'signed-in',
      check: z.object({
        unitId: z.string(),
        seconds: z.int().positive().nullable(),
        to: z.int().nullable(),
        points: z.int().min(1).max(20_000),
      }),
      answer: ({ unitId, ...order }) => peoplesCurve(db, unitRow(db, unitId), order, clock.now()),
    },
    'fridge.note': {
      who: 'signed-in',
      check: z.object({ unitId: z.string(), at: clockTime, text: noteText }),
      answer({ unitId, at, text }, { person }) {
        const unit = unitRow(db, unitId);
        insertNote(db, { unitId: unit.id, at: clockSeconds(at), text, writtenAt: clock.now(), personId: person.id });
        changed();
        return null;
      },
    },
    'fridge.checks': {
      who: 'signed-in',
      check: ofUnit.extend(span).refine(isSpan),
      answer: ({ unitId, from, to }) => checksBetween(db, unitRow(db, unitId).id, from, to),
    },
    'fridge.reviews': { who: 'signed-in', check: ofUnit, answer: ({ unitId }) => reviewsOf(db, unitRow(db, unitId).id) },
    'fridge.review': {
      who: reviewers,
      check: ofUnit.extend({ ...span, remark }).refine(isSpan),
      answer(order, { person }) {
        const review = writeReview(db, order, { personId: person.id, at: clock.now() });
        changed();
        return review;
      },
    },
  };
}

function unitRow(db: Db, id: string): StorageUnitRow {
  const unit = findStorageUnit(db, id);
  if (unit === null) throw new Refusal('fridge-unknown', id);
  return unit;
}

function unitInUse(db: Db, id: string): StorageUnitRow {
  const unit = unitRow(db, id);
  if (unit.retired_at !== null) throw new Refusal('fridge-unknown', id);
  return unit;
}

interface By {
  personId: string;
  at: Date;
}

/** The older values stay under the new ones. */
function correctCheck(
  db: Db,
  { checkId, values, reason: why }: FridgeCalls['fridge.correctCheck']['in'],
  { personId, at }: By,
): StorageUnitRow {
  const check = findCheck(db, checkId);
  if (check === null) throw new Refusal('fridge-check-unknown', checkId);
  const { id, unitId, date, half } = check;
  transaction(db, () => {
    insertCheck(db, { id, unitId, date, half, at, personId, values, source: 'typed', reason: why });
    const detail = { checkId, reason: why };
    writeAudit(db, { at, personId, action: 'fridge.check-corrected', subjectKind: 'storage-unit', subjectId: unitId, detail });
  });
  return unitRow(db, unitId);
}

/** Of days that have been: nobody has looked through tomorrow. */
function writeReview(db: Db, order: FridgeCalls['fridge.review']['in'], { personId, at }: By): FridgeCalls['fridge.review']['out'] {
  const { id: unitId } = unitRow(db, order.unitId);
  if (order.to > momentOf(at).date) throw new Refusal('check-failed', 'to');
  const id = ulid(at);
  transaction(db, () => {
    insertReview(db, { ...order, id, unitId, signedAt: at, personId });
    const detail = { reviewId: id, from: order.from, to: order.to };
    writeAudit(db, { at, personId, action: 'fridge.reviewed', subjectKind: 'storage-unit', subjectId: unitId, detail });
  });
  return reviewsOf(db, unitId).find((review) => review.id === id)!;
}
