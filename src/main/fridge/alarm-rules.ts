/** A programme's alarm rules over excursions: one long run, or minutes added up in a sliding window. Cold-chain notes 3.2, point 8. Pure. */
import { type ExcursionEvent, excursionsOf, type Side, type UnitRange, type UnitReading } from './excursions.ts';

export interface AlarmRule {
  id: string;
  side: Side;
  /** 'single': one run of at least `minutes`. 'cumulative': `minutes` in all within any `windowHours`. */
  mode: 'single' | 'cumulative';
  minutes: number;
  windowHours?: number;
  /** Where it is not the range's own, in the limits' unit. */
  limit?: number;
}

export interface RuleAlarm {
  rule: string;
  at: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** By time, then by rule. */
export function alarmsOf(
  readings: readonly UnitReading[],
  range: UnitRange,
  events: readonly ExcursionEvent[],
  rules: readonly AlarmRule[],
): RuleAlarm[] {
  const alarms = rules.flatMap((rule) => {
    const ofRule = rule.limit === undefined ? events : excursionsOf(readings, { ...range, [rule.side]: rule.limit }).events;
    const ofSide = ofRule.filter(({ side }) => side === rule.side);
    const times =
      rule.mode === 'single' ? singleTimes(ofSide, rule.minutes) : cumulativeTimes(ofSide, rule.minutes, rule.windowHours ?? 24);
    return times.map((at) => ({ rule: rule.id, at }));
  });
  return alarms.sort((one, other) => one.at - other.at || (one.rule < other.rule ? -1 : 1));
}

function singleTimes(events: readonly ExcursionEvent[], minutes: number): number[] {
  return events.filter((event) => event.minutes >= minutes).map(({ start }) => start + minutes * minute);
}

/** The first instant at which the window holds the rule's minutes; again only after it has held fewer. */
function cumulativeTimes(events: readonly ExcursionEvent[], minutes: number, windowHours: number): number[] {
  const times: number[] = [];
  const wanted = minutes * minute;
  let armed = true;
  let last: { at: number; held: number } | null = null;
  for (const turn of windowTurns(events, windowHours)) {
    if (armed && turn.held >= wanted) {
      times.push(last === null ? turn.at : last.at + ((wanted - last.held) * (turn.at - last.at)) / (turn.held - last.held));
      armed = false;
    }
    if (turn.held < wanted) armed = true;
    last = turn;
  }
  return times;
}

/** The most minutes out of range on one side within any window of so many hours. */
export function mostMinutesWithin(events: readonly ExcursionEvent[], windowHours: number): number {
  return Math.max(0, ...windowTurns(events, windowHours).map(({ held }) => held)) / minute;
}

/** How much of the window before it was out of range, at every instant where that begins to rise, fall or stand; between two it is a straight line. */
function windowTurns(events: readonly ExcursionEvent[], windowHours: number): { at: number; held: number }[] {
  const window = windowHours * hour;
  const slopes = new Map<number, number>();
  const turn = (at: number, by: number) => slopes.set(at, (slopes.get(at) ?? 0) + by);
  for (const event of events) {
    const end = event.start + event.minutes * minute;
    turn(event.start, 1);
    turn(end, -1);
    turn(event.start + window, -1);
    turn(end + window, 1);
  }
  let [held, slope, before] = [0, 0, 0];
  return [...slopes.keys()]
    .sort((one, other) => one - other)
    .map((at) => {
      held += slope * (at - before);
      slope += slopes.get(at)!;
      before = at;
      return { at, held };
    });
}
