/** The newest, lowest and highest readings of sensors, found inside the database. Times are seconds of the logger's own clock. */
import type { DegreeUnit } from '../../../drivers/model/logger-log.ts';
import type { HungSensor } from './fridge-export.ts';
import type { Db } from './open.ts';

export interface PlacedReading {
  at: number;
  value: number;
  degrees: DegreeUnit;
}

export interface NewestReading {
  at: number;
  value: number | null;
  degrees: DegreeUnit;
  /** Minutes east of UTC of the file it came with; null: not known. */
  offsetMinutes: number | null;
}

/** null: none in that time. */
export function newestReading(db: Db, { sensor, run, from, to }: HungSensor): NewestReading | null {
  const found = db
    .prepare(
      `SELECT r.at, r.value, f.degrees, f.offset_minutes AS offsetMinutes FROM logger_readings r JOIN logger_files f ON f.number = r.file
       WHERE r.sensor = ? AND r.run = ? AND r.at >= ? AND r.at < ? ORDER BY r.at DESC, r.occurrence DESC LIMIT 1`,
    )
    .get(sensor, run, from, to);
  return (found as NewestReading | undefined) ?? null;
}

/** For each unit its files are in: the lowest, and the highest; of equal ones the first. */
export function extremeReadings(db: Db, { sensor, run, from, to }: HungSensor): PlacedReading[] {
  const end = (order: 'ASC' | 'DESC', degrees: DegreeUnit) =>
    db
      .prepare(
        `SELECT r.at, r.value, f.degrees FROM logger_readings r JOIN logger_files f ON f.number = r.file
         WHERE r.sensor = ? AND r.run = ? AND r.at >= ? AND r.at < ? AND r.value IS NOT NULL AND f.degrees = ?
         ORDER BY r.value ${order}, r.at LIMIT 1`,
      )
      .get(sensor, run, from, to, degrees) as PlacedReading | undefined;
  return (['C', 'F'] as const).flatMap((degrees) => {
    const lowest = end('ASC', degrees);
    return lowest === undefined ? [] : [lowest, end('DESC', degrees)!];
  });
}
