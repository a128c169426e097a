/** A unit's readings as they leave the station, page by page, giving way between pages. */
import { clockAt, clockSeconds } from '../../../drivers/framing/local-time.ts';
import {
  countReadings,
  type ExportedExcursion,
  excursionsOfSensor,
  type HungSensor,
  loggedDaysOfSensor,
  readingsPage,
  sensorsHungIn,
} from '../storage/fridge-export.ts';
import type { StorageUnitRow } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { inUnit } from './limit-basis.ts';

export interface ExportRow {
  unit: string;
  serial: string;
  /** By the logger's clock. */
  at: string;
  /** East of UTC; null: the logger did not say. */
  offsetMinutes: number | null;
  /** In the unit's basis; null: the logger had none. */
  value: number | null;
  basis: 'C' | 'F';
  inRange: boolean | null;
  excursionId: number | null;
  /** Of a day of which nothing else is known. */
  extreme?: 'lowest' | 'highest';
}

export interface ExportPage {
  hung: HungSensor;
  rows: ExportRow[];
}

export interface ExportSpan {
  unit: StorageUnitRow;
  /** Days by the logger's clock; both belong to the span. */
  from: string;
  to: string;
}

const pageSize = 1000;

/** `onProgress`: readings done of all, page by page. */
export async function* exportPages(db: Db, { unit, from, to }: ExportSpan, onProgress: (done: number, total: number) => void = () => {}) {
  const [first, end] = [clockSeconds(`${from}T00:00:00`), clockSeconds(`${to}T00:00:00`) + 86_400];
  const sensors = sensorsHungIn(db, unit.id, first, end);
  const total = sensors.reduce((sum, hung) => sum + countReadings(db, hung), 0);
  let done = 0;
  for (const hung of sensors) {
    const excursions = excursionsOfSensor(db, unit.id, hung.sensor, hung.from, hung.to);
    let after: { at: number; occurrence: number } | null = null;
    for (;;) {
      const page = readingsPage(db, hung, after, pageSize);
      if (page.length === 0) break;
      const [at, occurrence] = page.at(-1)!;
      after = { at, occurrence };
      yield { hung, rows: page.map((reading) => rowOf(reading, unit, hung, excursions)) } satisfies ExportPage;
      done += page.length;
      onProgress(done, total);
      await new Promise(setImmediate);
    }
    const days = after === null && hung.run === 0 ? dayRows(db, { unit, from, to }, hung, excursions) : [];
    if (days.length > 0) yield { hung, rows: days } satisfies ExportPage;
  }
}

/** Of a logger that keeps only days: the lowest and the highest of each, at the time it gives them; only the day where it gives none. */
function dayRows(db: Db, { unit, from, to }: ExportSpan, hung: HungSensor, excursions: readonly ExportedExcursion[]): ExportRow[] {
  return loggedDaysOfSensor(db, hung.sensor, from, to).flatMap(({ day, degrees, offsetMinutes }) => {
    const row = (extreme: 'lowest' | 'highest', written: number | null, time: string | null) => {
      const noon = clockSeconds(`${day.date}T${time ?? '12:00'}:00`);
      if (written === null || noon < hung.from || noon >= hung.to) return [];
      const known = { ...rowOf([noon, 0, written, degrees, offsetMinutes], unit, hung, excursions), extreme };
      return [time === null ? { ...known, at: day.date } : known];
    };
    return [...row('lowest', day.min, day.minAt), ...row('highest', day.max, day.maxAt)].sort((one, other) => (one.at < other.at ? -1 : 1));
  });
}

function rowOf(
  [at, , written, degrees, offsetMinutes]: ReturnType<typeof readingsPage>[number],
  { name, basis, low, high }: StorageUnitRow,
  { serial }: HungSensor,
  excursions: readonly ExportedExcursion[],
): ExportRow {
  const value = written === null ? null : inUnit(written, degrees, basis);
  const side = value === null ? null : value > high ? 'high' : value < low ? 'low' : null;
  const excursion = side === null ? undefined : excursions.find((one) => one.side === side && one.start_at <= at && at <= one.until_at);
  return {
    unit: name,
    serial,
    at: clockAt(at)!,
    offsetMinutes,
    value,
    basis,
    inRange: value === null ? null : side === null,
    excursionId: excursion?.number ?? null,
  };
}
