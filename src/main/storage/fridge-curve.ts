/** Readings summed up for a curve inside the database, so that three years of them cross into the program as some hundred rows. Times are seconds of the logger's own clock. */

import type { DegreeUnit } from '../../../drivers/model/logger-log.ts';
import { arrived } from './fridge-arrivals.ts';
import type { HungSensor } from './fridge-export.ts';
import type { Db } from './open.ts';

/**
 * What lies in one step of the curve: first and last time, the lowest and the highest value (null: none had one), how many readings,
 * how many with a value, and whether a time came again (0: none did).
 */
export type CurveStep = readonly [
  first: number,
  last: number,
  low: number | null,
  high: number | null,
  readings: number,
  values: number,
  again: number,
];

/** In order; steps of an hour or more are whole hours. */
export function curveSteps(db: Db, hung: HungSensor, seconds: number): CurveStep[] {
  const [first, end] = [Math.ceil(hung.from / hour), Math.floor(hung.to / hour)];
  if (seconds < hour || first >= end) return stepsOfReadings(db, hung, seconds);
  const { sensor, run } = hung;
  const hours = db
    .prepare(
      `SELECT min(first_at), max(last_at), min(low), max(high), sum(readings), sum(with_value), sum(again) FROM logger_hours
       WHERE sensor = ? AND run = ? AND hour >= ? AND hour < ? GROUP BY hour / CAST(? AS INTEGER)`,
    )
    .raw()
    .all(sensor, run, first, end, Math.ceil(seconds / hour)) as CurveStep[];
  // The parts of an hour at both ends belong to the span only in part.
  const begun = stepsOfReadings(db, { ...hung, to: first * hour }, hour);
  return [...begun, ...hours, ...stepsOfReadings(db, { ...hung, from: end * hour }, hour)];
}

const hour = 3600;

/** Columns alone are summed up: an expression a row would cost a tenth each. */
function stepsOfReadings(db: Db, { sensor, run, from, to }: HungSensor, seconds: number): CurveStep[] {
  return db
    .prepare(
      `SELECT min(at), max(at), min(value), max(value), count(*), count(value), sum(occurrence) FROM logger_readings
       WHERE sensor = ? AND run = ? AND at >= ? AND at < ? AND ${arrived} GROUP BY at / CAST(? AS INTEGER)`,
    )
    .raw()
    .all(sensor, run, from, to, seconds) as CurveStep[];
}

/** The values of one step, in order; both times belong to it. */
export function valuesIn(db: Db, { sensor, run }: HungSensor, from: number, to: number): [at: number, value: number][] {
  return db
    .prepare(
      `SELECT at, value FROM logger_readings WHERE sensor = ? AND run = ? AND at BETWEEN ? AND ? AND value IS NOT NULL AND ${arrived}
       ORDER BY at, occurrence`,
    )
    .raw()
    .all(sensor, run, from, to) as [number, number][];
}

/** The units in which a sensor's files are; nearly always one. */
export function degreesOfSensor(db: Db, sensor: number): DegreeUnit[] {
  return db.prepare('SELECT DISTINCT degrees FROM logger_files WHERE sensor = ?').pluck().all(sensor) as DegreeUnit[];
}

/** The first and the last time of which a unit has a reading, whichever logger's; null: none. */
export function boundsOfReadings(db: Db, hung: readonly HungSensor[]): { first: number | null; last: number | null } {
  const end = (order: 'ASC' | 'DESC', { sensor, run, from, to }: HungSensor) =>
    db
      .prepare(
        `SELECT at FROM logger_readings WHERE sensor = ? AND run = ? AND at >= ? AND at < ? AND ${arrived} ORDER BY at ${order} LIMIT 1`,
      )
      .pluck()
      .get(sensor, run, from, to) as number | undefined;
  const firsts = hung.flatMap((one) => end('ASC', one) ?? []);
  const lasts = hung.flatMap((one) => end('DESC', one) ?? []);
  return { first: firsts.length === 0 ? null : Math.min(...firsts), last: lasts.length === 0 ? null : Math.max(...lasts) };
}
