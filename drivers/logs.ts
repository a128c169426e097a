/** The catalogue of loggers' files, the most certain first: a file is read by the first format that recognizes it. */
import { berlinger } from './berlinger/format.ts';
import { type LoggerFile, type LoggerFormat, UnreadableLog } from './model/logger-format.ts';
import type { LoggerLog } from './model/logger-log.ts';

export const loggerFormats: readonly LoggerFormat[] = [berlinger];

export interface ReadLog {
  format: LoggerFormat;
  log: LoggerLog;
}

/** Throws `UnreadableLog` with what and where. */
export function readLog(file: LoggerFile): ReadLog {
  if (file.bytes.length === 0) throw new UnreadableLog('The file is empty');
  const format = loggerFormats.find((one) => one.recognize(file));
  if (format === undefined) throw new UnreadableLog('The content is of no logger that Isoline knows');
  return { format, log: format.read(file) };
}
