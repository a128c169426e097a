/** The logged rows under `Data`. Cold-chain notes 4.2. */
import type { LoggedReading, SkippedRow } from '../model/logger-log.ts';
import type { Branch } from './grammar.ts';
import { numberOf, timeOf } from './values.ts';

export interface Series {
  readings: LoggedReading[];
  skipped: SkippedRow[];
}

export function readSeries(data: Branch | undefined): Series {
  const readings: LoggedReading[] = [];
  const skipped: SkippedRow[] = [];
  for (const { line, cells } of data?.rows ?? []) {
    const [written, temperature = '', mark = ''] = cells;
    // The heading names the pattern of the time.
    if (written?.startsWith('yyyy') === true) continue;
    const at = timeOf(written);
    const value = numberOf(temperature);
    if (at === null) skipped.push({ line, reason: `"${(written ?? '').slice(0, 30)}" is no date and time` });
    else if (value === null && !/^-*\.?-+$|^(HI|LO)$/i.test(temperature.trim()))
      skipped.push({ line, reason: `"${temperature.slice(0, 30)}" is no temperature` });
    else readings.push({ at, value, ...noteOf(value, temperature, mark) });
  }
  return { readings, skipped };
}

function noteOf(value: number | null, temperature: string, mark: string): { note?: string } {
  if (value === null) return { note: temperature.trim() };
  return mark.trim() === '' ? {} : { note: mark.trim() === 'x' ? 'out of limits' : mark.trim() };
}
