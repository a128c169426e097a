/** Excursions that belong together, and the level a programme's guide proposes for them. Cold-chain notes 3.2 point 9, 3.3. Pure. */
import type { DegreeUnit } from '../../../drivers/model/logger-log.ts';
import { mostMinutesWithin } from './alarm-rules.ts';
import type { ExcursionEvent } from './excursions.ts';
import { inUnit, type StorageKind } from './limit-basis.ts';

export interface Incident {
  events: ExcursionEvent[];
  start: number;
  /** null: still out of range. */
  end: number | null;
  /** All events together. */
  minutes: number;
  /** From the first event's last reading in range to the last one's first: added up over events. */
  worstCaseMinutes: number;
  separateRuns: number;
  /** The most minutes out of range, both sides together, within any 24 and any 48 hours. */
  minutesIn24Hours: number;
  minutesIn48Hours: number;
}

const day = 24 * 60 * 60_000;

/** Events that touch or lie within 24 hours of each other; a person may join and part them. */
export function incidentsOf(events: readonly ExcursionEvent[]): Incident[] {
  const groups: ExcursionEvent[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const event of events.toSorted((one, other) => one.start - other.start)) {
    if (event.start - until > day || groups.length === 0) groups.push([]);
    groups.at(-1)!.push(event);
    until = Math.max(until, lastOf(event));
  }
  return groups.map(incidentOf);
}

function lastOf({ start, minutes }: ExcursionEvent): number {
  return start + minutes * 60_000;
}

function incidentOf(events: ExcursionEvent[]): Incident {
  const total = (of: (event: ExcursionEvent) => number) => events.reduce((sum, event) => sum + of(event), 0);
  const ongoing = events.some((event) => event.ongoing);
  return {
    events,
    start: events[0]!.start,
    end: ongoing ? null : Math.max(...events.map(lastOf)),
    minutes: total(({ minutes }) => minutes),
    worstCaseMinutes: total(({ worstCaseMinutes }) => worstCaseMinutes),
    separateRuns: events.length,
    minutesIn24Hours: mostMinutesWithin(events, 24),
    minutesIn48Hours: mostMinutesWithin(events, 48),
  };
}

export interface ProposedLevel {
  /** 1: need not be reported; 2: reportable; null: a person decides. */
  level: 1 | 2 | null;
  /** What in the guide it follows from. */
  because:
    | 'at-most-20-minutes'
    | 'at-or-below-33-degF'
    | 'cold-for-60-minutes'
    | '60-minutes-in-24-hours'
    | '60-minutes-in-48-hours'
    | 'no-rule-fits';
}

export interface WrittenReading {
  at: number;
  value: number | null;
  unit: DegreeUnit;
}

/** An event's coldest reading in Fahrenheit, by what its logger wrote: 33.0 °F is 0.6 °C, but 0.6 °C is 33.1 °F. */
export function coldestOf(event: ExcursionEvent, written: readonly WrittenReading[], basis: DegreeUnit): number {
  const { start, peak } = event;
  let coldest = inUnit(peak, basis, 'F');
  for (const { at, value, unit } of written) {
    if (value === null || at < start || at > lastOf(event) || inUnit(value, unit, basis) !== peak) continue;
    coldest = Math.min(coldest, inUnit(value, unit, 'F'));
  }
  return coldest;
}

/** Maryland's three levels for a refrigerator: a proposal, never a decision. The graver one wins. `coldest`: of an event, in Fahrenheit. */
export function proposedLevel(
  { events, minutes, minutesIn24Hours, minutesIn48Hours }: Incident,
  kind: StorageKind,
  coldest: (event: ExcursionEvent) => number,
): ProposedLevel {
  if (kind !== 'refrigerator') return { level: null, because: 'no-rule-fits' };
  if (events.some((event) => event.side === 'low' && coldest(event) <= 33)) return { level: 2, because: 'at-or-below-33-degF' };
  if (events.some((event) => event.side === 'low' && event.minutes >= 60)) return { level: 2, because: 'cold-for-60-minutes' };
  if (minutesIn24Hours >= 60) return { level: 2, because: '60-minutes-in-24-hours' };
  if (minutesIn48Hours >= 60) return { level: 2, because: '60-minutes-in-48-hours' };
  if (minutes <= 20) return { level: 1, because: 'at-most-20-minutes' };
  return { level: null, because: 'no-rule-fits' };
}
