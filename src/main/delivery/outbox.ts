/** The outbox: what is signed goes in inside the signing transaction; the screens see it; a person can hold, release or give up. */
import { z } from 'zod';
import type { Delivery, Outbox, OutboxItem, Person } from '../../preload/contract.ts';
import type { Announce, Answers, Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import type { Db } from '../storage/open.ts';
import { findItem, itemsOfSet, listItems } from '../storage/outbox.ts';
import { countDelivered, countWaiting, readFigures } from '../storage/outbox-figures.ts';
import { deliveryOfItem } from '../storage/outbox-receipts.ts';
import { type Deciding, giveUp, hold, otherPatient, samePatient, sendAgain } from './decisions.ts';
import type { Destination } from './destination.ts';
import type { Engine } from './engine.ts';
import { type EnqueueParts, enqueue, type Order } from './enqueue.ts';
import { leaveOut, leftOut, queueLeftOut } from './left-out.ts';
import { itemOf, labelOf, rowOf } from './rows.ts';

export interface OutboxParts {
  db: Db;
  clock: Clock;
  announce: Announce;
  engine: Engine;
  destinations(): readonly Destination[];
  /** The station's own short name, the first part of every identifier. */
  stationId: string;
  sendProvenance(): boolean;
  /** Whether the readings that an average was made of go to the chart beside it. */
  sendIndividualReadings(): boolean;
}

type OutboxCall =
  | 'outbox.read'
  | 'outbox.item'
  | 'outbox.sendAgain'
  | 'outbox.hold'
  | 'outbox.giveUp'
  | 'outbox.samePatient'
  | 'outbox.otherPatient'
  | 'outbox.queueLeftOut'
  | 'outbox.leaveOut';

const shownAtFirst = 200;
const shownAtMost = 10_000;
const id = z.object({ id: z.string().min(1).max(100) });
const seen = id.extend({ there: z.string().min(1).max(200) });
const leaving = z.strictObject({ destination: z.string().min(1).max(100), count: z.int().positive() });
const reasoned = id.extend({ reason: z.string().trim().min(1).max(500) });
const shown = z.object({ shown: z.number().int().min(1).max(shownAtMost) }).nullable();

export function createOutbox(parts: OutboxParts) {
  const { db, clock, engine } = parts;

  function changed(): void {
    const { needsPerson, onItsWay } = readFigures(db);
    parts.announce('outbox.changed', { needsPerson, onItsWay });
  }
  function decided(itemId: string, person: Person, act: (deciding: Deciding) => void): OutboxItem {
    act({ db, clock, person, itemId });
    changed();
    engine.nudge();
    return readItem(parts, itemId);
  }
  const answers: Answers<OutboxCall> = {
    'outbox.read': { who: 'signed-in', check: shown, answer: (wanted) => readOutbox(parts, wanted?.shown ?? shownAtFirst) },
    'outbox.item': { who: 'signed-in', check: id, answer: (asked) => readItem(parts, asked.id) },
    'outbox.sendAgain': {
      who: 'signed-in',
      check: id,
      answer: (asked, { person }) => {
        engine.wake(findItem(db, asked.id)?.destination ?? '');
        return decided(asked.id, person, sendAgain);
      },
    },
    'outbox.hold': { who: 'signed-in', check: id, answer: (asked, { person }) => decided(asked.id, person, hold) },
    'outbox.giveUp': {
      who: 'signed-in',
      check: reasoned,
      answer: (asked, { person }) => decided(asked.id, person, (deciding) => giveUp(deciding, asked.reason)),
    },
    'outbox.samePatient': {
      who: 'signed-in',
      check: seen,
      answer: (asked, { person }) => decided(asked.id, person, (deciding) => samePatient(deciding, asked.there)),
    },
    'outbox.otherPatient': {
      who: 'signed-in',
      check: seen,
      answer: (asked, { person }) => decided(asked.id, person, (deciding) => otherPatient(deciding, asked.there)),
    },
    'outbox.queueLeftOut': {
      who: ['administrator'],
      check: leaving,
      answer: ({ destination, count }, { person }) => {
        queueLeftOut(db, destinationOf(parts, destination), { person, count }, enqueueParts(parts));
        changed();
        engine.nudge();
        return readOutbox(parts, shownAtFirst);
      },
    },
    'outbox.leaveOut': {
      who: ['administrator'],
      check: leaving,
      answer: ({ destination, count }, { person }) => {
        leaveOut(db, destinationOf(parts, destination), { person, count }, clock.now());
        changed();
        return readOutbox(parts, shownAtFirst);
      },
    },
  };
  return {
    answers,
    changed,
    /** Runs inside the signing transaction. */
    enqueue(within: Db, order: Order): void {
      enqueue(within, order, { ...enqueueParts(parts), destinations: parts.destinations() });
      setTimeout(engine.nudge, 0);
    },
    deliveryOf: (setId: string) => deliveryOf(parts, setId),
  };
}

function enqueueParts({ clock, stationId, sendProvenance, sendIndividualReadings }: OutboxParts): Omit<EnqueueParts, 'destinations'> {
  return { now: clock.now(), stationId, sendProvenance: sendProvenance(), sendIndividualReadings: sendIndividualReadings() };
}

function destinationOf({ destinations }: OutboxParts, id: string): Destination {
  const found = destinations().find((one) => one.id === id);
  if (found === undefined) throw new Refusal('outbox-changed', id);
  return found;
}

function readOutbox({ db, clock, engine, destinations }: OutboxParts, count: number): Outbox {
  const { oldestUnsentAt, ...counts } = readFigures(db);
  const midnight = clock.now();
  midnight.setHours(0, 0, 0, 0);
  return {
    rows: listItems(db, count).map((item) => rowOf(db, item, destinations())),
    counts,
    destinations: destinations().map(({ id: one, label }) => {
      const { answering, downSince, lastAnswerMs, refusing } = engine.lane(one);
      return { id: one, label, answering, downSince, lastAnswerMs, refusing, waiting: countWaiting(db, one) };
    }),
    deliveredToday: countDelivered(db, midnight),
    oldestUnsentAt,
    leftOut: leftOut(db, destinations()),
  };
}

function readItem({ db, destinations }: OutboxParts, itemId: string): OutboxItem {
  const item = findItem(db, itemId);
  if (item === null) throw new Refusal('outbox-item-unknown');
  return itemOf(db, item, destinations());
}

function deliveryOf({ db, destinations }: OutboxParts, setId: string): Delivery[] {
  const items = itemsOfSet(db, setId).filter(({ what }) => what === 'vitals');
  return items.map((item) => deliveryOfItem(db, item, labelOf(item, destinations())));
}
