/** Rows of the loggers, their sensors, their certificates, and of which unit each hung in. Times are seconds of the logger's own clock. */
import { type Db, transaction } from './open.ts';

export interface LoggerRow {
  number: number;
  serial: string;
  driver: string;
  model: string | null;
  interval_seconds: number | null;
}

/** Cold-chain notes 2.3; null: not written down. Days as YYYY-MM-DD. */
export interface CalibrationCertificate {
  certificate_number: string | null;
  certificate_maker: string | null;
  certificate_model: string | null;
  probe_serial: string | null;
  calibrated_on: string | null;
  certificate_issued_on: string | null;
  certificate_expires_on: string | null;
  laboratory: string | null;
  traceability: string | null;
  uncertainty_celsius: number | null;
  in_tolerance: 0 | 1 | null;
  test_points: string | null;
  certificate_scan: Uint8Array | null;
}

export interface AssignmentRow {
  number: number;
  logger: number;
  unit_id: string;
  /** The first second there; null: since it began. */
  from_at: number | null;
  /** The first second no longer there; null: to this day. */
  to_at: number | null;
}

const columns = 'number, serial, driver, model, interval_seconds';

export function findLogger(db: Db, serial: string): LoggerRow | null {
  return (db.prepare(`SELECT ${columns} FROM loggers WHERE serial = ?`).get(serial) as LoggerRow | undefined) ?? null;
}

/** Writes: the logger as its newest file describes it; what that file leaves open stays as it was known. */
export function keepLogger(db: Db, logger: Omit<LoggerRow, 'number'>): LoggerRow {
  return db
    .prepare(
      `INSERT INTO loggers (serial, driver, model, interval_seconds) VALUES (@serial, @driver, @model, @interval_seconds)
       ON CONFLICT (serial) DO UPDATE SET model = coalesce(excluded.model, model),
         interval_seconds = coalesce(excluded.interval_seconds, interval_seconds)
       RETURNING ${columns}`,
    )
    .get(logger) as LoggerRow;
}

/** Writes: the number of a logger's sensor; an empty name is that of its only one. */
export function keepSensor(db: Db, logger: number, name: string): number {
  db.prepare('INSERT INTO logger_sensors (logger, name) VALUES (?, ?) ON CONFLICT DO NOTHING').run(logger, name);
  return db.prepare('SELECT number FROM logger_sensors WHERE logger = ? AND name = ?').pluck().get(logger, name) as number;
}

/** Writes. */
export function keepCertificate(db: Db, logger: number, certificate: CalibrationCertificate): void {
  const names = [
    'certificate_number',
    'certificate_maker',
    'certificate_model',
    'probe_serial',
    'calibrated_on',
    'certificate_issued_on',
    'certificate_expires_on',
    'laboratory',
    'traceability',
    'uncertainty_celsius',
    'in_tolerance',
    'test_points',
    'certificate_scan',
  ] satisfies (keyof CalibrationCertificate)[];
  const scan = certificate.certificate_scan === null ? null : Buffer.from(certificate.certificate_scan);
  db.prepare(`UPDATE loggers SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE number = @logger`).run({
    ...certificate,
    certificate_scan: scan,
    logger,
  });
}

/** Oldest first. */
export function assignmentsOf(db: Db, logger: number): AssignmentRow[] {
  return db.prepare('SELECT * FROM logger_assignments WHERE logger = ? ORDER BY from_at, number').all(logger) as AssignmentRow[];
}

/** Writes: from `at` on the logger hangs in this unit; null only for its first one. Throws where it was moved later than `at` already. */
export function assignLogger(db: Db, logger: number, unitId: string, at: number | null): void {
  transaction(db, () => {
    const present = assignmentsOf(db, logger).at(-1);
    if (present !== undefined && (at === null || at <= (present.from_at ?? Number.NEGATIVE_INFINITY)))
      throw new Error('a logger is moved only after it came to where it is');
    if (present !== undefined) db.prepare('UPDATE logger_assignments SET to_at = ? WHERE number = ?').run(at, present.number);
    db.prepare('INSERT INTO logger_assignments (logger, unit_id, from_at) VALUES (?, ?, ?)').run(logger, unitId, at);
  });
}
