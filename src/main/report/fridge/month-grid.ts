/** Half a month of a unit's log as a grid: what stands in each cell, before anything is drawn. Cold-chain notes 2.9. */
import type { CheckHalf, Day, FridgeCheck } from '../../../preload/contract.ts';
import { localTime } from '../../local-time.ts';
import { numberText, type UnitSpan } from './facts.ts';

export interface HalfCell {
  half: CheckHalf;
  initials: string;
  /** "08:12", with a star where it was written down on another day. */
  time: string;
  current: string;
  /** A rung's degree; 'above' and 'below' the range; 'lower': in range, below the last rung. */
  mark: number | 'above' | 'below' | 'lower' | null;
  /** Further checks of this half day, which stand in the appendix. */
  more: number;
}

export interface DayColumn {
  date: Day;
  closed: boolean;
  halves: [HalfCell, HalfCell];
  lowest: string;
  highest: string;
  lowestOut: boolean;
  highestOut: boolean;
  /** Out-of-range values, room temperature, incidents. */
  action: string[];
}

export interface Ladder {
  /** From the top. */
  rungs: number[];
  /** The range goes on below the last rung, down to the lower limit. */
  goesOn: boolean;
}

/** A freezer's range is long and only its upper end is used: no more rungs than a sheet has room for. */
const mostRungs = 20;

export function ladderOf({ low, high }: { low: number; high: number }): Ladder {
  const [top, end] = [Math.floor(high), Math.ceil(low)];
  const count = Math.min(top - end + 1, mostRungs);
  return { rungs: Array.from({ length: count }, (_, index) => top - index), goesOn: top - count + 1 > end };
}

export function dayColumns(span: UnitSpan, days: readonly Day[], ladder: Ladder): DayColumn[] {
  return days.map((date) => dayColumn(span, date, ladder));
}

function dayColumn(span: UnitSpan, date: Day, ladder: Ladder): DayColumn {
  const { unit } = span;
  const ofDay = span.checks.filter((check) => check.date === date);
  const isOut = (value: number | null) => value !== null && (value > unit.high || value < unit.low);
  const lowest = extreme(ofDay, 'lowest', Math.min);
  const highest = extreme(ofDay, 'highest', Math.max);
  const out = [
    ...ofDay.flatMap(({ current, half }) => (isOut(current) ? [`${half} ${numberText(current!)}`] : [])),
    ...(isOut(lowest) ? [`Min ${numberText(lowest!)}`] : []),
    ...(isOut(highest) ? [`Max ${numberText(highest!)}`] : []),
  ];
  const rooms = ofDay.flatMap(({ roomTemperature }) => (roomTemperature === null ? [] : [`Room ${numberText(roomTemperature)}`]));
  const incidents = span.incidents.filter(({ from, to }) => from.slice(0, 10) <= date && date <= (to ?? '9999').slice(0, 10));
  return {
    date,
    closed: span.closedDays.includes(date),
    halves: [halfCell(ofDay, 'AM', span, ladder), halfCell(ofDay, 'PM', span, ladder)],
    lowest: lowest === null ? '' : numberText(lowest),
    highest: highest === null ? '' : numberText(highest),
    lowestOut: isOut(lowest),
    highestOut: isOut(highest),
    // An incident that is still open reaches no further than what was read of it.
    action: [
      ...new Set(out),
      ...new Set(rooms),
      ...incidents.filter((one) => isKnownOn(one.to, date, span)).map(({ number }) => `No. ${number}`),
    ],
  };
}

function isKnownOn(to: string | null, date: Day, { curve }: UnitSpan): boolean {
  if (to !== null || curve.last === null) return true;
  return date <= new Date(curve.last * 1000).toISOString().slice(0, 10);
}

function extreme(checks: readonly FridgeCheck[], which: 'lowest' | 'highest', of: (...values: number[]) => number): number | null {
  const values = checks.flatMap((check) => check[which] ?? []);
  return values.length === 0 ? null : of(...values);
}

/** Of several checks of a half day the first one that was out of range, else the first. */
function halfCell(ofDay: readonly FridgeCheck[], half: CheckHalf, { unit }: UnitSpan, ladder: Ladder): HalfCell {
  const checks = ofDay.filter((check) => check.half === half).toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const shown = checks.find(({ current }) => current !== null && (current > unit.high || current < unit.low)) ?? checks[0];
  if (shown === undefined) return { half, initials: '', time: '', current: '', mark: null, more: 0 };
  const local = localTime(shown.at);
  return {
    half,
    initials: shown.initials,
    time: `${local.slice(11, 16)}${local.slice(0, 10) === shown.date ? '' : '*'}`,
    current: shown.current === null ? '' : numberText(shown.current),
    mark: shown.current === null ? null : markOf(shown.current, unit, ladder),
    more: checks.length - 1,
  };
}

/** Judged as it is; only then does it take the row of the nearest degree, and never one outside the range. */
function markOf(value: number, { low, high }: { low: number; high: number }, { rungs }: Ladder): HalfCell['mark'] {
  if (value > high) return 'above';
  if (value < low) return 'below';
  const degree = Math.min(rungs[0]!, Math.round(value));
  return degree < rungs.at(-1)! ? (rungs.at(-1)! <= Math.ceil(low) ? rungs.at(-1)! : 'lower') : degree;
}
