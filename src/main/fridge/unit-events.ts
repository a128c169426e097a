/** What happened to a unit in a span as its loggers tell it: excursions, silences, changes of the clock, the devices' own alarms and buttons. Newest first. */
import { clockSeconds } from '../../../drivers/framing/local-time.ts';
import type { LoggedDay } from '../../../drivers/model/logger-log.ts';
import type { FridgeEvent } from '../../preload/contract.ts';
import type { ExcursionRow } from '../storage/fridge-incidents.ts';

export interface ToldBy {
  excursions: readonly (ExcursionRow & { incident: { id: string; number: number; open: boolean } })[];
  gaps: readonly { from: number; to: number }[];
  clocks: readonly { before: number; after: number }[];
  days: readonly LoggedDay[];
}

export function eventsOf({ excursions, gaps, clocks, days }: ToldBy): FridgeEvent[] {
  const events: FridgeEvent[] = [
    ...excursions.map(({ side, start_at, end_at, minutes, peak, peak_at, incident }) => ({
      what: 'excursion' as const,
      side,
      from: start_at,
      to: end_at,
      minutes,
      peak,
      peakAt: peak_at,
      incident,
    })),
    ...gaps.map(({ from, to }) => ({ what: 'gap' as const, from, to, minutes: (to - from) / 60 })),
    ...clocks.map((clock) => ({ what: 'clock' as const, ...clock })),
    ...days.flatMap(eventsOfDay),
  ];
  return events.sort((one, other) => timeOf(other) - timeOf(one));
}

/** An alarm carried over from the day before ("00:00") was told on that day. */
function eventsOfDay({ date, alarms, checkedMorning, checkedAfternoon }: LoggedDay): FridgeEvent[] {
  const at = (time: string) => clockSeconds(`${date}T${time}:00`);
  const button = (half: 'AM' | 'PM', time: string | null) => (time === null ? [] : [{ what: 'button' as const, at: at(time), half }]);
  return [
    ...alarms.flatMap(({ side, alarmedAt, confirmed }) =>
      alarmedAt === null || alarmedAt === '00:00'
        ? []
        : [{ what: 'device-alarm' as const, side, from: null, alarmedAt: at(alarmedAt), confirmed }],
    ),
    ...button('AM', checkedMorning),
    ...button('PM', checkedAfternoon),
  ];
}

/** By the logger's clock, when it began. */
export function timeOf(event: FridgeEvent): number {
  if ('at' in event) return event.at;
  if (event.what === 'clock') return event.after;
  return (event.what === 'device-alarm' ? event.alarmedAt : event.from) ?? 0;
}
