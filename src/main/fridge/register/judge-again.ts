/** Everything known of a logger, held once more against the units it hung in: after it was moved, or a unit's limits were changed. */
import type { Kept } from '../../storage/fridge-incidents.ts';
import { loggerByNumber, sensorsOf } from '../../storage/fridge-loggers.ts';
import { lastReadingAt } from '../../storage/fridge-readings.ts';
import type { Db } from '../../storage/open.ts';
import { judgeReadings } from '../judge-readings.ts';
import { judgeStoredDays } from '../store-days.ts';

/** Writes. What is known of an excursion is brought up to date; none is ever taken back. */
export function judgeAgain(db: Db, logger: number, at: Date): Kept[] {
  const { interval_seconds } = loggerByNumber(db, logger)!;
  return sensorsOf(db, logger).flatMap((sensor) => {
    if (lastReadingAt(db, sensor) === null) return judgeStoredDays(db, sensor, logger, at);
    const from = { run: 0, at: Number.MIN_SAFE_INTEGER };
    return judgeReadings(db, { sensor, logger, intervalSeconds: interval_seconds ?? 0, from }, at);
  });
}
