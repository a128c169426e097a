/** Who works at this station now. One session for all its screens: they are windows onto the same station. */
import type { Person, Session } from '../../preload/contract.ts';
import type { Announce, Asker, Who } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import type { Db } from '../storage/open.ts';
import { findPerson } from '../storage/people.ts';

export interface SessionParts {
  db: Db;
  announce: Announce;
  /** When the running rest or wait timer ends, ISO 8601; null when none runs. It is shown while locked. */
  timerEndsAt(): string | null;
}

export interface StationSession {
  current(): Session;
  /** Who works here, locked or not; null when nobody is signed in. */
  personId(): string | null;
  /** The person a call is made by. Throws Refusal 'not-signed-in', 'locked' or 'not-allowed'. */
  require(who: Who): Asker;
  /** Whether facts about patients may go to the screens: somebody is signed in and the station is not locked. */
  isOpen(): boolean;
  begin(personId: string): Session;
  end(): Session;
  lock(since: Date, because: 'idle' | 'asked'): Session;
  /** Tells the screens again, after a timer started or stopped or a visit changed hands. */
  tell(): Session;
}

export function createSession({ db, announce, timerEndsAt }: SessionParts): StationSession {
  let personId: string | null = null;
  let locked: Session['locked'] = null;
  const person = () => (personId === null ? null : findPerson(db, personId));
  const current = (): Session => ({ person: person(), locked, timerEndsAt: timerEndsAt() });
  function change(to: { personId: string | null; locked: Session['locked'] }): Session {
    ({ personId, locked } = to);
    return tell();
  }
  function tell(): Session {
    const session = current();
    announce('session.changed', session);
    return session;
  }
  return {
    current,
    personId: () => personId,
    tell,
    require: (who) => requirePerson(who, person(), locked !== null),
    isOpen: () => locked === null && person() !== null,
    begin: (id) => change({ personId: id, locked: null }),
    end: () => change({ personId: null, locked: null }),
    lock: (since, because) => change({ personId, locked: { since: since.toISOString(), because } }),
  };
}

function requirePerson(who: Who, person: Person | null, isLocked: boolean): Asker {
  if (who === 'anyone') return { person: isLocked ? null : person };
  if (person === null) throw new Refusal('not-signed-in');
  if (isLocked) throw new Refusal('locked');
  if (who !== 'signed-in' && !who.includes(person.role)) throw new Refusal('not-allowed');
  return { person };
}
