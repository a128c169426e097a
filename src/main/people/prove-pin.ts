import type { Clock } from '../answer.ts';
import { Refusal } from '../refusal.ts';
import { writeAudit } from '../storage/audit.ts';
import { type Db, transaction } from '../storage/open.ts';
import { findPin } from '../storage/people.ts';
import { isPin } from './pin.ts';
import { countTry, forgetTries, secondsPaused } from './tries.ts';

/**
 * Returns when the PIN is this person's. Otherwise throws Refusal 'pin-wrong' (about: tries left) or
 * 'pin-paused' (about: seconds to wait); a PIN given during a pause is not looked at, and not counted.
 */
export async function provePin(db: Db, clock: Clock, personId: string, pin: string): Promise<void> {
  const stored = findPin(db, personId);
  if (stored === null) throw new Refusal('check-failed', 'personId');
  const counted = transaction(db, () => {
    const seconds = secondsPaused(db, personId, clock.now());
    if (seconds > 0) throw new Refusal('pin-paused', String(seconds));
    return countTry(db, personId, clock.now());
  });
  if (await isPin(pin, stored)) return transaction(db, () => forgetTries(db, personId));
  const detail = { triesLeft: counted.triesLeft, pauseSeconds: counted.pauseSeconds };
  // Nobody is known to have done this, only in whose name it was tried.
  writeAudit(db, { at: clock.now(), personId: null, action: 'session.pin-wrong', subjectKind: 'person', subjectId: personId, detail });
  if (counted.pauseSeconds > 0) throw new Refusal('pin-paused', String(counted.pauseSeconds));
  throw new Refusal('pin-wrong', String(counted.triesLeft));
}
