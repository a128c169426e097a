/** Where the data records of a file stand in time: one after another, or, in an interrupted recording, where each one's keeper says. */
import { UnreadableTracing } from '../model/tracing-format.ts';
import type { EdfHeader } from './header.ts';

export interface RecordTimes {
  /** Seconds from the header's start to the first sample. */
  begins: number;
  /** Seconds of each record from the first; null: one after another without a gap. */
  starts: number[] | null;
}

/** Of all signals, absent ones between the records of an interrupted recording included. */
const mostSamples = 50_000_000;

/** `keepers`: of each record the time its first list says; null where there is none. Throws `UnreadableTracing`. */
export function recordTimes({ reserved, recordSeconds, signals }: EdfHeader, keepers: readonly (number | null)[]): RecordTimes {
  const begins = keepers[0] ?? 0;
  if (!/^[EB]DF\+D/.test(reserved)) return { begins, starts: null };
  const starts = keepers.map((keeper, index) => {
    if (keeper === null) throw new UnreadableTracing(`record ${index + 1} of this interrupted recording does not say when it was taken`);
    return keeper - begins;
  });
  for (const [index, start] of starts.entries()) {
    if (index > 0 && start < starts[index - 1]! + recordSeconds * 0.999)
      throw new UnreadableTracing(`record ${index + 1} of this interrupted recording begins before the one before it ends`);
  }
  const inRecord = signals.reduce((sum, { perRecord }) => sum + perRecord, 0);
  if (((starts.at(-1) ?? 0) / recordSeconds + 1) * inRecord > mostSamples)
    throw new UnreadableTracing('this interrupted recording spans more time than Isoline reads at once');
  return { begins, starts };
}
