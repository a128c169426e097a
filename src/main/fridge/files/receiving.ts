/** What is asked of whoever takes loggers' files in: a file or a logger's memory, read and stored, or a table laid open for a person's answers. */
import type { LogMapping, LogStudy } from '../../../../drivers/model/log-mapping.ts';
import type { LoggerFile } from '../../../../drivers/model/logger-format.ts';
import type { FileOutcome } from '../../../preload/contract.ts';
import type { Db } from '../../storage/open.ts';
import { type ReadFile, studyLogFile, type UnreadFile } from './read-log-file.ts';
import { type HandedOver, receiveFile, takeIn } from './receive.ts';

export type ReceivingNeeds =
  | { what: 'file'; order: HandedOver }
  | { what: 'memory'; order: HandedOver; read: ReadFile }
  | { what: 'study'; file: LoggerFile; mapping: Partial<LogMapping> };

export interface Importing {
  fileName: string;
  /** Readings of a long file that are stored so far. */
  done: number;
}

/** Throws or rejects with what went wrong. */
export interface Receiving {
  receive(needs: Exclude<ReceivingNeeds, { what: 'study' }>): Promise<FileOutcome>;
  study(file: LoggerFile, mapping: Partial<LogMapping>): Promise<LogStudy | UnreadFile>;
}

export type ReceivingDone = FileOutcome | LogStudy | UnreadFile;

/** `importing` hears of a long file on its way. Throws Refusal for what a person can do something about. */
export function receiveHere(db: Db, needs: ReceivingNeeds, importing: (fact: Importing) => void): ReceivingDone {
  switch (needs.what) {
    case 'file':
      return receiveFile({ db, importing }, needs.order);
    case 'memory':
      return takeIn({ db, importing }, needs.order, needs.read);
    case 'study':
      return studyLogFile(needs.file, needs.mapping);
  }
}
