/** Figures over all of the outbox, however much of it a screen shows. */
import type { Db } from './open.ts';

export interface OutboxFigures {
  needsPerson: number;
  onItsWay: number;
  /** At their end: in the chart, taken in for review there, or given up. */
  done: number;
  /** When the oldest of those that are not at their end was signed; ISO. */
  oldestUnsentAt: string | null;
}

const isOpen = `state NOT IN ('delivered', 'given-up', 'accepted-pending')`;

export function readFigures(db: Db): OutboxFigures {
  return db
    .prepare(
      `SELECT count(*) FILTER (WHERE needs_person = 1) AS needsPerson,
         count(*) FILTER (WHERE needs_person = 0 AND ${isOpen}) AS onItsWay,
         count(*) FILTER (WHERE needs_person = 0 AND NOT (${isOpen})) AS done,
         min(created_at) FILTER (WHERE ${isOpen}) AS oldestUnsentAt
       FROM outbox`,
    )
    .get() as OutboxFigures;
}

/** How many results wait for a destination. */
export function countWaiting(db: Db, destination: string): number {
  return db.prepare(`SELECT count(*) FROM outbox WHERE destination = ? AND ${isOpen}`).pluck().get(destination) as number;
}

/** `since` is the beginning of the day. */
export function countDelivered(db: Db, since: Date): number {
  return db
    .prepare(`SELECT count(*) FROM outbox WHERE state = 'delivered' AND state_since >= ?`)
    .pluck()
    .get(since.toISOString()) as number;
}

/** Whether an earlier item of the same patient must reach the same destination first. */
export function waitsForEarlier(db: Db, item: { destination: string; patient_id: string; number: number }): boolean {
  const earlier = db
    .prepare(
      `SELECT 1 FROM outbox WHERE destination = @destination AND patient_id = @patient_id AND number < @number AND ${isOpen} LIMIT 1`,
    )
    .get({ destination: item.destination, patient_id: item.patient_id, number: item.number });
  return earlier !== undefined;
}
