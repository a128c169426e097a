/**
 * Results that were signed before a chart was set up: counted and offered, queued only when a person says so. Each goes as it was signed,
 * its corrections behind it; what was withdrawn meanwhile never goes.
 */
import type { LeftOut, Person } from '../../preload/contract.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { type LeftOutEkg, type LeftOutSet, leftOutEkgs, leftOutSets } from '../storage/left-out.ts';
import { type Db, transaction } from '../storage/open.ts';
import { readStation, writeStation } from '../storage/station-values.ts';
import type { Destination } from './destination.ts';
import { type EnqueueParts, enqueue, type Order } from './enqueue.ts';

const leftUntil = (destination: string) => `left-out-until:${destination}`;

interface Found {
  sets: LeftOutSet[];
  ekgs: LeftOutEkg[];
}

function find(db: Db, destination: string): Found {
  const after = readStation(db, leftUntil(destination)) ?? '';
  return { sets: leftOutSets(db, destination, after), ekgs: leftOutEkgs(db, destination, after) };
}

/** One line for each destination that lacks something. */
export function leftOut(db: Db, destinations: readonly Destination[]): LeftOut[] {
  return destinations.flatMap(({ id, label }) => {
    const { sets, ekgs } = find(db, id);
    const times = [...sets, ...ekgs].map(({ signedAt }) => signedAt).sort();
    return times.length === 0 ? [] : [{ destination: id, label, count: times.length, oldest: times[0]!, newest: times.at(-1)! }];
  });
}

export interface Queueing {
  person: Person;
  /** How many the person saw: another number is refused with 'outbox-changed'. */
  count: number;
}

/** Writes, all or nothing. */
export function queueLeftOut(
  db: Db,
  destination: Destination,
  { person, count }: Queueing,
  parts: Omit<EnqueueParts, 'destinations'>,
): void {
  transaction(db, () => {
    const { sets, ekgs } = find(db, destination.id);
    if (sets.length + ekgs.length !== count) throw new Refusal('outbox-changed');
    const orders = [...sets.flatMap(ordersOfSet), ...ekgs.map(orderOfEkg)].sort((one, other) => one.signedAt.localeCompare(other.signedAt));
    for (const { order } of orders) enqueue(db, order, { ...parts, destinations: [destination] });
    note(db, destination, { person, at: parts.now, action: 'outbox.left-out-queued', detail: { count } });
  });
}

/** Writes: what was signed so far stays here, and is not offered for this destination again. */
export function leaveOut(db: Db, destination: Destination, { person, count }: Queueing, at: Date): void {
  transaction(db, () => {
    const { sets, ekgs } = find(db, destination.id);
    if (sets.length + ekgs.length !== count) throw new Refusal('outbox-changed');
    writeStation(db, leftUntil(destination.id), at.toISOString());
    note(db, destination, { person, at, action: 'outbox.left-out-kept', detail: { count } });
  });
}

interface Timed {
  order: Order;
  signedAt: string;
}

/** The sort that follows is stable: a correction stays behind what it corrects. */
function ordersOfSet({ setId, patientId, signedAt, values }: LeftOutSet): Timed[] {
  const signed = values.filter(({ act }) => act === 'sign').map(({ id }) => id);
  const corrected = values.filter(({ act }) => act === 'correct');
  const ofSet = { setId, patientId };
  return [
    { order: { what: 'vitals', ...ofSet, valueIds: signed }, signedAt },
    ...corrected.map(({ id }): Timed => ({ order: { what: 'correction', ...ofSet, valueIds: [id] }, signedAt })),
  ];
}

function orderOfEkg({ resultId, patientId, signedAt }: LeftOutEkg): Timed {
  return { order: { what: 'ekg', ekgResultId: resultId, patientId }, signedAt };
}

interface Note {
  person: Person;
  at: Date;
  action: string;
  detail: unknown;
}

function note(db: Db, { id, label }: Destination, { person, at, action, detail }: Note): void {
  writeAudit(db, { at, personId: person.id, action, subjectKind: 'destination', subjectId: id, detail: { label, ...(detail as object) } });
}
