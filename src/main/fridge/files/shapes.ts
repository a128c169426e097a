/** What the calls about loggers' files must look like. */
import { z } from 'zod';
import type { FileAnswers, LogMapping } from '../../../preload/contract.ts';
import { clockTime } from '../register/shapes.ts';

/** A logger's file as text is a few megabytes; 64 MiB are three years at a minute. */
export const largestLoggerFile = 64 * 1024 * 1024;
const column = z.int().min(0).max(1000);

const mapping = z.strictObject({
  delimiter: z.enum([',', ';', '\t', '|', 'blanks']),
  dateColumn: column,
  timeColumn: column.nullable(),
  temperatureColumn: column,
  numberColumn: column.nullable(),
  sensorColumn: column.nullable(),
  sensor: z.string().max(100).nullable(),
  dateOrder: z.enum(['year-month-day', 'day-month-year', 'month-day-year']),
  unit: z.enum(['C', 'F']),
  offsetMinutes: z.int().min(-840).max(840).nullable(),
  nullTokens: z.array(z.string().max(40)).max(20),
});

export const wholeMapping: z.ZodType<LogMapping> = mapping;
export const partMapping = mapping.partial() as z.ZodType<Partial<LogMapping>>;
export const mappingName = z.string().trim().min(1).max(60);
export const fileBytes = {
  fileName: z.string().trim().min(1).max(255),
  base64: z.base64().max(Math.ceil((largestLoggerFile * 4) / 3) + 4),
};

export const fileAnswers = z
  .strictObject({
    mapping: partMapping,
    mappingName,
    serial: z.string().trim().min(1).max(60),
    zone: z.string().refine(isZone),
    movedAt: clockTime,
    alteredBecause: z.string().trim().min(1).max(500),
  })
  .partial() as z.ZodType<FileAnswers>;

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
