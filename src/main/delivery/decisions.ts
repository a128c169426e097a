/** What a person decides about an item: each is one transaction, with its line of history and its audit. */
import type { PatientDiffers, Person } from '../../preload/contract.ts';
import type { Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { forgetKnownAs, keepSamePatient } from '../storage/known-as.ts';
import { type Db, transaction } from '../storage/open.ts';
import { changeItem, findItem, type OutboxItemRow } from '../storage/outbox.ts';
import { addHistory } from '../storage/outbox-history.ts';
import { partsOf, putBackRefused } from '../storage/outbox-parts.ts';
import { differenceOf, isOpen } from './rows.ts';

export interface Deciding {
  db: Db;
  clock: Clock;
  person: Person;
  itemId: string;
}

export function sendAgain(deciding: Deciding): void {
  decide(deciding, 'outbox.sentAgain', (item) => release(deciding, item));
}

export function hold(deciding: Deciding): void {
  decide(deciding, 'outbox.held', (item) => {
    changeItem(deciding.db, item.id, { state: 'held', at: deciding.clock.now() });
    note(deciding, 'held', deciding.person.name);
  });
}

export function giveUp(deciding: Deciding, reason: string): void {
  const change = (item: OutboxItemRow) => {
    changeItem(deciding.db, item.id, { state: 'given-up', at: deciding.clock.now(), reason });
    note(deciding, 'given-up', `${deciding.person.name}: ${reason}`);
  };
  decide(deciding, 'outbox.givenUp', change, { reason });
}

/** Goes out to the patient whom the person saw, as long as both sides stay as they were seen. */
export function samePatient(deciding: Deciding, there: string): void {
  const change = (item: OutboxItemRow) => {
    differenceSeen(item, there);
    keepSamePatient(deciding.db, { localId: item.patient_id, seen: item.differs!, personId: deciding.person.id, at: deciding.clock.now() });
    note(deciding, 'same-patient', deciding.person.name);
    release(deciding, item);
  };
  decide(deciding, 'outbox.samePatient', change, { there });
}

/** Stays here, in sight: somebody has to find out whose number it is. */
export function otherPatient(deciding: Deciding, there: string): void {
  const change = (item: OutboxItemRow) => {
    differenceSeen(item, there);
    const { db, clock } = deciding;
    changeItem(db, item.id, { state: 'rejected', at: clock.now(), reason: 'other-patient-there', needsPerson: true });
    note(deciding, 'other-patient', deciding.person.name);
  };
  decide(deciding, 'outbox.otherPatient', change, { there });
}

function decide(deciding: Deciding, action: string, change: (item: OutboxItemRow) => void, detail?: object): void {
  const { db, clock, person, itemId } = deciding;
  const item = findItem(db, itemId);
  if (item === null) throw new Refusal('outbox-item-unknown');
  if (item.state === 'sending' || !isOpen(item.state)) throw new Refusal('outbox-not-now');
  transaction(db, () => {
    change(item);
    const subject = { subjectKind: 'outbox', subjectId: itemId, patientId: item.patient_id };
    writeAudit(db, { at: clock.now(), personId: person.id, action, ...subject, detail });
  });
}

/** Parts that were refused are tried again; what is in doubt stays in doubt and is looked up. */
function release(deciding: Deciding, item: OutboxItemRow): void {
  const { db, clock, person } = deciding;
  putBackRefused(db, item.id);
  forgetKnownAs(db, item.patient_id);
  const isDoubtful = partsOf(db, item.id).some(({ state }) => state === 'ambiguous');
  changeItem(db, item.id, { state: isDoubtful ? 'ambiguous' : 'queued', at: clock.now(), nextAttemptAt: clock.now() });
  note(deciding, 'released', person.name);
}

/** Nothing is decided about a patient whom the person did not see. */
function differenceSeen(item: OutboxItemRow, there: string): PatientDiffers {
  const differs = differenceOf(item);
  if (differs === null || differs.there.reference !== there) throw new Refusal('outbox-not-now');
  return differs;
}

function note({ db, clock, itemId }: Deciding, event: string, detail: string): void {
  addHistory(db, itemId, clock.now(), event, detail);
}
