/** Logger files: dropped, found on a drive, or mapped column by column. Part of the contract: types and names only. */
import type { LogMapping, LogQuestion, LogStudy } from '../../drivers/model/log-mapping.ts';
import type { ClockTime, Degrees } from './fridge.ts';

export type { LogMapping, LogQuestion, LogStudy };
export type Signature = 'genuine' | 'altered' | 'unsigned' | 'unknown-key';

/** What a person answers where the file leaves it open. */
export interface FileAnswers {
  mapping?: Partial<LogMapping>;
  /** The name of a saved mapping, in place of one. */
  mappingName?: string;
  serial?: string;
  zone?: string;
  /** Since when the logger hangs in this unit, where it hung in another. */
  movedAt?: ClockTime;
  /** The signature does not fit the file, and a person takes it in all the same, for this reason. */
  alteredBecause?: string;
}

export interface FileOrder {
  fileName: string;
  base64: string;
  /** null: the unit in which its logger hangs, where that is known. */
  unitId: string | null;
  answers: FileAnswers;
}

/** What became of a file. Only 'imported' and 'nothing-new' have stored something. */
export type FileOutcome =
  | {
      state: 'imported' | 'nothing-new';
      unitId: string;
      unitName: string;
      fileName: string;
      logger: string;
      serial: string;
      signature: Signature;
      /** The last reading known before; null: none was. */
      since: ClockTime | null;
      fresh: number;
      known: number;
      days: number;
      /** What is said otherwise than it was known; what was known stays. */
      conflicts: number;
      degrees: Degrees;
      skipped: { line: number; reason: string }[];
      notes: string[];
      excursions: number;
      incidents: { id: string; became: 'opened' | 'grew' }[];
    }
  | { state: 'unreadable'; fileName: string; what: string; where: string | null }
  /** A person has to say these; `study` lays the file open where columns are asked for. */
  | { state: 'unanswered'; fileName: string; what: string; questions: (LogQuestion | 'serial')[]; study: LogStudy | null }
  /** Nobody has said yet in which unit this logger hangs. */
  | { state: 'whose'; fileName: string; serial: string | null; logger: string; first: ClockTime | null; last: ClockTime | null }
  | { state: 'elsewhere'; fileName: string; serial: string; unitName: string }
  /** Nothing is stored before a person has said so, and why. */
  | { state: 'altered'; fileName: string; serial: string | null }
  /** A PDF or another companion of a log: kept with the unit as an attachment. */
  | { state: 'attached'; fileName: string; unitId: string; unitName: string };

/** A logger that is a drive: plugged in, with the files it holds. */
export interface LoggerDrive {
  path: string;
  name: string;
  /** `isHere`: the same bytes were taken in already. */
  files: { name: string; isHere: boolean }[];
}

/** Where a logger may be plugged in by its cable. */
export interface LoggerPort {
  /** A serial path, "hid:04d8:0033" or "sim:elitech-rc". */
  port: string;
  label: string;
  /** The device or probe of this station that holds it; null: it is free. */
  takenBy: string | null;
}

/** A file once taken in. */
export interface LoggerFileCard {
  number: number;
  name: string;
  sha256: string;
  bytes: number;
  importedAt: string;
  /** null: by the command line. */
  importedBy: string | null;
  logger: string;
  serial: string;
  signature: Signature;
  fresh: number;
  skipped: number;
  conflicts: number;
}

export interface FridgeFileCalls {
  /** A long file tells its progress by 'fridge.importing'. */
  'fridge.receive': { in: FileOrder; out: FileOutcome };
  'fridge.loggerPorts': { in: null; out: LoggerPort[] };
  /** The memory of a logger that is plugged in at `LoggerPort.port`. Tells its progress by 'fridge.importing'. */
  'fridge.readPort': { in: { port: string; unitId: string | null; answers: FileAnswers }; out: FileOutcome };
  /** How a table would be read: for the mapping screen's preview. Stores nothing. */
  'fridge.study': { in: { fileName: string; base64: string; mapping: Partial<LogMapping> }; out: LogStudy };
  'fridge.mappings': { in: null; out: { name: string; mapping: LogMapping }[] };
  'fridge.saveMapping': { in: { name: string; mapping: LogMapping }; out: null };
  'fridge.dropMapping': { in: { name: string }; out: null };
  'fridge.drives': { in: null; out: LoggerDrive[] };
  'fridge.takeFromDrive': { in: { path: string; files: string[]; unitId: string | null }; out: FileOutcome[] };
  'fridge.files': { in: { unitId: string }; out: LoggerFileCard[] };
  /** The very bytes that were read. */
  'fridge.fileBytes': { in: { number: number }; out: { name: string; base64: string } };
}

export interface FridgeFileFacts {
  'fridge.importing': { fileName: string; done: number };
  'fridge.drivesChanged': null;
  /** A logger's drive was plugged in and its files taken in. */
  'fridge.taken': FileOutcome[];
}
