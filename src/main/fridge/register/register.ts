/** The register of storage units, loggers and programs: kept by the vaccine coordinator or an administrator, each change in the audit log. */
import { z } from 'zod';
import type { FridgeRegisterCalls } from '../../../preload/contract.ts';
import type { Clock, SignedIn, Who } from '../../answer.ts';
import { listAllStorageUnits } from '../../storage/fridge-units.ts';
import type { Db } from '../../storage/open.ts';
import { loggerCards, unitCard } from './cards.ts';
import { hangLogger, saveLogger, saveScan, scanFile } from './loggers.ts';
import type { NoticeSettings } from './notices.ts';
import { programCards, saveProgram } from './programs.ts';
import { clockTime, loggerToSave, programToSave, serialNumber, unitToSave } from './shapes.ts';
import { retireUnit, saveUnit } from './units.ts';

export interface RegisterParts {
  db: Db;
  clock: Clock;
  settings(): NoticeSettings;
  /** After a change is on disk. */
  changed(): void;
}

type RegisterCall = Exclude<keyof FridgeRegisterCalls, 'fridge.probeDrivers' | 'fridge.addProbe' | 'fridge.dropProbe'>;

export type RegisterAnswers = {
  [C in RegisterCall]: {
    who: Who;
    check: z.ZodType<FridgeRegisterCalls[C]['in']>;
    answer(order: FridgeRegisterCalls[C]['in'], asker: SignedIn): FridgeRegisterCalls[C]['out'];
  };
};

export const keepers: Who = ['coordinator', 'administrator'];

/** A scan of a few pages; more is not taken over the wire to the screens. */
const largestScan = 20 * 1024 * 1024;

export function createFridgeRegister({ db, clock, changed, settings }: RegisterParts): RegisterAnswers {
  const saving =
    <In, Out>(save: (db: Db, order: In, by: { person: SignedIn['person']; at: Date }) => Out) =>
    (order: In, { person }: SignedIn): Out => {
      const saved = save(db, order, { person, at: clock.now() });
      changed();
      return saved;
    };
  const retiring = saving(retireUnit);
  return {
    'fridge.programs': { who: 'signed-in', check: z.null(), answer: () => programCards(db) },
    'fridge.saveProgram': { who: keepers, check: programToSave, answer: saving(saveProgram) },
    'fridge.units': {
      who: 'signed-in',
      check: z.null(),
      answer: () => listAllStorageUnits(db).map((unit) => unitCard(db, unit, clock.now(), settings())),
    },
    'fridge.saveUnit': {
      who: keepers,
      check: unitToSave,
      answer: saving((...saved) => unitCard(db, saveUnit(...saved), clock.now(), settings())),
    },
    'fridge.retireUnit': {
      who: keepers,
      check: z.object({ id: z.string(), reason: z.string().max(500) }),
      answer(order, asker) {
        retiring(order, asker);
        return null;
      },
    },
    'fridge.loggers': { who: 'signed-in', check: z.null(), answer: () => loggerCards(db) },
    'fridge.saveLogger': { who: keepers, check: loggerToSave, answer: saving(saveLogger) },
    'fridge.saveScan': {
      who: keepers,
      check: z.object({ serial: serialNumber, fileName: z.string().trim().min(1).max(255), base64: z.base64().max((largestScan * 4) / 3) }),
      answer: saving(saveScan),
    },
    'fridge.scan': { who: 'signed-in', check: z.object({ serial: serialNumber }), answer: ({ serial }) => scanFile(db, serial) },
    'fridge.assignLogger': {
      who: keepers,
      check: z.object({ serial: serialNumber, unitId: z.string(), at: clockTime.nullable() }),
      answer: saving(hangLogger),
    },
  };
}
