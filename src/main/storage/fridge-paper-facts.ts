/** Rows for the papers of a unit: which loggers hung there with what certificate, the files behind its readings, and what devices said of days. */
import type { DegreeUnit, LoggedDay } from '../../../drivers/model/logger-log.ts';
import type { LoggerFileCard } from '../../preload/contract.ts';
import { filesBehind, loggedDaysOfSensor, sensorsHungIn } from './fridge-export.ts';
import type { Db } from './open.ts';

/** A span by days and by seconds of the logger's clock; `end` no longer belongs to it. */
export interface PaperSpan {
  from: string;
  to: string;
  start: number;
  end: number;
}

export interface HungLoggerRow {
  serial: string;
  model: string | null;
  probe_serial: string | null;
  certificate_number: string | null;
  certificate_expires_on: string | null;
}

/** In the order they came. */
export function loggersHungIn(db: Db, unitId: string, { start, end }: PaperSpan): HungLoggerRow[] {
  return db
    .prepare(
      `SELECT l.serial, l.model, l.probe_serial, l.certificate_number, l.certificate_expires_on
       FROM logger_assignments a JOIN loggers l ON l.number = a.logger
       WHERE a.unit_id = @unitId AND coalesce(a.from_at, @start) < @end AND coalesce(a.to_at, @end) > @start
       GROUP BY l.number ORDER BY min(coalesce(a.from_at, @start)), l.number`,
    )
    .all({ unitId, start, end }) as HungLoggerRow[];
}

/** Those that brought a reading or a day of the span, and those taken in during it; by the order in which they came. */
export function fileCardsOf(db: Db, unitId: string, span: PaperSpan): LoggerFileCard[] {
  const behind = new Set(filesBehind(db, unitId, span));
  const rows = db
    .prepare(
      `SELECT f.number, f.name, f.sha256, length(f.bytes) AS bytes, f.imported_at AS importedAt, p.name AS importedBy,
         coalesce(l.model, l.driver) AS logger, l.serial, f.signature, f.new_readings AS fresh,
         (SELECT count(*) FROM logger_skipped_rows s WHERE s.file = f.number) AS skipped, json_array_length(f.conflicts) AS conflicts
       FROM logger_files f JOIN logger_sensors s ON s.number = f.sensor JOIN loggers l ON l.number = s.logger
         LEFT JOIN people p ON p.id = f.imported_by
       WHERE l.number IN (SELECT logger FROM logger_assignments WHERE unit_id = ?) ORDER BY f.number`,
    )
    .all(unitId) as LoggerFileCard[];
  return rows.filter(({ number, importedAt }) => behind.has(number) || (importedAt >= span.from && importedAt.slice(0, 10) <= span.to));
}

/** What loggers said of the days of a span, oldest first, each with the unit of its values. */
export function loggedDaysOf(db: Db, unitId: string, span: PaperSpan): { day: LoggedDay; degrees: DegreeUnit }[] {
  const sensors = new Set(sensorsHungIn(db, unitId, span.start, span.end).map(({ sensor }) => sensor));
  return [...sensors].flatMap((sensor) => loggedDaysOfSensor(db, sensor, span.from, span.to));
}

/** Changes of the clocks of a unit's loggers, as seconds before and after. */
export function clockChangesOf(db: Db, unitId: string, { start, end }: PaperSpan): { before: number; after: number }[] {
  const sensors = new Set(sensorsHungIn(db, unitId, start, end).map(({ sensor }) => sensor));
  return [...sensors].flatMap((sensor) => {
    const found = db.prepare(
      'SELECT before_at AS before, after_at AS after FROM logger_clock_breaks WHERE sensor = ? AND after_at >= ? AND after_at < ?',
    );
    return found.all(sensor, start, end) as { before: number; after: number }[];
  });
}

/** The incidents of a unit by id, each with its number: counted for the clinic in the order they were opened, from 1. */
export function incidentNumbersOf(db: Db, unitId: string): Map<string, number> {
  return new Map(db.prepare('SELECT id, number FROM fridge_incidents WHERE unit_id = ?').raw().all(unitId) as [string, number][]);
}
