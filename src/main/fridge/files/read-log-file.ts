/** A logger's file as facts, with what a person said where it leaves something open. Pure: it may stand on a thread of its own. */
import { loggerFormats, readLog } from '../../../../drivers/logs.ts';
import type { LogMapping, LogQuestion, LogStudy } from '../../../../drivers/model/log-mapping.ts';
import { type LoggerFile, UnansweredLog, UnreadableLog } from '../../../../drivers/model/logger-format.ts';
import type { DeviceTime, LoggerLog } from '../../../../drivers/model/logger-log.ts';
import { shiftsOf, withUnmovedClock } from '../../../../drivers/model/printed-clock.ts';

/** What a person said where the file leaves it open. */
export interface LogAnswers {
  mapping?: Partial<LogMapping>;
  serial?: string;
  /** The clinic's zone: undoes summer time that a vendor's program printed into the times. */
  zone?: string;
  /** Since when the logger hangs in this unit, where it hung in another. */
  movedAt?: DeviceTime;
  /** Why a file is taken in although its signature does not fit it. */
  alteredBecause?: string;
}

export interface ReadFile {
  driver: string;
  serial: string;
  log: LoggerLog;
}

export type UnreadFile =
  | { state: 'unreadable'; what: string; where: string | null }
  | { state: 'unanswered'; what: string; questions: (LogQuestion | 'serial')[] };

/** Throws where the zone is none. */
export function readLogFile(file: LoggerFile, answers: LogAnswers = {}): ReadFile | UnreadFile {
  return orSay(() => {
    const { format, log } = readLog(file, answers.mapping);
    const serial = log.serial ?? answers.serial ?? '';
    const unit = answers.mapping?.unit;
    const questions = [...(log.unitKnown || unit !== undefined ? [] : ['unit' as const]), ...(serial === '' ? ['serial' as const] : [])];
    if (questions.length > 0) return { state: 'unanswered', what: 'The file leaves it open', questions };
    const known = log.unitKnown || unit === undefined ? log : { ...log, unit, unitKnown: true };
    return { driver: format.id, serial, log: answers.zone === undefined ? known : withUnmovedClock(known, shiftsOf(answers.zone)) };
  });
}

/** How a table would be read. */
export function studyLogFile(file: LoggerFile, mapping: Partial<LogMapping>): LogStudy | UnreadFile {
  return orSay(() => {
    const format = loggerFormats.find((one) => one.study !== undefined && one.recognize(file));
    if (format?.study === undefined) throw new UnreadableLog('It is no table of temperatures');
    return format.study(file, mapping);
  });
}

function orSay<Read>(read: () => Read | UnreadFile): Read | UnreadFile {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof UnansweredLog) return { state: 'unanswered', what: thrown.what, questions: [...thrown.questions] };
    if (thrown instanceof UnreadableLog) return { state: 'unreadable', what: thrown.what, where: thrown.where };
    throw thrown;
  }
}
