/** Storage units and loggers as the screens of the register show them. */
import { clockAt } from '../../../../drivers/framing/local-time.ts';
import type { Certificate, RegisteredLogger, RegisteredUnit, UnitLogger } from '../../../preload/contract.ts';
import { assignmentsIn, assignmentsOf, type CalibrationCertificate, type LoggerCard, listLoggers } from '../../storage/fridge-loggers.ts';
import { findStorageUnit, type StorageUnitRow } from '../../storage/fridge-units.ts';
import type { Db } from '../../storage/open.ts';
import { listStorageProbes } from '../../storage/storage-probes.ts';
import { lotsOf } from '../../storage/vaccine-lots.ts';
import { unitOf } from '../stored-curve.ts';
import { type NoticeSettings, noticesOf } from './notices.ts';

export function unitCard(db: Db, row: StorageUnitRow, now: Date, settings: NoticeSettings): RegisteredUnit {
  return {
    ...unitOf(row),
    contents: row.contents,
    lots: lotsOf(db, row.id),
    loggers: loggersIn(db, row.id),
    notices: row.retired_at === null ? noticesOf(db, row, now, settings) : [],
    retiredAt: row.retired_at,
  };
}

/** Those that hang or hung in a unit, in the order they came. */
function loggersIn(db: Db, unitId: string): UnitLogger[] {
  const loggers = new Map(listLoggers(db).map((logger) => [logger.number, logger]));
  return assignmentsIn(db, unitId).map(({ logger, from_at, to_at }) => {
    const { serial, model, driver, is_backup } = loggers.get(logger)!;
    const time = (at: number | null) => (at === null ? null : clockAt(at));
    return { serial, model, driver, from: time(from_at), to: time(to_at), role: is_backup === 1 ? 'backup' : 'main' };
  });
}

export function loggerCards(db: Db): RegisteredLogger[] {
  const probes = new Map(listStorageProbes(db).map((probe) => [probe.logger, probe]));
  return listLoggers(db).map((row) => {
    const present = assignmentsOf(db, row.number).at(-1);
    const unit = present === undefined || present.to_at !== null ? null : findStorageUnit(db, present.unit_id);
    const probe = probes.get(row.number);
    return {
      serial: row.serial,
      model: row.model,
      driver: row.driver,
      intervalSeconds: row.interval_seconds,
      tellsInterval: row.last_read_at !== null || probe !== undefined,
      buffer: row.buffer,
      isBackup: row.is_backup === 1,
      certificate: certificateOf(row),
      hasScan: row.scan_name !== null,
      unitId: unit?.id ?? null,
      unitName: unit?.name ?? null,
      lastReadAt: row.last_read_at,
      probe: probe === undefined ? null : { driverId: probe.driver, port: probe.port },
    };
  });
}

/** null where nothing of it is written down. */
export function certificateOf(row: LoggerCard): Certificate | null {
  const certificate: Certificate = {
    number: row.certificate_number,
    maker: row.certificate_maker,
    model: row.certificate_model,
    probeSerial: row.probe_serial,
    calibratedOn: row.calibrated_on,
    issuedOn: row.certificate_issued_on,
    expiresOn: row.certificate_expires_on,
    laboratory: row.laboratory,
    traceability: row.traceability,
    uncertaintyCelsius: row.uncertainty_celsius,
    inTolerance: row.in_tolerance === null ? null : row.in_tolerance === 1,
    testPoints: row.test_points,
  };
  return Object.values(certificate).every((part) => part === null) ? null : certificate;
}

/** `certificate` null: nothing is known of it. */
export function certificateRow(certificate: Certificate | null): CalibrationCertificate {
  const inTolerance = certificate?.inTolerance ?? null;
  return {
    certificate_number: certificate?.number ?? null,
    certificate_maker: certificate?.maker ?? null,
    certificate_model: certificate?.model ?? null,
    probe_serial: certificate?.probeSerial ?? null,
    calibrated_on: certificate?.calibratedOn ?? null,
    certificate_issued_on: certificate?.issuedOn ?? null,
    certificate_expires_on: certificate?.expiresOn ?? null,
    laboratory: certificate?.laboratory ?? null,
    traceability: certificate?.traceability ?? null,
    uncertainty_celsius: certificate?.uncertaintyCelsius ?? null,
    in_tolerance: inTolerance === null ? null : inTolerance ? 1 : 0,
    test_points: certificate?.testPoints ?? null,
  };
}
