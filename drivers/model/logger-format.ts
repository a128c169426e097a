/** The shape of a driver for loggers' files: how a format is told by its content, and read. */
import type { Grade } from './driver.ts';
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
  /** What the file says. A row that cannot be read is in `skipped`; throws `UnreadableLog` only where nothing can be said at all. */
  read(file: LoggerFile): LoggerLog;
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
