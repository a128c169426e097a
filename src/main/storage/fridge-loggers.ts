/** Rows of the loggers, their sensors, their certificates, and of which unit each hung in. Times are seconds of the logger's own clock. */
import { type Db, transaction } from './open.ts';

export interface LoggerRow {
  number: number;
  serial: string;
  /** Empty: a person wrote it down, and nothing of it was read yet. */
  driver: string;
  model: string | null;
  interval_seconds: number | null;
}

/** With what the clinic wrote down of it. */
export interface LoggerCard extends LoggerRow, CalibrationCertificate {
  buffer: string;
  is_backup: 0 | 1;
  /** The name of the certificate's scan; null: there is none. */
  scan_name: string | null;
  external_sensor: 0 | 1 | null;
  /** When the newest of its files was taken in. */
  last_read_at: string | null;
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
const certificateNames = [
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
] as const satisfies readonly (keyof CalibrationCertificate)[];

export function findLogger(db: Db, serial: string): LoggerRow | null {
  return (db.prepare(`SELECT ${columns} FROM loggers WHERE serial = ?`).get(serial) as LoggerRow | undefined) ?? null;
}

/** Writes: the logger as its newest file describes it; what that file leaves open stays as it was known. */
export function keepLogger(db: Db, logger: Omit<LoggerRow, 'number'>): LoggerRow {
  return db
    .prepare(
      `INSERT INTO loggers (serial, driver, model, interval_seconds) VALUES (@serial, @driver, @model, @interval_seconds)
       ON CONFLICT (serial) DO UPDATE SET model = coalesce(excluded.model, model), driver = iif(driver = '', excluded.driver, driver),
         interval_seconds = coalesce(excluded.interval_seconds, interval_seconds)
       RETURNING ${columns}`,
    )
    .get(logger) as LoggerRow;
}

export function hasSensor(db: Db, logger: number, name: string): boolean {
  return db.prepare('SELECT 1 FROM logger_sensors WHERE logger = ? AND name = ?').get(logger, name) !== undefined;
}

/** Writes: the number of a logger's sensor; an empty name is that of its only one. */
export function keepSensor(db: Db, logger: number, name: string): number {
  db.prepare('INSERT INTO logger_sensors (logger, name) VALUES (?, ?) ON CONFLICT DO NOTHING').run(logger, name);
  return db.prepare('SELECT number FROM logger_sensors WHERE logger = ? AND name = ?').pluck().get(logger, name) as number;
}

/** Writes. */
export function keepCertificate(db: Db, logger: number, certificate: CalibrationCertificate): void {
  const set = certificateNames.map((name) => `${name} = @${name}`).join(', ');
  db.prepare(`UPDATE loggers SET ${set} WHERE number = @logger`).run({ ...certificate, logger });
}

/** Writes. */
export function keepScan(db: Db, logger: number, name: string, bytes: Uint8Array): void {
  db.prepare('UPDATE loggers SET scan_name = ?, certificate_scan = ? WHERE number = ?').run(name, Buffer.from(bytes), logger);
}

export function scanOf(db: Db, logger: number): { name: string; bytes: Uint8Array } | null {
  const found = db.prepare('SELECT scan_name AS name, certificate_scan AS bytes FROM loggers WHERE number = ?').get(logger);
  const { name, bytes } = found as { name: string | null; bytes: Buffer | null };
  return name === null || bytes === null ? null : { name, bytes };
}

/** Writes: what a person says of a logger. */
export function describeLogger(
  db: Db,
  logger: number,
  { model, buffer, is_backup }: Pick<LoggerCard, 'model' | 'buffer' | 'is_backup'>,
): void {
  db.prepare('UPDATE loggers SET model = ?, buffer = ?, is_backup = ? WHERE number = ?').run(model, buffer, is_backup, logger);
}

/** Writes: how often a logger is set to log, in seconds; null: not known. */
export function keepInterval(db: Db, logger: number, seconds: number | null): void {
  db.prepare('UPDATE loggers SET interval_seconds = ? WHERE number = ?').run(seconds, logger);
}

/** Writes: what its newest file says of the sensor that measured; a file that says nothing changes nothing. */
export function keepSensorKind(db: Db, logger: number, isExternal: boolean | null): void {
  if (isExternal !== null) db.prepare('UPDATE loggers SET external_sensor = ? WHERE number = ?').run(Number(isExternal), logger);
}

/** By serial number. */
export function listLoggers(db: Db): LoggerCard[] {
  return db
    .prepare(
      `SELECT ${columns}, ${certificateNames.join(', ')}, buffer, is_backup, scan_name, external_sensor,
         (SELECT max(f.imported_at) FROM logger_files f JOIN logger_sensors s ON s.number = f.sensor WHERE s.logger = loggers.number) AS last_read_at
       FROM loggers ORDER BY serial`,
    )
    .all() as LoggerCard[];
}

/** Oldest first. */
export function assignmentsOf(db: Db, logger: number): AssignmentRow[] {
  return db.prepare('SELECT * FROM logger_assignments WHERE logger = ? ORDER BY from_at, number').all(logger) as AssignmentRow[];
}

/** In the order they came. */
export function assignmentsIn(db: Db, unitId: string): AssignmentRow[] {
  return db.prepare('SELECT * FROM logger_assignments WHERE unit_id = ? ORDER BY from_at, number').all(unitId) as AssignmentRow[];
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

export function loggerByNumber(db: Db, number: number): LoggerRow | null {
  return (db.prepare(`SELECT ${columns} FROM loggers WHERE number = ?`).get(number) as LoggerRow | undefined) ?? null;
}

export function sensorsOf(db: Db, logger: number): number[] {
  return db.prepare('SELECT number FROM logger_sensors WHERE logger = ? ORDER BY number').pluck().all(logger) as number[];
}
