/** Who leaves signs in no more; what they did stays theirs, and so does their name. Who comes back gets a new PIN. */
import type { Calls, Person } from '../../preload/contract.ts';
import type { Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { type Db, transaction } from '../storage/open.ts';
import { demoPinName, findPerson, listFormerPeople, reinstatePerson, replacePin, retirePerson } from '../storage/people.ts';
import { clearStation } from '../storage/station-values.ts';
import { hashPin, isWeakPin } from './pin.ts';
import { forgetTries } from './tries.ts';

interface LeaveParts {
  db: Db;
  clock: Clock;
  peopleChanged?: () => void;
}

/** Writes. By an administrator, never of oneself: so there is always one who can add people. */
export function retire({ db, clock, peopleChanged }: LeaveParts, { personId }: Calls['people.retire']['in'], by: Person): null {
  if (personId === by.id) throw new Refusal('person-oneself');
  transaction(db, () => {
    if (findPerson(db, personId) === null) throw new Refusal('check-failed', 'personId');
    const at = clock.now();
    retirePerson(db, personId, at);
    clearStation(db, demoPinName(personId));
    writeAudit(db, { at, personId: by.id, action: 'person.retired', subjectKind: 'person', subjectId: personId });
  });
  peopleChanged?.();
  return null;
}

/** Writes. */
export async function reinstate(
  { db, clock, peopleChanged }: LeaveParts,
  { personId, pin }: Calls['people.reinstate']['in'],
  by: Person,
): Promise<Person> {
  if (isWeakPin(pin)) throw new Refusal('pin-weak');
  const stored = await hashPin(pin);
  transaction(db, () => {
    if (!listFormerPeople(db).some(({ id }) => id === personId)) throw new Refusal('check-failed', 'personId');
    reinstatePerson(db, personId);
    replacePin(db, personId, stored);
    forgetTries(db, personId);
    writeAudit(db, { at: clock.now(), personId: by.id, action: 'person.reinstated', subjectKind: 'person', subjectId: personId });
  });
  peopleChanged?.();
  return findPerson(db, personId)!;
}
