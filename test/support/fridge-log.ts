/** Made-up logs of a refrigerator, as a table a logger's program writes, and a database with a refrigerator in it. */
import { clockAt, clockSeconds } from '../../drivers/framing/local-time.ts';
import type { LoggerFile } from '../../drivers/model/logger-format.ts';
import { insertStorageUnit } from '../../src/main/storage/fridge-units.ts';
import type { Db } from '../../src/main/storage/open.ts';

export const serial = '40123';

/** From a time on, a reading every five minutes; a text stands as it is. */
export function tableLog(from: string, values: readonly (number | string)[], name = 'log.csv'): LoggerFile {
  const rows = values.map((value, index) => {
    const at = clockAt(clockSeconds(`${from}:00`) + index * 300)!.replace('T', ' ');
    return `${at},${typeof value === 'number' ? value.toFixed(1) : value}`;
  });
  return { name, bytes: Buffer.from(`Serial Number: ${serial}\nDate Time,Temp (°C)\n${rows.join('\n')}\n`) };
}

/** So many readings in range, none like its neighbor. */
export function inRange(count: number): number[] {
  return Array.from({ length: count }, (_, index) => 4 + (index % 20) / 10);
}

/** 2.0 to 8.0 °C, by the CDC's profile. */
export function addRefrigerator(db: Db, id = 'unit-1', name = 'Fridge 1'): string {
  const limits = { kind: 'refrigerator', basis: 'C', low: 2, high: 8, program: 'cdc' } as const;
  insertStorageUnit(db, { id, name, ...limits, contents: '', added_at: '2026-05-01T12:00:00.000Z', retired_at: null });
  return id;
}
