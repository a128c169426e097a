/**
 * The curve of a unit over any span: stretches without a gap, each point a reading where there is room, else the lowest and highest of
 * its step. No stretch crosses a silence of more than two intervals or a change of the logger's clock. Cold-chain notes 3.4.
 */
import type { CurveRun } from '../../preload/contract.ts';
import { boundsOfReadings, type CurveStep, curveSteps, degreesOfSensor, valuesIn } from '../storage/fridge-curve.ts';
import { type HungSensor, sensorsHungIn } from '../storage/fridge-export.ts';
import { readingsOfRun, type StoredReading } from '../storage/fridge-readings.ts';
import type { StorageUnitRow } from '../storage/fridge-units.ts';
import type { Db } from '../storage/open.ts';
import { inUnit } from './limit-basis.ts';

export interface UnitCurve {
  runs: CurveRun[];
  /** Stretches of silence within the span, from the last reading before to the first after. */
  gaps: { from: number; to: number }[];
  readings: number;
}

/** The first and the last time of which a unit has a reading; null: none was ever stored. */
export function unitBounds(db: Db, { id }: StorageUnitRow): { first: number | null; last: number | null } {
  return boundsOfReadings(db, sensorsHungIn(db, id, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
}

/** Seconds of the logger's clock; `to` no longer belongs to the span. At most `points` points in all of one sensor's curve. */
export function unitCurve(db: Db, unit: StorageUnitRow, { from, to, points }: { from: number; to: number; points: number }): UnitCurve {
  const curve: UnitCurve = { runs: [], gaps: [], readings: 0 };
  for (const hung of sensorsHungIn(db, unit.id, from, to)) {
    const interval = hung.intervalSeconds ?? 0;
    const seconds = Math.ceil((hung.to - hung.from) / points);
    if (interval === 0 || seconds <= interval) addReadings(db, unit, hung, curve);
    else addSteps(db, unit, hung, seconds, curve);
  }
  return curve;
}

type Add = (at: number, low: number, high: number) => void;

/** Adds points to the present stretch and begins another where the logger was silent. */
function stretches(curve: UnitCurve, interval: number): { add: Add; silent(from: number, to: number): void } {
  let run: CurveRun | null = null;
  return {
    add(at, low, high) {
      run ??= beginRun(curve);
      run.at.push(at);
      run.low.push(low);
      run.high.push(high);
    },
    silent(from, to) {
      if (interval > 0 && to - from <= 2 * interval) return;
      if (interval > 0) curve.gaps.push({ from, to });
      run = null;
    },
  };
}

function beginRun(curve: UnitCurve): CurveRun {
  const run: CurveRun = { at: [], low: [], high: [] };
  curve.runs.push(run);
  return run;
}

function addReadings(db: Db, unit: StorageUnitRow, hung: HungSensor, curve: UnitCurve): void {
  const { add, silent } = stretches(curve, hung.intervalSeconds ?? Number.POSITIVE_INFINITY);
  let before: number | null = null;
  const rows: Iterable<StoredReading> = readingsOfRun(db, hung.sensor, hung.run, hung.from, hung.to - 1);
  for (const [, at, value, degrees] of rows) {
    curve.readings += 1;
    if (value === null || at === before) continue;
    if (before !== null) silent(before, at);
    const shown = inUnit(value, degrees, unit.basis);
    add(at, shown, shown);
    before = at;
  }
}

function addSteps(db: Db, unit: StorageUnitRow, hung: HungSensor, seconds: number, curve: UnitCurve): void {
  const degrees = degreesOfSensor(db, hung.sensor);
  // Lowest and highest of values in two units mean nothing: such a sensor is read out reading by reading.
  if (degrees.length > 1) {
    addReadings(db, unit, hung, curve);
    return;
  }
  const interval = hung.intervalSeconds!;
  const { add, silent } = stretches(curve, interval);
  const shown = (value: number) => inUnit(value, degrees[0]!, unit.basis);
  let before: number | null = null;
  for (const step of curveSteps(db, hung, seconds)) {
    const [first, last, low, high, readings] = step;
    curve.readings += readings;
    if (low === null || high === null) continue;
    const parts = isWhole(step, interval) ? [{ first, last, low, high }] : wholeParts(valuesIn(db, hung, first, last), interval);
    for (const part of parts) {
      if (before !== null) silent(before, part.first);
      add(part.first, shown(part.low), shown(part.high));
      before = part.last;
    }
  }
}

/** Every value that belongs between its first and its last time is there, once. */
function isWhole([first, last, , , readings, values, again]: CurveStep, interval: number): boolean {
  return values === readings && again === 0 && readings >= Math.floor((last - first) / interval) + 1;
}

interface Part {
  first: number;
  last: number;
  low: number;
  high: number;
}

/** A step in which values are missing, cut where the logger was silent. */
function wholeParts(values: readonly (readonly [at: number, value: number])[], interval: number): Part[] {
  const parts: Part[] = [];
  for (const [at, value] of values) {
    const part = parts.at(-1);
    if (part === undefined || at - part.last > 2 * interval) parts.push({ first: at, last: at, low: value, high: value });
    else {
      part.last = at;
      part.low = Math.min(part.low, value);
      part.high = Math.max(part.high, value);
    }
  }
  return parts;
}
