/** Made-up fridges for the demo: logs of simulated loggers that went the way of every file, checks of the days before, one excursion nobody has worked yet. */
import { clockAt } from '../../../drivers/framing/local-time.ts';
import type { VaccineLot } from '../../preload/contract.ts';
import { fridgeCard } from '../fridge/checks/card.ts';
import { daySeconds, momentOf } from '../fridge/checks/moment.ts';
import { takeCheck } from '../fridge/checks/take-check.ts';
import { importLog } from '../fridge/import-log.ts';
import { rangeOf } from '../fridge/limit-basis.ts';
import { readSettings, writeSettings } from '../settings/settings.ts';
import { assignLogger, describeLogger, keepCertificate, keepLogger, keepSensor } from '../storage/fridge-loggers.ts';
import { lastReadingAt } from '../storage/fridge-readings.ts';
import { findStorageUnitByName, insertStorageUnit, type StorageUnitRow } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { ulid } from '../storage/ulid.ts';
import { keepLots } from '../storage/vaccine-lots.ts';

interface MadeUpUnit {
  name: string;
  place: string;
  kind: 'refrigerator' | 'freezer';
  serial: string;
  /** The middle it swings about. */
  celsius: number;
  swing: number;
  certificateDays: number;
  /** How long before the present its log ends. */
  silentMinutes: number;
  /** It got warm in the last night that is over. */
  warms: boolean;
  lots: VaccineLot[];
}

const lot = (vaccine: string, maker: string, number: string, doses: number): VaccineLot => ({
  ...{ vaccine, maker, lot: number, doses },
  ...{ expires: '2027-06', funding: 'public', opened: false },
});

const units: readonly MadeUpUnit[] = [
  {
    ...{ name: 'Vaccine fridge 1', place: 'Pharmacy', kind: 'refrigerator', serial: 'SIM-1001', celsius: 4.6, swing: 0.9 },
    ...{ certificateDays: 410, silentMinutes: 0, warms: false },
    lots: [lot('DTaP', 'Made-up Biologics', 'D4410', 20), lot('IPV', 'Made-up Biologics', 'P1127', 10)],
  },
  {
    ...{ name: 'Vaccine fridge 2', place: 'Pharmacy', kind: 'refrigerator', serial: 'SIM-1002', celsius: 4.8, swing: 0.8 },
    ...{ certificateDays: 61, silentMinutes: 0, warms: true },
    lots: [lot('MMR', 'Example Vaccines', 'M2093', 10), lot('Hepatitis B', 'Made-up Biologics', 'H7301', 14)],
  },
  {
    ...{ name: 'Vaccine freezer', place: 'Pharmacy', kind: 'freezer', serial: 'SIM-1003', celsius: -21.2, swing: 1.6 },
    ...{ certificateDays: 300, silentMinutes: 0, warms: false },
    lots: [lot('Varicella', 'Example Vaccines', 'V8052', 10)],
  },
  {
    ...{ name: 'Peds fridge', place: 'Room 6', kind: 'refrigerator', serial: 'SIM-1004', celsius: 3.9, swing: 0.7 },
    ...{ certificateDays: 220, silentMinutes: 47, warms: false },
    lots: [],
  },
];

const interval = 300;
const daysBack = 7;
/** Of a demo that was left alone, no more is made up. */
const mostDaysBack = 30;

/** The first time: four units with a week behind them. Later: their logs go on to the present. */
export function seedFridges(db: Db, personId: string, now: Date): void {
  const isNew = findStorageUnitByName(db, units[0]!.name) === null;
  if (isNew) closeTheLastTwoDays(db, now);
  for (const unit of units) {
    if (isNew) register(db, unit, now);
    const row = findStorageUnitByName(db, unit.name);
    if (row === null || row.retired_at !== null) continue;
    const warm = isNew ? warmNight(now) : null;
    if (isNew) workTheWeek(db, row, unit, { personId, now, warm });
    log(db, row, unit, { personId, now, warm, to: momentOf(now).clock - unit.silentMinutes * 60 });
  }
  if (isNew) registerBackup(db);
}

/** So that the demo shows on any day of the week how days on which nobody was there come along. */
function closeTheLastTwoDays(db: Db, now: Date): void {
  const today = momentOf(now).clock;
  const closedDates = [1, 2].map((days) => clockAt(today - days * daySeconds)!.slice(0, 10));
  writeSettings(db, { fridge: { ...readSettings(db).fridge, workdays: [0, 1, 2, 3, 4, 5, 6], closedDates } }, null, now);
}

