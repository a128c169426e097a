/**
 * One polled temperature into the database, judged like any logger's reading. All that one probe says on one day under one offset of
 * the clock stands under one row of `logger_files`, whose bytes only say so: a probe has no file.
 */
import { createHash } from 'node:crypto';
import { clockSeconds } from '../../../../drivers/framing/local-time.ts';
import { localTime } from '../../local-time.ts';
import { findLoggerFile, insertLoggerFile } from '../../storage/fridge-files.ts';
import type { Kept } from '../../storage/fridge-incidents.ts';
import { keepSensor } from '../../storage/fridge-loggers.ts';
import { keepClockBreak, readingInsert } from '../../storage/fridge-readings.ts';
import { type Db, transaction } from '../../storage/open.ts';
import { packBytes } from '../../storage/packed-bytes.ts';
import { countPolled, lastPolled } from '../../storage/storage-probes.ts';
import { judgeReadings } from '../judge-readings.ts';

export interface PolledProbe {
  /** The number of its logger. */
  logger: number;
  serial: string;
  driver: string;
  everySeconds: number;
}

export interface Polled {
  /** null: the probe answered, and its sensor had no value. */
  celsius: number | null;
  /** Why there is none. */
  about: string | null;
}

/**
 * Writes. `local`: the same instant by the station's wall clock, with its offset. A reading of the very second of the one before is left out. Where the station's clock has changed its offset, or stands
 * before the last reading, a new run of the clock begins: the hour that comes twice in autumn is kept twice.
 */
export function storePolled(
  db: Db,
  probe: PolledProbe,
  { celsius, about }: Polled,
  instant: Date,
  local = localTime(instant.toISOString()),
): Kept[] {
  const at = clockSeconds(local.slice(0, 19));
  const offsetMinutes = Math.round((at - Math.floor(instant.getTime() / 1000)) / 60);
  return transaction(db, () => {
    const sensor = keepSensor(db, probe.logger, '');
    const last = lastPolled(db, sensor);
    const isSameClock = last === null || (last.offsetMinutes === offsetMinutes && at >= last.at);
    if (last !== null && isSameClock && at === last.at) return [];
    const run = isSameClock ? (last?.run ?? 0) : keepClockBreak(db, sensor, last!.at, at);
    const file = dayOf(db, probe, sensor, { local, offsetMinutes, instant });
    readingInsert(db, sensor, file)(run, at, 0, celsius, about);
    countPolled(db, file);
    return judgeReadings(db, { sensor, logger: probe.logger, intervalSeconds: probe.everySeconds, from: { run, at } }, instant);
  });
}

interface PolledMoment {
  local: string;
  offsetMinutes: number;
  instant: Date;
}

function dayOf(db: Db, { serial, driver, everySeconds }: PolledProbe, sensor: number, { local, offsetMinutes, instant }: PolledMoment) {
  const name = `polled ${local.slice(0, 10)} UTC${local.slice(19)} every ${everySeconds} s`;
  const bytes = Buffer.from(`${driver} ${serial} ${name}\n`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const known = findLoggerFile(db, sha256, sensor);
  if (known !== null) return known.number;
  const row = {
    sha256,
    sensor,
    name,
    imported_at: instant.toISOString(),
    imported_by: null,
    driver,
    signature: 'unsigned' as const,
    degrees: 'C' as const,
    offset_minutes: offsetMinutes,
    offset_from: 'station',
    interval_seconds: everySeconds,
    answers: '{}',
  };
  return insertLoggerFile(db, row, packBytes(bytes), []);
}
