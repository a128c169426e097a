/**
 * Where a storage unit was out of its range, out of what its logger wrote. Cold-chain notes 3.1 and 3.2, point by point. Pure.
 * A logged value stands for the time until the next reading; real exposure can differ by an interval at each end, which is why the
 * worst case always stands beside the logged minutes.
 */
import type { DegreeUnit } from '../../../drivers/model/logger-log.ts';
import { inUnit } from './limit-basis.ts';

export type Side = 'high' | 'low';

export interface UnitReading {
  /** Milliseconds since 1970 of the logger's clock, or of UTC: the same for all readings of one call. */
  at: number;
  /** In `UnitRange.sourceUnit`; null: sensor missing, text out of range, damaged. */
  value: number | null;
  /** The first reading after a change of the clock; for readings that know it themselves, beside `UnitRange.clockBreaks`. */
  isAfterBreak?: boolean;
}

export interface UnitRange {
  /** The limits themselves are in range. In `limitUnit`. */
  low: number;
  high: number;
  limitUnit: DegreeUnit;
  sourceUnit: DegreeUnit;
  /** The nominal logging interval. */
  intervalMinutes: number;
  /** Instants of the first reading after each change of the logger's clock; nothing is bridged across it. */
  clockBreaks: readonly number[];
}

export interface ExcursionEvent {
  side: Side;
  /** The first reading out of range. */
  start: number;
  /** The first reading after it that is not on this side; the last one and an interval before a gap or clock break; null: still out. */
  end: number | null;
  ongoing: boolean;
  minutes: number;
  /** From the last reading before to the first one after: as long as it can have been. */
  worstCaseMinutes: number;
  boundBefore: number | null;
  boundAfter: number | null;
  /** The most extreme value, in the limits' unit as it is printed. */
  peak: number;
  peakAt: number;
  readings: number;
  /** Minutes of it in which the logger was silent. */
  gapMinutes: number;
}

export interface MonitoringGap {
  from: number;
  to: number;
  minutes: number;
}

export interface Excursions {
  events: ExcursionEvent[];
  gaps: MonitoringGap[];
  /** Instants at which the logger wrote two different values; the first was kept. */
  disputed: number[];
}

const minute = 60_000;

export function excursionsOf(readings: readonly UnitReading[], range: UnitRange): Excursions {
  const found: Excursions = { events: [], gaps: [], disputed: [] };
  const stretches = stretchesOf(readings, range.clockBreaks);
  stretches.forEach((stretch, index) => {
    walk(inOrder(stretch, found.disputed), range, index === stretches.length - 1, found);
  });
  return found;
}

interface Known {
  at: number;
  value: number;
}

/** The readings between two changes of the clock, in the order they were written: a clock set back makes instants come again. */
function stretchesOf(readings: readonly UnitReading[], clockBreaks: readonly number[]): Known[][] {
  const breaks = new Set(clockBreaks);
  const stretches: Known[][] = [[]];
  for (const { at, value, isAfterBreak } of readings) {
    if (isAfterBreak === true || breaks.delete(at)) stretches.push([]);
    if (value !== null) stretches.at(-1)!.push({ at, value });
  }
  return stretches.filter((stretch) => stretch.length > 0);
}

/** By instant; of readings of one instant the first counts. */
function inOrder(stretch: readonly Known[], disputed: number[]): Known[] {
  const kept: Known[] = [];
  for (const reading of stretch.toSorted((one, other) => one.at - other.at)) {
    const last = kept.at(-1);
    if (last?.at !== reading.at) kept.push(reading);
    else if (last.value !== reading.value) disputed.push(reading.at);
  }
  return kept;
}

interface Open {
  side: Side;
  start: number;
  boundBefore: number | null;
  peak: number;
  peakAt: number;
  readings: number;
  gapMinutes: number;
}

function walk(readings: readonly Known[], range: UnitRange, isLast: boolean, { events, gaps }: Excursions): void {
  const interval = range.intervalMinutes * minute;
  let open: Open | null = null;
  let before: number | null = null;
  for (const { at, value: written } of readings) {
    const value = inUnit(written, range.sourceUnit, range.limitUnit);
    const side = sideOf(value, range);
    const silent = before !== null && at - before > 2 * interval ? at - before : 0;
    if (silent > 0) gaps.push({ from: before!, to: at, minutes: silent / minute });
    if (open !== null && open.side === side) {
      open.readings += 1;
      open.gapMinutes += silent / minute;
      if (side === 'high' ? value > open.peak : value < open.peak) [open.peak, open.peakAt] = [value, at];
    } else {
      if (open !== null) events.push(closed(open, silent > 0 ? before! + interval : at, at));
      open = side === null ? null : { side, start: at, boundBefore: before, peak: value, peakAt: at, readings: 1, gapMinutes: 0 };
    }
    before = at;
  }
  if (open !== null) events.push(isLast ? stillOut(open, before!) : closed(open, before! + interval, null));
}

function sideOf(value: number, { low, high }: UnitRange): Side | null {
  return value > high ? 'high' : value < low ? 'low' : null;
}

function closed(open: Open, end: number, boundAfter: number | null): ExcursionEvent {
  return eventOf(open, { end, until: end, boundAfter });
}

function stillOut(open: Open, last: number): ExcursionEvent {
  return eventOf(open, { end: null, until: last, boundAfter: null });
}

function eventOf(open: Open, { end, until, boundAfter }: { end: number | null; until: number; boundAfter: number | null }): ExcursionEvent {
  const { side, start, boundBefore, peak, peakAt, readings, gapMinutes } = open;
  return {
    side,
    start,
    end,
    ongoing: end === null,
    minutes: (until - start) / minute,
    worstCaseMinutes: ((boundAfter ?? until) - (boundBefore ?? start)) / minute,
    boundBefore,
    boundAfter,
    peak,
    peakAt,
    readings,
    gapMinutes,
  };
}
