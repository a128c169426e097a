/** Reads EKG files and computes on them on a thread of its own; rejects with what went wrong. */
import { type Examine, examineHere } from '../chart/ekg/examine.ts';
import { createThread } from './thread.ts';

export interface EkgReader {
  examine: Examine;
  stop(): Promise<void>;
}

/** `report` hears of a thread that ended by itself. */
export function createEkgReader(report: (thrown: unknown) => void): EkgReader {
  const thread = createThread({ program: 'ekg-reader-worker', here: examineHere, report });
  return { examine: thread.work, stop: thread.stop };
}
