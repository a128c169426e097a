/** The outbox: what is signed goes in inside the signing transaction; the screens see it; a person can hold, release or give up. */
import { z } from 'zod';
import type { OutboxItem, OutboxRow, SignedSet } from '../../preload/contract.ts';
import type { Announce, Answers, Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { readDeliverable } from '../storage/deliverable.ts';
import { forgetKnownAs } from '../storage/known-as.ts';
import { type Db, transaction } from '../storage/open.ts';
import { changeItem, findItem, insertItem, itemsOfSet, listItems, type OutboxItemRow } from '../storage/outbox.ts';
import { addHistory, historyOfItem } from '../storage/outbox-history.ts';
import { insertPart, partsOf } from '../storage/outbox-parts.ts';
import { ulid } from '../storage/ulid.ts';
import type { Destination } from './destination.ts';
import type { Engine } from './engine.ts';
import { plannedParts } from './planned-parts.ts';
import { contentWords } from './words.ts';

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

export interface Order {
  what: 'vitals' | 'correction' | 'withdrawal';
  setId: string;
  valueIds: string[];
  patientId: string;
}

type OutboxCall = 'outbox.read' | 'outbox.item' | 'outbox.sendAgain' | 'outbox.hold' | 'outbox.giveUp';

const id = z.object({ id: z.string().min(1).max(100) });
const shownItems = 200;

export function createOutbox(parts: OutboxParts) {
  const { db, clock, engine } = parts;

  /** Runs inside the signing transaction: identifiers are made here, once, and kept across every retry and restart. */
  function enqueue(within: Db, order: Order): void {
    const now = clock.now();
    for (const destination of parts.destinations()) {
      const itemId = ulid(now);
      insertItem(
        within,
        {
          id: itemId,
          destination: destination.id,
          patient_id: order.patientId,
          what: order.what,
          set_id: order.setId,
          value_ids: JSON.stringify(order.valueIds),
        },
        now.toISOString(),
      );
      const planned = plannedParts(within, order, {
        destination: destination.id,
        sendProvenance: parts.sendProvenance(),
        // A folder's bundle holds what was signed.
        sendIndividualReadings: destination.takesReadings === true && parts.sendIndividualReadings(),
        nextIdentifier: (kind) => `${parts.stationId}:${ulid(now)}:${kind}`,
      });
      for (const [position, part] of planned.entries()) insertPart(within, { ...part, id: ulid(now), item_id: itemId, position });
      addHistory(within, itemId, now, 'signed');
      addHistory(within, itemId, now, 'saved');
    }
    setTimeout(engine.nudge, 0);
  }
  function changed(): void {
    const rows = readRows();
    parts.announce('outbox.changed', {
      needsPerson: rows.filter(({ needsPerson }) => needsPerson).length,
      onItsWay: rows.filter(({ needsPerson, state }) => !needsPerson && isOpen(state)).length,
    });
  }
  function readRows(): OutboxRow[] {
    const items = listItems(db, shownItems);
    return items.map((item) => rowOf(item, items));
  }
  function rowOf(item: OutboxItemRow, all: readonly OutboxItemRow[]): OutboxRow {
    const deliverable = readDeliverable(db, item);
    const delivered = partsOf(db, item.id).filter(({ state, location }) => state === 'delivered' && location !== null);
    const first = delivered.find(({ kind }) => kind !== 'provenance');
    const words = deliverable.values
      .map(({ key }) => contentWords[key])
      .join(', ')
      .toLowerCase();
    return {
      id: item.id,
      patient: deliverable.patient,
      what: item.what,
      valuesCount: deliverable.values.length,
      words,
      signedBy: deliverable.values[0]?.changedBy ?? deliverable.signedBy.name,
      signedAt: item.created_at,
      destination: parts.destinations().find(({ id: one }) => one === item.destination)?.label ?? item.destination,
      state: item.state,
      needsPerson: item.needs_person === 1,
      waitsForEarlier:
        isOpen(item.state) &&
        all.some(
          (other) =>
            other.destination === item.destination &&
            other.patient_id === item.patient_id &&
            other.number < item.number &&
            isOpen(other.state),
        ),
      attempts: item.attempts,
      nextAttemptAt: item.next_attempt_at,
      stateSince: item.state_since,
      deliveredAt: item.state === 'delivered' ? item.state_since : null,
      receipt: first === undefined ? null : { first: receiptWords(first), others: delivered.length - 1 },
      reason: item.reason,
      httpStatus: item.http_status,
    };
  }
  function readItem(itemId: string): OutboxItem {
    const item = findItem(db, itemId);
    if (item === null) throw new Refusal('outbox-item-unknown');
    const all = listItems(db, shownItems);
    return {
      ...rowOf(item, all),
      contents: readDeliverable(db, item).values.map(contentOf),
      nameThere: partsOf(db, itemId)[0]?.identifier ?? '',
      serverText: item.server_text,
      history: historyOfItem(db, itemId),
    };
  }
  function decide(itemId: string, personId: string, action: string, change: (item: OutboxItemRow) => void, detail?: object): OutboxItem {
    const item = findItem(db, itemId);
    if (item === null) throw new Refusal('outbox-item-unknown');
    if (item.state === 'sending' || !isOpen(item.state)) throw new Refusal('outbox-not-now');
    transaction(db, () => {
      change(item);
      writeAudit(db, { at: clock.now(), personId, action, subjectKind: 'outbox', subjectId: itemId, patientId: item.patient_id, detail });
    });
    changed();
    engine.nudge();
    return readItem(itemId);
  }
  const answers: Answers<OutboxCall> = {
    'outbox.read': {
      who: 'signed-in',
      check: z.null(),
      answer: () => {
        const rows = readRows();
        const open = rows.filter(({ state }) => isOpen(state));
        const today = clock.now().toDateString();
        return {
          rows,
          destinations: parts.destinations().map(({ id: one, label }) => {
            const { answering, downSince, lastAnswerMs } = engine.lane(one);
            return {
              id: one,
              label,
              answering,
              downSince,
              lastAnswerMs,
              waiting: open.filter(({ destination }) => destination === label).length,
            };
          }),
          deliveredToday: rows.filter(({ deliveredAt }) => deliveredAt !== null && new Date(deliveredAt).toDateString() === today).length,
          oldestUnsentAt: open.map(({ signedAt }) => signedAt).sort()[0] ?? null,
        };
      },
    },
    'outbox.item': { who: 'signed-in', check: id, answer: ({ id: itemId }) => readItem(itemId) },
    'outbox.sendAgain': {
      who: 'signed-in',
      check: id,
      answer: ({ id: itemId }, { person }) =>
        decide(itemId, person.id, 'outbox.sentAgain', (item) => {
          engine.wake(item.destination);
          // Parts that were refused are tried again; what is in doubt stays in doubt and is looked up.
          db.prepare(`UPDATE outbox_parts SET state = 'waiting' WHERE item_id = ? AND state = 'rejected'`).run(itemId);
          forgetKnownAs(db, item.patient_id);
          const isDoubtful = partsOf(db, itemId).some(({ state }) => state === 'ambiguous');
          changeItem(db, itemId, { state: isDoubtful ? 'ambiguous' : 'queued', at: clock.now(), nextAttemptAt: clock.now() });
          addHistory(db, itemId, clock.now(), 'released', person.name);
        }),
    },
    'outbox.hold': {
      who: 'signed-in',
      check: id,
      answer: ({ id: itemId }, { person }) =>
        decide(itemId, person.id, 'outbox.held', () => {
          changeItem(db, itemId, { state: 'held', at: clock.now() });
          addHistory(db, itemId, clock.now(), 'held', person.name);
        }),
    },
    'outbox.giveUp': {
      who: 'signed-in',
      check: id.extend({ reason: z.string().trim().min(1).max(500) }),
      answer: ({ id: itemId, reason }, { person }) =>
        decide(
          itemId,
          person.id,
          'outbox.givenUp',
          () => {
            changeItem(db, itemId, { state: 'given-up', at: clock.now(), reason });
            addHistory(db, itemId, clock.now(), 'given-up', `${person.name}: ${reason}`);
          },
          { reason },
        ),
    },
  };
  function deliveryOf(setId: string): SignedSet['delivery'] {
    return itemsOfSet(db, setId)
      .filter(({ what }) => what === 'vitals')
      .map((item) => {
        const row = rowOf(item, [item]);
        const others = row.receipt === null || row.receipt.others === 0 ? '' : ` and ${row.receipt.others} more`;
        return {
          destination: row.destination,
          state: item.state,
          at: item.state_since,
          receipt: row.receipt === null ? null : `Receipt ${row.receipt.first}${others}`,
        };
      });
  }
  return { answers, enqueue, deliveryOf, changed };
}

function isOpen(state: OutboxItemRow['state']): boolean {
  return state !== 'delivered' && state !== 'given-up' && state !== 'accepted-pending';
}

function receiptWords({ location, server_id: serverId }: { location: string | null; server_id: string | null }): string {
  return /Observation/.test(location ?? '') ? `Observation/${serverId}` : (location ?? '');
}

function contentOf({
  key,
  measurement,
}: {
  key: keyof typeof contentWords;
  measurement: { kind: string; values: { quantity: string; value: number | null; sent: { value: number } | null }[] };
}): string {
  const numbers = measurement.values
    .filter(({ quantity }) => quantity !== 'meanArterialPressure')
    .map(({ sent, value }) => sent?.value ?? value ?? '—');
  return `${contentWords[key]} ${numbers.join('/')}`;
}