function register(db: Db, { name, place, kind, serial, certificateDays, lots }: MadeUpUnit, now: Date): void {
  const added = new Date(now.getTime() - (daysBack + 1) * daySeconds * 1000);
  const id = ulid(now);
  const row = { id, name, place, kind, basis: 'C', ...rangeOf(kind, 'C'), program: 'cdc', contents: '' } as const;
  insertStorageUnit(db, { ...row, added_at: added.toISOString(), retired_at: null });
  keepLots(db, id, lots);
  const logger = keepLogger(db, { serial, driver: 'logger-csv', model: 'Simulated logger', interval_seconds: interval });
  describeLogger(db, logger.number, { model: 'Simulated logger', buffer: 'Glycol', is_backup: 0 });
  keepCertificate(db, logger.number, {
    ...{
      certificate_number: `DEMO-${serial}`,
      certificate_maker: null,
      certificate_model: null,
      probe_serial: `${serial}-P`,
      issued_on: null,
    },
    ...{ calibrated_on: null, certificate_issued_on: null, laboratory: 'Made-up laboratory', traceability: null, test_points: null },
    certificate_expires_on: new Date(now.getTime() + certificateDays * daySeconds * 1000).toISOString().slice(0, 10),
    ...{ uncertainty_celsius: 0.3, in_tolerance: 1 },
  });
  assignLogger(db, logger.number, id, null);
}

function registerBackup(db: Db): void {
  const logger = keepLogger(db, { serial: 'SIM-1009', driver: 'logger-csv', model: 'Simulated logger', interval_seconds: interval });
  describeLogger(db, logger.number, { model: 'Simulated logger', buffer: 'Glycol', is_backup: 1 });
}

interface Doing {
  personId: string;
  now: Date;
  /** The midnight of the warm night; null: there is none. */
  warm: number | null;
}

/** Morning and afternoon of each day that was no closed one, as a person at the fridges would have gone about it. */
function workTheWeek(db: Db, row: StorageUnitRow, unit: MadeUpUnit, { personId, now, warm }: Doing): void {
  const { fridge: settings } = readSettings(db);
  for (let days = daysBack; days >= 3; days -= 1) {
    for (const [hour, minute] of [
      [7, 40 + (days % 4)],
      [16, 5 + (days % 3)],
    ] as const) {
      const at = new Date(now.getTime() - days * daySeconds * 1000);
      at.setHours(hour, minute, 0, 0);
      log(db, row, unit, { personId, now: at, warm, to: momentOf(at).clock });
      const { since, now: present } = fridgeCard(db, row, at, settings);
      const shown = { lowest: since.lowest?.value ?? null, highest: since.highest?.value ?? null };
      const said = { alarmSeen: null, roomTemperature: null, comment: '', catchUp: [], readDifferently: [] };
      const order = {
        ...said,
        unitId: row.id,
        source: 'logger',
        shown,
        ...shown,
        current: present?.value ?? null,
        resetDone: true,
      } as const;
      takeCheck(db, row, { ...order, half: hour < 12 ? 'AM' : 'PM' }, { personId, at });
    }
  }
}

/** Another file of the logger, from where the last one ended. */
function log(db: Db, row: StorageUnitRow, unit: MadeUpUnit, { personId, now: at, warm, to }: Doing & { to: number }): void {
  const sensor = keepSensor(db, keepLogger(db, { serial: unit.serial, driver: '', model: null, interval_seconds: null }).number, '');
  const last = lastReadingAt(db, sensor);
  const from = Math.max(last === null ? to - 0.5 * daySeconds : last + interval, to - mostDaysBack * daySeconds);
  const rows: string[] = [];
  for (let moment = Math.ceil(from / interval) * interval; moment <= to; moment += interval)
    rows.push(`${clockAt(moment)!.replace('T', ' ')},${celsiusAt(unit, moment, warm).toFixed(1)}`);
  // A table of so few rows is not known for one.
  if (rows.length < 4) return;
  const bytes = Buffer.from(`Serial Number: ${unit.serial}\nDate Time,Temp (°C)\n${rows.join('\n')}\n`);
  importLog(db, { file: { name: `${unit.serial} ${clockAt(to)!.slice(0, 10)}.csv`, bytes }, unitId: row.id, at, personId });
}

/** The last midnight that lies at least four hours back, by the logger's clock. */
function warmNight(now: Date): number {
  return Math.floor((momentOf(now).clock - 4 * 3600) / daySeconds) * daySeconds;
}

/** A compressor's swing; in the warm night a door that stood ajar from 22:20 to after one. */
function celsiusAt({ celsius, swing, warms }: MadeUpUnit, at: number, midnight: number | null): number {
  const usual = celsius + swing * Math.sin(at / 1900) + (swing / 3) * Math.sin(at / 610);
  const into = midnight === null ? -1 : (at - (midnight - 100 * 60)) / (60 * 60);
  if (!warms || into < 0 || into > 3.2) return usual;
  return usual + (9.2 - celsius) * Math.sin((into / 3.2) * Math.PI);
}
