/** One standing fault for all devices whose measurements cannot be stored: told when it begins, taken back when nothing waits any more. */
import type { Failure } from '../../preload/contract.ts';
import type { Announce } from '../answer.ts';
import type { UnstoredTold } from './unstored.ts';

export interface StoringFault {
  /** For the measurements of one device. */
  of(deviceId: string): UnstoredTold;
  /** null: everything that was measured is on disk. */
  standing(): Failure | null;
}

export interface StoringFaultParts {
  announce: Announce;
  /** What was thrown as a code, with a new reference. */
  failureOf(thrown: unknown): Failure;
  writeFault(ref: string, during: string, thrown: unknown): void;
  note(words: string): void;
}

export function createStoringFault({ announce, failureOf, writeFault, note }: StoringFaultParts): StoringFault {
  const waiting = new Set<string>();
  let fault: Failure | null = null;
  function begin(thrown: unknown): void {
    const { code, ref } = failureOf(thrown);
    fault = { code: 'readings-waiting', about: code, ref };
    writeFault(ref, 'storing a measurement', thrown);
    announce('station.fault', fault);
  }
  function end(deviceId: string): void {
    waiting.delete(deviceId);
    if (fault === null || waiting.size > 0) return;
    note(`no measurement waits to be stored any more; fault ${fault.ref} is over`);
    announce('station.fault-over', { ref: fault.ref });
    fault = null;
  }
  return {
    of: (deviceId) => ({
      waiting(thrown) {
        waiting.add(deviceId);
        if (fault === null) begin(thrown);
      },
      stored: () => end(deviceId),
      lost: (count) => note(`measurements that could not be stored and are lost: ${count}${fault === null ? '' : `; fault ${fault.ref}`}`),
    }),
    standing: () => fault,
  };
}
