/** Monthly files of a logger that runs for years, as a table its program writes: a refrigerator's saw-tooth, warm for some hours now and then, silent once a year. */
import { clockAt } from '../../drivers/framing/local-time.ts';
import type { LoggerFile } from '../../drivers/model/logger-format.ts';

export const stepSeconds = 300;
export const firstAt = Date.UTC(2021, 0, 1) / 1000;
const day = 86_400;

export interface MadeUpLog {
  logger: number;
  /** Counted from the first. */
  month: number;
}

/** [seconds of the logger's clock, tenths of a degree Celsius] of a month of 30.4375 days, so that twelve are a year. */
export function readingsOfMonth({ logger, month }: MadeUpLog): [at: number, tenths: number][] {
  const length = Math.round(30.4375 * day);
  const from = firstAt + month * length;
  const readings: [number, number][] = [];
  for (let at = from - (from % stepSeconds); at < from + length; at += stepSeconds) {
    if (at < from || isSilent(at)) continue;
    readings.push([at, tenthsAt(at, logger)]);
  }
  return readings;
}

/** Eight hours a year. */
function isSilent(at: number): boolean {
  const ofYear = (at - firstAt) % (365.25 * day);
  return ofYear >= 100 * day && ofYear < 100 * day + 8 * 3600;
}

/** Twice a month it is warmer than 8 °C for some hours. */
function tenthsAt(at: number, logger: number): number {
  const ofCycle = (at + logger * 7919) % (15 * day);
  const warm = ofCycle < 4 * 3600 ? 45 * Math.sin((ofCycle / (4 * 3600)) * Math.PI) : 0;
  return Math.round(50 + 12 * Math.sin(at / 2700 + logger) + warm);
}

/** Bytes of the lines above the readings, the same for every serial number. */
export const headOfMonth = Buffer.byteLength(headOf(0));

function headOf(logger: number): string {
  return `Serial Number: ${serialOf(logger)}\nDate Time,Temp (°C)\n`;
}

export function fileOfMonth(made: MadeUpLog): LoggerFile {
  const rows = readingsOfMonth(made).map(([at, tenths]) => `${clockAt(at)!.replace('T', ' ')},${(tenths / 10).toFixed(1)}`);
  const text = `${headOf(made.logger)}${rows.join('\n')}\n`;
  return { name: `${serialOf(made.logger)}-${made.month}.csv`, bytes: Buffer.from(text) };
}

export function serialOf(logger: number): string {
  return String(500_001 + logger);
}
