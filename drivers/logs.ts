/** The catalogue of loggers' files, the most certain first: a file is read by the first format that recognizes it. */
import { berlinger } from './berlinger/format.ts';
import { bvTag } from './bv-tag/format.ts';
import { loggerCsv } from './logger-csv/format.ts';
import type { LogMapping } from './model/log-mapping.ts';
import { type LoggerFile, type LoggerFormat, UnreadableLog } from './model/logger-format.ts';
import type { LoggerLog } from './model/logger-log.ts';

export const loggerFormats: readonly LoggerFormat[] = [berlinger, bvTag, loggerCsv];

export interface ReadLog {
  format: LoggerFormat;
  log: LoggerLog;
}

/** Throws `UnreadableLog` with what and where, `UnansweredLog` where a person must say how it is meant. */
export function readLog(file: LoggerFile, answers?: Partial<LogMapping>): ReadLog {
  const format = logFormatOf(file);
  return { format, log: format.read(file, answers) };
}

/** Throws `UnreadableLog` where no format knows the content. */
export function logFormatOf(file: LoggerFile): LoggerFormat {
  if (file.bytes.length === 0) throw new UnreadableLog('The file is empty');
  const format = loggerFormats.find((one) => one.recognize(file));
  if (format === undefined) throw new UnreadableLog('The content is of no logger that Isoline knows');
  return format;
}
