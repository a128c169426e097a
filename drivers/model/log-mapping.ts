/** How the columns of a table of temperatures are to be read: found by content, told by a person, or both; saved by name. Cold-chain notes 13. */
import type { DegreeUnit, DeviceTime } from './logger-log.ts';

export type Delimiter = ',' | ';' | '\t' | '|' | 'blanks';
export type DateOrder = 'year-month-day' | 'day-month-year' | 'month-day-year';

/** Columns count from 0. */
export interface LogMapping {
  delimiter: Delimiter;
  /** Holds the date, and the time too where `timeColumn` is null. */
  dateColumn: number;
  timeColumn: number | null;
  temperatureColumn: number;
  /** The row's own number. */
  numberColumn: number | null;
  /** Which sensor a row is of, where one file holds several; with `sensor`, the one to take. */
  sensorColumn: number | null;
  sensor: string | null;
  dateOrder: DateOrder;
  unit: DegreeUnit;
  /** Minutes east of UTC of every time in the file; null: not known. */
  offsetMinutes: number | null;
  /** Texts that mean "no temperature", besides those every logger uses. */
  nullTokens: readonly string[];
}

/** What a file does not say for sure, and nobody may guess. */
export type LogQuestion = 'date-order' | 'unit' | 'date-column' | 'temperature-column' | 'sensor';

export interface LogColumn {
  index: number;
  /** Its heading, of all heading lines; empty where there is none. */
  label: string;
  /** The first few cells. */
  samples: string[];
  holds: 'date' | 'time' | 'number' | 'text' | 'nothing';
}

/** A file laid open for the screen where a person says how it is to be read. */
export interface LogStudy {
  /** What stands above the table, a line each; at most 40. */
  above: string[];
  columns: LogColumn[];
  /** As far as it could be found, with the person's answers in it; a column that was not found is -1. */
  mapping: LogMapping;
  /** Open questions. Empty: the file can be read. */
  questions: LogQuestion[];
  /** The sensors a file of several names. */
  sensors: string[];
  /** What comes out with this mapping; null while a column is missing. */
  outcome: LogOutcome | null;
}

export interface LogOutcome {
  /** The first rows, in the mapping's unit. */
  rows: { at: DeviceTime; value: number | null }[];
  count: number;
  first: DeviceTime | null;
  last: DeviceTime | null;
  min: number | null;
  max: number | null;
  skipped: number;
}
