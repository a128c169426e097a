/** Local users: who may work here, how they sign in, and how the station is locked and handed over. */
import { z } from 'zod';
import type { Calls, Person, Session } from '../../preload/contract.ts';
import type { Announce, Answers, Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { type Db, transaction } from '../storage/open.ts';
import {
  demoPinName,
  findPerson,
  hasPeople,
  insertPerson,
  listFormerPeople,
  listPeople,
  nameIsTaken,
  replacePin,
} from '../storage/people.ts';
import { clearStation } from '../storage/station-values.ts';
import { ulid } from '../storage/ulid.ts';
import { reinstate, retire } from './leave.ts';
import { hashPin, isSixDigits, isWeakPin } from './pin.ts';
import { provePin } from './prove-pin.ts';
import { createSession, type StationSession } from './session.ts';
import { forgetTries } from './tries.ts';

export interface PeopleParts {
  db: Db;
  clock: Clock;
  announce: Announce;
  /** When the running timer ends, for the lock screen; none by default. */
  timerEndsAt?: () => string | null;
  /** After the list of people changed (the station's `setup` may have). */
  peopleChanged?: () => void;
  /** After somebody else, or nobody, works here than before: visits stay with their owners. */
  handedOver?: (from: Person, to: Person | null) => void;
}

export interface People {
  answers: Answers<PeopleCall>;
  session: StationSession;
}

type PeopleCall = Extract<keyof Calls, `people.${string}`>;

const roles = ['assistant', 'nurse', 'clinician', 'coordinator', 'administrator'] as const;
const pin = z.string().refine(isSixDigits);
const personName = z
  .string()
  .transform((text) => text.normalize('NFC').replace(/\s+/g, ' ').trim())
  .pipe(z.string().min(1).max(80));

/** 'first-person' until there is somebody who can sign in. */
export function setupOf(db: Db): 'first-person' | 'done' {
  return hasPeople(db) ? 'done' : 'first-person';
}

export function createPeople(parts: PeopleParts): People {
  const { db, announce } = parts;
  const session = createSession({ db, announce, timerEndsAt: parts.timerEndsAt ?? (() => null) });
  const answers: Answers<PeopleCall> = {
    'people.list': { who: 'anyone', check: z.null(), answer: () => listPeople(db) },
    'people.add': {
      who: 'anyone',
      check: z.strictObject({ name: personName, role: z.enum(roles), pin }),
      answer: (input, { person }) => addPerson(parts, input, person),
    },
    'people.signIn': {
      who: 'anyone',
      check: z.strictObject({ personId: z.string(), pin }),
      answer: (input) => signIn(parts, session, input),
    },
    'people.signOut': { who: 'signed-in', check: z.null(), answer: (_input, { person }) => signOut(parts, session, person) },
    'people.lock': {
      who: 'anyone',
      check: z.strictObject({ because: z.enum(['idle', 'asked']) }),
      answer: ({ because }) => lock(parts, session, because),
    },
    'people.changePin': {
      who: 'signed-in',
      check: z.strictObject({ personId: z.string(), pin }),
      answer: (input, { person }) => changePin(parts, input, person),
    },
    'people.retire': {
      who: ['administrator'],
      check: z.strictObject({ personId: z.string() }),
      answer: (input, { person }) => retire(parts, input, person),
    },
    'people.former': { who: ['administrator'], check: z.null(), answer: () => listFormerPeople(db) },
    'people.reinstate': {
      who: ['administrator'],
      check: z.strictObject({ personId: z.string(), pin }),
      answer: (input, { person }) => reinstate(parts, input, person),
    },
  };
  return { answers, session };
}

/** The first person needs nobody's leave and becomes administrator; all others are added by one. */
async function addPerson({ db, clock, peopleChanged }: PeopleParts, input: Calls['people.add']['in'], by: Person | null): Promise<Person> {
  if (hasPeople(db)) refuseUnlessAdministrator(by);
  if (isWeakPin(input.pin)) throw new Refusal('pin-weak');
  const stored = await hashPin(input.pin);
  const now = clock.now();
  const id = ulid(now);
  transaction(db, () => {
    // Asked again: hashing took a while, and somebody else may have been first.
    const isFirst = !hasPeople(db);
    if (!isFirst) refuseUnlessAdministrator(by);
    if (nameIsTaken(db, input.name)) throw new Refusal('person-exists', input.name);
    const role = isFirst ? 'administrator' : input.role;
    insertPerson(db, { id, name: input.name, role, pin: stored, addedAt: now });
    const detail = { name: input.name, role };
    writeAudit(db, { at: now, personId: by?.id ?? id, action: 'person.added', subjectKind: 'person', subjectId: id, detail });
  });
  peopleChanged?.();
  return findPerson(db, id)!;
}

function refuseUnlessAdministrator(person: Person | null): void {
  if (person === null) throw new Refusal('not-signed-in');
  if (person.role !== 'administrator') throw new Refusal('not-allowed');
}

/** Also opens a locked station, and takes it over from whoever had it: their visit stays with them. */
async function signIn(parts: PeopleParts, session: StationSession, { personId, pin }: Calls['people.signIn']['in']): Promise<Session> {
  const { db, clock, handedOver } = parts;
  await provePin(db, clock, personId, pin);
  const { person: before, locked } = session.current();
  const action = before === null ? 'signed-in' : before.id !== personId ? 'switched' : locked ? 'unlocked' : 'signed-in';
  const at = clock.now();
  const detail = action === 'switched' ? { from: before?.id } : {};
  writeAudit(db, { at, personId, action: `session.${action}`, subjectKind: 'person', subjectId: personId, detail });
  const begun = session.begin(personId);
  if (action === 'switched' && before !== null) handedOver?.(before, begun.person);
  return begun;
}

function signOut({ db, clock, handedOver }: PeopleParts, session: StationSession, person: Person): Session {
  const ended = session.end();
  handedOver?.(person, null);
  writeAudit(db, { at: clock.now(), personId: person.id, action: 'session.signed-out', subjectKind: 'person', subjectId: person.id });
  return ended;
}

/**
 * Anyone may lock, also a screen that finds itself idle after another has locked: then nothing changes. The patient
 * leaves the screen before the audit is written, so that a full disk cannot keep the station open; it is told as a fault.
 */
function lock({ db, clock }: PeopleParts, session: StationSession, because: 'idle' | 'asked'): Session {
  const { person, locked } = session.current();
  if (person === null || locked !== null) return session.current();
  const at = clock.now();
  const now = session.lock(at, because);
  writeAudit(db, { at, personId: person.id, action: 'session.locked', subjectKind: 'person', subjectId: person.id, detail: { because } });
  return now;
}

/** One's own, or anybody's as an administrator, which also ends that person's pause. */
async function changePin({ db, clock }: PeopleParts, { personId, pin }: Calls['people.changePin']['in'], by: Person): Promise<Person> {
  if (personId !== by.id && by.role !== 'administrator') throw new Refusal('not-allowed');
  const person = findPerson(db, personId);
  if (person === null) throw new Refusal('check-failed', 'personId');
  if (isWeakPin(pin)) throw new Refusal('pin-weak');
  const stored = await hashPin(pin);
  transaction(db, () => {
    replacePin(db, personId, stored);
    forgetTries(db, personId);
    clearStation(db, demoPinName(personId));
    writeAudit(db, { at: clock.now(), personId: by.id, action: 'person.pin-changed', subjectKind: 'person', subjectId: personId });
  });
  return person;
}
