/** The shape of a driver for loggers' files: how a format is told by its content, and read. */
import type { Grade } from './driver.ts';
import type { LogMapping, LogQuestion, LogStudy } from './log-mapping.ts';
import type { LoggerLog } from './logger-log.ts';

export interface LoggerFile {
  /** Its name without a folder. Never the ground for recognizing it; some names carry a serial number. */
  name: string;
  bytes: Uint8Array;
}

export interface LoggerFormat {
  /** Kebab-case; the folder's name; stored with every reading; never reused. */
  id: string;
  /** What a person calls it, maker first where it is one maker's. */
  label: string;
  grade: Grade;
  /** Section of the protocol notes and the sources behind it, in a few words. */
  source: string;
  /** Lower case, without the dot; the usual one first. */
  endings: readonly string[];
  /** Whether the content looks like this format. Looks at a few thousand bytes; never throws. */
  recognize(file: LoggerFile): boolean;
  /**
   * What the file says. A row that cannot be read is in `skipped`; throws `UnreadableLog` only where nothing can be said at all, and
   * `UnansweredLog` where a person must say how it is meant. `answers`: what a person said; formats without questions ignore it.
   */
  read(file: LoggerFile, answers?: Partial<LogMapping>): LoggerLog;
  /** The file laid open for a person's answers; only formats that may have questions. Throws `UnreadableLog`. */
  study?(file: LoggerFile, answers?: Partial<LogMapping>): LogStudy;
}

/** A file that says no temperatures, in words: what in it, and where. */
export class UnreadableLog extends Error {
  override name = 'UnreadableLog';
  readonly what: string;
  readonly where: string | null;

  /** `where`: "line 3", "byte 1,204", "section Conf". */
  constructor(what: string, where: string | null = null) {
    super(where === null ? what : `${what} (${where})`);
    this.what = what;
    this.where = where;
  }
}

/** A file that can be read once a person has answered. */
export class UnansweredLog extends UnreadableLog {
  override name = 'UnansweredLog';
  readonly questions: readonly LogQuestion[];

  constructor(what: string, questions: readonly LogQuestion[]) {
    super(what);
    this.questions = questions;
  }
}
