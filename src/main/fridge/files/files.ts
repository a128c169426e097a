/** Loggers' files as people hand them over, by hand or on a drive, and what was taken in before. */
import { z } from 'zod';
import type { FridgeFileCalls } from '../../../preload/contract.ts';
import type { SignedIn, Who } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { writeAudit } from '../../storage/audit.ts';
import { filesOfUnit, loggerFileOf } from '../../storage/fridge-files.ts';
import { findStorageUnit } from '../../storage/fridge-units.ts';
import { dropMapping, listMappings, saveMapping } from '../../storage/log-mappings.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { createLoggerDrives, type DriveParts, type LoggerDrives } from './drives.ts';
import { readPort } from './read-port.ts';
import type { Receiving } from './receiving.ts';
import { fileAnswers, fileBytes, mappingName, partMapping, wholeMapping } from './shapes.ts';

export type FileAnswersOf = {
  [C in keyof FridgeFileCalls]: {
    who: Who;
    check: z.ZodType<FridgeFileCalls[C]['in']>;
    answer(order: FridgeFileCalls[C]['in'], asker: SignedIn): FridgeFileCalls[C]['out'] | Promise<FridgeFileCalls[C]['out']>;
  };
};

export interface FilesParts extends DriveParts {
  /** After something is on disk. */
  changed(): void;
}

export interface FridgeFiles {
  answers: FileAnswersOf;
  drives: LoggerDrives;
}

export function createFridgeFiles({ changed, ...given }: FilesParts): FridgeFiles {
  const { db, clock } = given;
  const receiving: Receiving = {
    ...given.receiving,
    async receive(needs) {
      const outcome = await given.receiving.receive(needs);
      if ('unitId' in outcome) changed();
      return outcome;
    },
  };
  const parts = { ...given, receiving };
  const drives = createLoggerDrives(parts);
  const answers: FileAnswersOf = {
    'fridge.receive': {
      who: 'signed-in',
      check: z.strictObject({ ...fileBytes, unitId: z.string().nullable(), answers: fileAnswers }),
      answer: ({ fileName, base64, unitId, answers: said }, { person }) =>
        receiving.receive({
          what: 'file',
          order: {
            file: { name: fileName, bytes: Buffer.from(base64, 'base64') },
            unitId,
            answers: said,
            personId: person.id,
            at: clock.now(),
          },
        }),
    },
    'fridge.loggerPorts': { who: 'signed-in', check: z.null(), answer: () => parts.loggerPorts() },
    'fridge.readPort': {
      who: 'signed-in',
      check: z.strictObject({ port: z.string().trim().min(1).max(300), unitId: z.string().nullable(), answers: fileAnswers }),
      answer: (order, { person }) => readPort(parts, order, person.id),
    },
    'fridge.study': {
      who: 'signed-in',
      check: z.strictObject({ ...fileBytes, mapping: partMapping }),
      async answer({ fileName, base64, mapping }) {
        const file = { name: fileName, bytes: Buffer.from(base64, 'base64') };
        const study = await receiving.study(file, mapping);
        if ('state' in study) throw new Refusal('fridge-unreadable', study.what);
        return study;
      },
    },
    'fridge.mappings': { who: 'signed-in', check: z.null(), answer: () => listMappings(db) },
    'fridge.saveMapping': {
      who: 'signed-in',
      check: z.strictObject({ name: mappingName, mapping: wholeMapping }),
      answer({ name, mapping }, { person }) {
        const at = clock.now();
        transaction(db, () => {
          saveMapping(db, { name, mapping, personId: person.id, at });
          writeAudit(db, { at, personId: person.id, action: 'fridge.mapping-saved', subjectKind: 'log-mapping', subjectId: name });
        });
        return null;
      },
    },
    'fridge.dropMapping': {
      who: 'signed-in',
      check: z.strictObject({ name: mappingName }),
      answer({ name }, { person }) {
        const at = clock.now();
        transaction(db, () => {
          dropMapping(db, name);
          writeAudit(db, { at, personId: person.id, action: 'fridge.mapping-dropped', subjectKind: 'log-mapping', subjectId: name });
        });
        return null;
      },
    },
    ...drives.answers,
    'fridge.files': {
      who: 'signed-in',
      check: z.strictObject({ unitId: z.string() }),
      answer: ({ unitId }) => filesOfUnit(db, unitIdOf(db, unitId)),
    },
    'fridge.fileBytes': {
      who: 'signed-in',
      check: z.strictObject({ number: z.int().positive() }),
      answer({ number }) {
        const found = loggerFileOf(db, number);
        if (found === null) throw new Refusal('fridge-file-gone', String(number));
        return { name: found.name, base64: Buffer.from(found.bytes).toString('base64') };
      },
    },
  };
  return { answers, drives };
}

function unitIdOf(db: Db, id: string): string {
  if (findStorageUnit(db, id) === null) throw new Refusal('fridge-unknown', id);
  return id;
}
