/** What is asked of whoever reads a logger's file: the file as facts, or as a table laid open for a person's answers. */
import type { LogMapping, LogStudy } from '../../../../drivers/model/log-mapping.ts';
import type { LoggerFile } from '../../../../drivers/model/logger-format.ts';
import { type LogAnswers, type ReadFile, readLogFile, studyLogFile, type UnreadFile } from './read-log-file.ts';

export type ReadingNeeds =
  | { what: 'read'; file: LoggerFile; answers: LogAnswers }
  | { what: 'study'; file: LoggerFile; mapping: Partial<LogMapping> };

export type ReadingDone = ReadFile | LogStudy | UnreadFile;

/** Rejects with what went wrong in reading. */
export type Reading = (needs: ReadingNeeds) => Promise<ReadingDone>;

export function readHere(needs: ReadingNeeds): ReadingDone {
  return needs.what === 'read' ? readLogFile(needs.file, needs.answers) : studyLogFile(needs.file, needs.mapping);
}
