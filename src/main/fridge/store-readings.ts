/** The readings of a log into the database, run by run of the logger's clock; what is there already stays as it is. */
import { clockSeconds } from '../../../drivers/framing/local-time.ts';
import { clockBreakIndexes } from '../../../drivers/model/clock-breaks.ts';
import type { LoggerLog } from '../../../drivers/model/logger-log.ts';
import { keepClockBreak, type ReadingPlace, readingInsert, readingsOfRun, runsOf } from '../storage/fridge-readings.ts';
import { type Db, transaction } from '../storage/open.ts';
import { inUnit } from './limit-basis.ts';
import { type FileReading, mergeReadings, type ReadingConflict } from './merge-readings.ts';

export interface StoredReadings {
  fresh: number;
  known: number;
  conflicts: ReadingConflict[];
  /** The first of the new ones in the order they were logged; null: there is none. */
  firstFresh: ReadingPlace | null;
  /** From the first to the last of the new ones of each run, clock seconds. */
  spans: { run: number; from: number; to: number }[];
}

/** So many at once: whoever else writes waits a few milliseconds for them. */
const slice = 2000;

/**
 * Writes, a few thousand readings at once where no transaction is around it. Of a run, no more than what the file spans is looked at.
 * `onProgress`: readings done, after each of these turns.
 */
export function storeReadings(
  db: Db,
  { sensor, file, log }: { sensor: number; file: number; log: LoggerLog },
  onProgress: (done: number) => void = () => {},
): StoredReadings {
  const insert = readingInsert(db, sensor, file);
  const result: StoredReadings = { fresh: 0, known: 0, conflicts: [], firstFresh: null, spans: [] };
  let done = 0;
  for (const { run, readings } of runsIn(db, sensor, log)) {
    const { fresh, known, conflicts } = mergeReadings(readings, storedIn(db, sensor, run, readings, log));
    for (let from = 0; from < fresh.length; from += slice) {
      const part = fresh.slice(from, from + slice);
      transaction(db, () => {
        for (const { at, occurrence, value, note } of part) insert(run, at, occurrence, value, note);
      });
      done += part.length;
      onProgress(done);
    }
    for (const { at } of fresh) if (isBefore({ run, at }, result.firstFresh)) result.firstFresh = { run, at };
    if (fresh.length > 0) {
      const [from, to] = spanOf(fresh);
      result.spans.push({ run, from, to });
    }
    result.fresh += fresh.length;
    result.known += known;
    for (const conflict of conflicts) result.conflicts.push(conflict);
  }
  return result;
}

function isBefore({ run, at }: ReadingPlace, other: ReadingPlace | null): boolean {
  return other === null || run < other.run || (run === other.run && at < other.at);
}

/** The log's readings between the changes of its clock, each stretch with the run it belongs to. */
function runsIn(db: Db, sensor: number, log: LoggerLog): { run: number; readings: FileReading[] }[] {
  const all = log.readings.map(({ at, value, note }): FileReading => ({ at: clockSeconds(at), value, note: note ?? null }));
  const starts = [0, ...clockBreakIndexes(log)];
  return starts.map((start, index) => {
    const readings = all.slice(start, starts[index + 1]);
    const run = index === 0 ? runOfFirst(db, sensor, readings, log) : keepClockBreak(db, sensor, all[start - 1]!.at, all[start]!.at);
    return { run, readings };
  });
}

/** The run most of whose readings these are; of a logger whose memory no longer reaches back to what is known, the last one. */
function runOfFirst(db: Db, sensor: number, readings: readonly FileReading[], log: LoggerLog): number {
  const runs = runsOf(db, sensor);
  if (runs.length === 1) return runs[0]!;
  const known = runs.map((run) => mergeReadings(readings, storedIn(db, sensor, run, readings, log)).known);
  const most = Math.max(...known);
  return most === 0 ? runs.at(-1)! : runs[known.lastIndexOf(most)]!;
}

function storedIn(db: Db, sensor: number, run: number, readings: readonly FileReading[], log: LoggerLog): Map<number, (number | null)[]> {
  const stored = new Map<number, (number | null)[]>();
  const [from, to] = spanOf(readings);
  for (const [, at, value, degrees] of readingsOfRun(db, sensor, run, from, to)) {
    const inFilesUnit = value === null ? null : inUnit(value, degrees, log.unit);
    const there = stored.get(at);
    if (there === undefined) stored.set(at, [inFilesUnit]);
    else there.push(inFilesUnit);
  }
  return stored;
}

function spanOf(readings: readonly { at: number }[]): [number, number] {
  return readings.reduce(
    ([from, to], { at }) => [Math.min(from, at), Math.max(to, at)],
    [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  );
}
