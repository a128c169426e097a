/** The vaccine fridges: what a person asks of them, each part answering its own calls. */
import { z } from 'zod';
import type { Settings } from '../../preload/contract.ts';
import type { Announce, AnsweredFridgeCall, Answers, Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { findStorageUnit } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { createFridgeRegister } from './register/register.ts';
import { storedCurve } from './stored-curve.ts';

export interface FridgeParts {
  db: Db;
  clock: Clock;
  announce: Announce;
  settings(): Settings;
}

export interface Fridge {
  answers: Answers<AnsweredFridgeCall>;
}

export function createFridge({ db, clock }: FridgeParts): Fridge {
  const register = createFridgeRegister({ db, clock, changed: () => undefined });
  return {
    answers: {
      ...register,
      'fridge.curve': {
        who: 'signed-in',
        check: z.object({
          unitId: z.string(),
          seconds: z.int().positive().nullable(),
          to: z.int().nullable(),
          points: z.int().min(1).max(20_000),
        }),
        answer: ({ unitId, ...order }) => {
          const unit = findStorageUnit(db, unitId);
          if (unit === null) throw new Refusal('fridge-unknown', unitId);
          return storedCurve(db, unit, order);
        },
      },
    },
  };
}
