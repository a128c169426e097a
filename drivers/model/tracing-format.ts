/** The shape of a driver for files: how a format is told by its content, read, and written where Isoline writes it. */
import type { Grade } from './driver.ts';
import type { Tracing } from './tracing.ts';

export interface TracingFile {
  /** Its name without a folder. */
  name: string;
  bytes: Uint8Array;
  /** A file in the same folder, by its name; null where there is none. Some formats are several files. */
  beside(name: string): Uint8Array | null;
}

export interface WrittenFile {
  name: string;
  bytes: Uint8Array;
}

export interface TracingReader {
  /** The record in the file. Throws `UnreadableTracing` with what and where, and nothing else. */
  read(file: TracingFile): Tracing;
}

export interface TracingWriter {
  /**
   * The files that hold it, the one to name first. Throws `UnwritableTracing` where the format cannot hold it. `note`: a few words in
   * ASCII about this very file, for whoever opens it.
   */
  write(tracing: Tracing, name: string, note?: string): WrittenFile[];
}

export interface TracingFormat {
  /** Kebab-case; the folder's name; stored with every record; never reused. */
  id: string;
  /** What a person calls it, maker first where it is one maker's. */
  label: string;
  grade: Grade;
  /** Section of the protocol notes and the sources behind it, in a few words. */
  source: string;
  /** Lower case, without the dot; the usual one first. */
  endings: readonly string[];
  /** Whether the content looks like this format. Looks at a few hundred bytes, never at the name alone; never throws. */
  recognize(file: TracingFile): boolean;
  /** Whether a record of it is read with files beside the one that is named. */
  isSeveralFiles?: true;
  reader(): Promise<TracingReader>;
  writer?(): Promise<TracingWriter>;
  /** Where it is written but holds 16 bits alone: what a copy in other steps must keep to. `oneStep`: the same step for all leads. */
  copies?: { oneStep: boolean };
}

/** A file that cannot be read, in words: what in it, and where. */
export class UnreadableTracing extends Error {
  override name = 'UnreadableTracing';
  readonly what: string;
  readonly where: string | null;

  /** `where`: "byte 1,204", "section 6", "line 3", "element restingecgdata/waveforms". */
  constructor(what: string, where: string | null = null) {
    super(where === null ? what : `${what} (${where})`);
    this.what = what;
    this.where = where;
  }
}

/** A record that a format cannot hold, in words. */
export class UnwritableTracing extends Error {
  override name = 'UnwritableTracing';
}
