/** Puts readings that belong together into arrivals, with their bytes, their time and their identity. */
import { createHash } from 'node:crypto';
import type { Message, Reading } from '../../../drivers/model/heard.ts';
import type { Arrival, ArrivedFrom } from './arrival.ts';

export interface ArrivalFacts {
  from: ArrivedFrom;
  receivedAt: Date;
  message: Message | null;
  /** What tells this one device from others of its family: its serial number where it says one. */
  serial: string;
  slice(from: number, at: number): Uint8Array;
}

/** One arrival per set, in the order in which the sets were said. */
export function arrivalsOf(readings: readonly Reading[], facts: ArrivalFacts): Arrival[] {
  const sets = new Map<string, Reading[]>();
  for (const reading of readings) {
    const key = `${reading.set} ${reading.how}`;
    sets.set(key, [...(sets.get(key) ?? []), reading]);
  }
  return [...sets.values()].map((set, position) => arrivalOf(set, position, facts));
}

function arrivalOf(readings: Reading[], position: number, facts: ArrivalFacts): Arrival {
  const age = readings.find(({ note }) => note?.ageSeconds !== undefined)?.note?.ageSeconds ?? 0;
  const from = Math.min(...readings.map((reading) => reading.from));
  const at = Math.max(...readings.map((reading) => reading.at));
  return {
    from: facts.from,
    readings,
    how: readings[0]!.how,
    receivedAt: facts.receivedAt,
    measuredAt: new Date(facts.receivedAt.getTime() - age * 1000),
    frame: facts.slice(from, at),
    origin: originOf(readings, position, facts),
    message: facts.message,
  };
}

/**
 * A message sent twice is the same message, whoever brought it; but senders count from 1 again after a restart, so the
 * contents are part of the identity: the same id with other contents is a new measurement, and is not lost. The decoder's
 * own number of a set would not do: it goes on counting when the message comes again.
 */
function originOf(readings: Reading[], position: number, { from, message, serial }: ArrivalFacts): string | null {
  const [first] = readings as [Reading, ...Reading[]];
  if (message !== null) return `hl7:${message.id}:${position}:${digest([message.patient.ids, contents(readings)])}`;
  const { stored, deviceTime } = first.note ?? {};
  return stored && deviceTime !== undefined ? `${from.driverId}:${serial}:${deviceTime}:${digest(contents(readings))}` : null;
}

function contents(readings: Reading[]): unknown {
  return readings.map(({ quantity, value, unit, note }) => [quantity, value, unit, note?.deviceTime ?? null, note?.result ?? null]);
}

function digest(what: unknown): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16);
}
