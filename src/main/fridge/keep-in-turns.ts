/** A long file into the database in turns of a few thousand readings, so that whoever else writes waits for one turn and not for the file. */
import { beginArrival, dropArrival, endArrival, touchArrival } from '../storage/fridge-arrivals.ts';
import { findLoggerFile, insertLoggerFile } from '../storage/fridge-files.ts';
import { keepHours } from '../storage/fridge-hours.ts';
import { findLogger, hasSensor, keepLogger, keepSensor } from '../storage/fridge-loggers.ts';
import { lastReadingAt, runsOf } from '../storage/fridge-readings.ts';
import { type Db, transaction } from '../storage/open.ts';
import { type PackedBytes, packBytes } from '../storage/packed-bytes.ts';
import { type Foreseen, foresee, stillHolds } from './foresee.ts';
import type { LogImport, LogToImport } from './import-log.ts';
import {
  countsOf,
  finish,
  type HashedFile,
  hang,
  intervalOf,
  keepAtOnce,
  placeOf,
  refuseBesideArrival,
  rowOf,
  type Stored,
  unitElsewhere,
} from './keep-file.ts';
import { storeReadings } from './store-readings.ts';

/** The readings first, in turns, as nobody's; then all that makes them the unit's, at once. Where anything goes wrong nothing is left. */
export function keepInTurns(db: Db, order: LogToImport, read: HashedFile): LogImport {
  const arriving = transaction(db, () => beginTurns(db, read));
  if (arriving === null) return transaction(db, () => keepAtOnce(db, order, read));
  const { sensor, file } = arriving;
  let turnBegan = performance.now();
  const onProgress = (done: number) => {
    touchArrival(db, file);
    order.onProgress?.(done);
    rest(performance.now() - turnBegan);
    turnBegan = performance.now();
  };
  try {
    const since = lastReadingAt(db, sensor);
    const readings = storeReadings(db, { sensor, file, log: read.log }, onProgress);
    const bytes = packBytes(order.file.bytes);
    const foreseen = foresee(db, order, read, { file, sensor, readings });
    const kept = transaction(db, () => arrive(db, order, read, { file, since, readings, foreseen, bytes }));
    if (kept.state === 'elsewhere') dropArrival(db, file);
    return kept;
  } catch (thrown) {
    dropOrLeave(db, file);
    throw thrown;
  }
}

type Turned = Pick<Stored, 'file' | 'since' | 'readings'> & { foreseen: Foreseen; bytes: PackedBytes };

/** Writes: what makes its readings the unit's; nothing where somebody hung the logger in another unit meanwhile. */
function arrive(db: Db, order: LogToImport, read: HashedFile, { file, since, readings, foreseen, bytes }: Turned): LogImport {
  const unit = unitElsewhere(db, read.serial, order);
  if (unit !== null) return { state: 'elsewhere', serial: read.serial, unit };
  const place = placeOf(db, read);
  const moved = hang(db, place.logger.number, order);
  insertLoggerFile(db, rowOf(order, read, place), bytes, read.log.skipped, { file, counts: countsOf(readings, null) });
  endArrival(db, file);
  for (const [index, span] of readings.spans.entries()) keepHours(db, place.sensor, span, foreseen.hours[index]!);
  const events = stillHolds(db, foreseen, place.logger);
  return finish(db, order, { ...read, ...place, file, isNewFile: true, moved, since, readings, events, isCounted: true });
}

/** null: this very file is known. Throws Refusal 'database-locked' while another program brings one of the same sensor in. */
function beginTurns(db: Db, { serial, driver, log, sha256 }: HashedFile): { sensor: number; file: number } | null {
  const known = findLogger(db, serial);
  const logger = known ?? keepLogger(db, { serial, driver, model: log.model, interval_seconds: intervalOf(log) });
  const isNewSensor = !hasSensor(db, logger.number, log.sensor ?? '');
  const sensor = keepSensor(db, logger.number, log.sensor ?? '');
  if (findLoggerFile(db, sha256, sensor) !== null) return null;
  refuseBesideArrival(db, sensor);
  return { sensor, file: beginArrival(db, { sensor, isNewSensor, isNewLogger: known === null, lastRun: runsOf(db, sensor).at(-1)! }) };
}

/**
 * Leaves the database to others for as long as the turn before has taken: who waits for a lock looks again only now and then, and would
 * hardly ever find it free between two turns.
 */
function rest(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** What cannot be taken out now, on a full disk, is taken out by whoever opens the database next. */
function dropOrLeave(db: Db, file: number): void {
  try {
    dropArrival(db, file);
  } catch {
    // The reason why it was not kept is told; this one is the same.
  }
}
