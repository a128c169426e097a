/** The lowest and highest a unit's loggers know of a span, and the newest. Cold-chain notes 2.4: they prefill a check, they never make one. */
import { clockAt, clockSeconds } from '../../../../drivers/framing/local-time.ts';
import type { Extremes } from '../../../preload/contract.ts';
import { type HungSensor, loggedDaysOfSensor, sensorsHungIn } from '../../storage/fridge-export.ts';
import { extremeReadings, type NewestReading, newestReading } from '../../storage/fridge-extremes.ts';
import type { StorageUnitRow } from '../../storage/fridge-units.ts';
import type { Db } from '../../storage/open.ts';
import { isStorageProbe } from '../../storage/storage-probes.ts';
import { inUnit } from '../limit-basis.ts';

interface Placed {
  value: number;
  at: number | null;
}

/** Seconds of the logger's clock; `to` no longer belongs to the span. A device that keeps only days tells of whole days. */
export function extremesBetween(db: Db, unit: StorageUnitRow, from: number, to: number): Extremes {
  const placed: Placed[] = [];
  for (const hung of countedSensors(db, unit, from, to)) {
    for (const { at, value, degrees } of extremeReadings(db, hung)) placed.push({ at, value: inUnit(value, degrees, unit.basis) });
  }
  if (placed.length === 0) placed.push(...extremesOfDays(db, unit, from, to));
  const pick = (isBetter: (one: number, other: number) => boolean) =>
    placed.reduce<Placed | null>((best, one) => (best === null || isBetter(one.value, best.value) ? one : best), null);
  return { lowest: shown(pick((one, best) => one < best)), highest: shown(pick((one, best) => one > best)) };
}

function shown(placed: Placed | null): Extremes['lowest'] {
  return placed === null ? null : { value: placed.value, at: placed.at === null ? null : clockAt(placed.at) };
}

/** Times within a day at which the device says that it was coldest and warmest; a day outside the span by its time is left out. */
function extremesOfDays(db: Db, unit: StorageUnitRow, from: number, to: number): Placed[] {
  const days = [clockAt(from)!.slice(0, 10), clockAt(to - 1)!.slice(0, 10)] as const;
  const sensors = new Set(countedSensors(db, unit, from, to).map(({ sensor }) => sensor));
  return [...sensors].flatMap((sensor) =>
    loggedDaysOfSensor(db, sensor, ...days).flatMap(({ day, degrees }) => {
      const place = (value: number | null, time: string | null): Placed[] => {
        if (value === null) return [];
        const at = time === null ? null : clockSeconds(`${day.date}T${time}:00`);
        return at !== null && (at < from || at >= to) ? [] : [{ value: inUnit(value, degrees, unit.basis), at }];
      };
      return [...place(day.min, day.minAt), ...place(day.max, day.maxAt)];
    }),
  );
}

/** A programme's loggers; where none hung there, the probes. */
function countedSensors(db: Db, unit: StorageUnitRow, from: number, to: number): HungSensor[] {
  const hung = sensorsHungIn(db, unit.id, from, to);
  const loggers = hung.filter(({ logger }) => !isStorageProbe(db, logger));
  return loggers.length === 0 ? hung : loggers;
}

export interface Newest extends NewestReading {
  logger: number;
  name: string;
  /** How often it logs; null: not known. */
  intervalSeconds: number | null;
}

/** By the loggers' clocks; null: none was ever read. */
export function newestOf(db: Db, unit: StorageUnitRow): Newest | null {
  const hung = sensorsHungIn(db, unit.id, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const newest = hung.flatMap((one): Newest[] => {
    const found = newestReading(db, one);
    if (found === null) return [];
    const { logger, intervalSeconds } = one;
    return [{ ...found, logger, intervalSeconds, name: one.model ?? one.serial }];
  });
  return newest.reduce<Newest | null>((best, one) => (best === null || one.at > best.at ? one : best), null);
}
