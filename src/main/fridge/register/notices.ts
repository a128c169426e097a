/** What a unit's loggers and records lack, as plain notices. Cold-chain notes 2.2, 2.3, 2.5. */
import { clockSeconds } from '../../../../drivers/framing/local-time.ts';
import type { FridgeNotice } from '../../../preload/contract.ts';
import { localTime } from '../../local-time.ts';
import { assignmentsIn, type LoggerCard, listLoggers } from '../../storage/fridge-loggers.ts';
import { filesSaidAltered, lastDayOfUnit } from '../../storage/fridge-notices.ts';
import type { StorageUnitRow } from '../../storage/fridge-units.ts';
import type { Db } from '../../storage/open.ts';
import { isStorageProbe } from '../../storage/storage-probes.ts';
import { unitBounds } from '../unit-curve.ts';
import { programById } from './programs.ts';

const daySeconds = 86_400;
/** Reminders begin 90 days before a certificate ends. */
const remindDays = 90;
/** Within so many days of the end of a logger's memory. */
const memoryWarnDays = 7;
/** Programs let no more than three days pass without values (section 2.4). */
const mostDaysWithout = 3;
const longestInterval = 30;

export interface NoticeSettings {
  downloadEveryDays: number;
}

/** `now` is an instant; days are counted on the station's calendar. */
export function noticesOf(db: Db, unit: StorageUnitRow, now: Date, { downloadEveryDays }: NoticeSettings): FridgeNotice[] {
  const all = listLoggers(db);
  const present = new Set(assignmentsIn(db, unit.id).flatMap(({ logger, to_at }) => (to_at === null ? [logger] : [])));
  const hung = all.filter(({ number, is_backup }) => present.has(number) && is_backup === 0);
  const loggers = hung.filter(({ number }) => !isStorageProbe(db, number));
  const today = clockSeconds(`${localTime(now.toISOString()).slice(0, 10)}T00:00:00`);
  const hasBackup = all.some(({ is_backup }) => is_backup === 1);
  return [
    ...missingLogger(hung, loggers),
    ...loggers.flatMap((logger) => [
      ...certificateNotices(logger, today),
      ...intervalNotices(db, logger, unit),
      ...(logger.external_sensor === 0 ? [{ code: 'internal-sensor' } as const] : []),
      ...readNotices(logger, { now, downloadEveryDays }),
    ]),
    ...filesSaidAltered(db, unit.id).map((name) => ({ code: 'file-altered', name }) as const),
    ...silentNotices(db, unit, today),
    ...(hasBackup ? [] : [{ code: 'no-backup' } as const]),
  ];
}

function missingLogger(hung: readonly LoggerCard[], loggers: readonly LoggerCard[]): FridgeNotice[] {
  if (hung.length === 0) return [{ code: 'no-logger' }];
  return loggers.length === 0 ? [{ code: 'live-only' }] : [];
}

function certificateNotices(logger: LoggerCard, today: number): FridgeNotice[] {
  const on = certificateEnd(logger);
  if (on === null) return [{ code: 'no-certificate' }];
  const days = (clockSeconds(`${on}T00:00:00`) - today) / daySeconds;
  if (days < 0) return [{ code: 'certificate-ended', on, days: -days }];
  return days <= remindDays ? [{ code: 'certificate-ends', on, days }] : [];
}

/** As the certificate says; where it says none, two years after the calibration, the shorter of what the CDC's practice allows. */
export function certificateEnd({
  certificate_expires_on,
  calibrated_on,
}: Pick<LoggerCard, 'certificate_expires_on' | 'calibrated_on'>): string | null {
  if (certificate_expires_on !== null || calibrated_on === null) return certificate_expires_on;
  const end = new Date(`${calibrated_on}T00:00:00Z`);
  end.setUTCFullYear(end.getUTCFullYear() + 2);
  return end.toISOString().slice(0, 10);
}

function intervalNotices(db: Db, { interval_seconds }: LoggerCard, { program }: StorageUnitRow): FridgeNotice[] {
  const atMost = programById(db, program)?.longestInterval ?? longestInterval;
  const minutes = (interval_seconds ?? 0) / 60;
  return minutes > atMost ? [{ code: 'interval-too-long', minutes, atMost }] : [];
}

function readNotices(logger: LoggerCard, { now, downloadEveryDays }: { now: Date } & NoticeSettings): FridgeNotice[] {
  if (logger.last_read_at === null) return [];
  const days = Math.floor((now.getTime() - new Date(logger.last_read_at).getTime()) / (daySeconds * 1000));
  const memory = memoryDays(logger);
  const left = memory === null ? null : Math.max(0, memory - days);
  return [
    ...(days >= downloadEveryDays ? [{ code: 'download-due', days } as const] : []),
    ...(left !== null && left <= memoryWarnDays ? [{ code: 'memory-ends', days: left } as const] : []),
  ];
}

/** How many days a logger keeps before it forgets the oldest; null: not known. Section 2.5. */
function memoryDays({ driver, model }: LoggerCard): number | null {
  if (driver !== 'berlinger' || model === null) return null;
  return /\b2 ?L\b|Ultra/i.test(model) ? 56 : /Fridge-tag 2/i.test(model) ? 60 : null;
}

/** Days without a reading or a day's summary, where there ever was one. */
function silentNotices(db: Db, unit: StorageUnitRow, today: number): FridgeNotice[] {
  const { last } = unitBounds(db, unit);
  const day = lastDayOfUnit(db, unit.id);
  const ends = [...(last === null ? [] : [last]), ...(day === null ? [] : [clockSeconds(`${day}T00:00:00`)])];
  if (ends.length === 0) return [];
  const days = Math.floor(today / daySeconds) - Math.floor(Math.max(...ends) / daySeconds);
  return days > mostDaysWithout ? [{ code: 'no-values', days }] : [];
}
