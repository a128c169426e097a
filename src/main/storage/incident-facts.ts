/** Rows behind an incident's facts. Times are seconds of the logger's own clock. */
import type { DegreeUnit } from '../../../drivers/model/logger-log.ts';
import type { IncidentFacts } from '../../preload/contract.ts';
import { type LoggerCard, listLoggers } from './fridge-loggers.ts';
import type { Db } from './open.ts';

export function loggerOfSensor(db: Db, sensor: number): LoggerCard {
  const number = db.prepare('SELECT logger FROM logger_sensors WHERE number = ?').pluck().get(sensor) as number;
  return listLoggers(db).find((logger) => logger.number === number)!;
}

/** The first reading of that second with a value; null: there is none, or it was put away. */
export function readingAt(db: Db, sensor: number, at: number): { value: number; degrees: DegreeUnit } | null {
  const found = db
    .prepare(
      `SELECT r.value, f.degrees FROM logger_readings r JOIN logger_files f ON f.number = r.file
       WHERE r.sensor = ? AND r.run IN (SELECT 0 UNION SELECT run FROM logger_clock_breaks WHERE sensor = ?) AND r.at = ? AND r.value IS NOT NULL
       ORDER BY r.run, r.occurrence LIMIT 1`,
    )
    .get(sensor, sensor, at);
  return (found as { value: number; degrees: DegreeUnit } | undefined) ?? null;
}

const gravest = ['altered', 'unknown-key', 'unsigned', 'genuine'] as const;

/** The gravest among the files that brought these readings; of a device that keeps only days, of the newest file. */
export function signatureOf(db: Db, sensor: number, from: number, to: number): IncidentFacts['signature'] {
  const behind = db
    .prepare(
      `SELECT DISTINCT f.signature FROM logger_files f JOIN logger_readings r ON r.file = f.number
       WHERE r.sensor = ? AND r.run IN (SELECT 0 UNION SELECT run FROM logger_clock_breaks WHERE sensor = ?) AND r.at BETWEEN ? AND ?`,
    )
    .pluck()
    .all(sensor, sensor, from, to) as NonNullable<IncidentFacts['signature']>[];
  if (behind.length > 0) return gravest.find((one) => behind.includes(one))!;
  const newest = db.prepare('SELECT signature FROM logger_files WHERE sensor = ? ORDER BY number DESC LIMIT 1').pluck().get(sensor);
  return (newest as NonNullable<IncidentFacts['signature']> | undefined) ?? null;
}
