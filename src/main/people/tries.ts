/**
 * Wrong PINs, counted per person: five tries, then a pause of 30 seconds that doubles with every further wrong one.
 * Kept in the database, so that starting the station again does not give new tries.
 */

import type { Db } from '../storage/open.ts';
import { clearStation, readStation, writeStation } from '../storage/station-values.ts';

const freeTries = 5;
const firstPauseSeconds = 30;
const longestPauseSeconds = 3600;

interface Tries {
  wrong: number;
  /** ISO 8601 instant; null while there are tries left. */
  pausedUntil: string | null;
}

const nameOf = (personId: string) => `pin-tries/${personId}`;

/** Seconds until this person may try again; 0: now. */
export function secondsPaused(db: Db, personId: string, now: Date): number {
  const { wrong, pausedUntil } = readTries(db, personId);
  if (pausedUntil === null) return 0;
  const seconds = Math.ceil((Date.parse(pausedUntil) - now.getTime()) / 1000);
  // A clock that was set back must not lock somebody out for longer than the pause itself.
  return Math.max(0, Math.min(seconds, pauseAfter(wrong)));
}

/** Writes. Counts a try before its PIN is looked at: many at once, or a kill in between, are counted all the same. */
export function countTry(db: Db, personId: string, now: Date): { triesLeft: number; pauseSeconds: number } {
  const wrong = readTries(db, personId).wrong + 1;
  const pauseSeconds = pauseAfter(wrong);
  const pausedUntil = pauseSeconds === 0 ? null : new Date(now.getTime() + pauseSeconds * 1000).toISOString();
  writeStation(db, nameOf(personId), JSON.stringify({ wrong, pausedUntil } satisfies Tries));
  return { triesLeft: Math.max(0, freeTries - wrong), pauseSeconds };
}

/** Writes. */
export function forgetTries(db: Db, personId: string): void {
  clearStation(db, nameOf(personId));
}

function pauseAfter(wrong: number): number {
  return wrong < freeTries ? 0 : Math.min(firstPauseSeconds * 2 ** (wrong - freeTries), longestPauseSeconds);
}

function readTries(db: Db, personId: string): Tries {
  const stored = readStation(db, nameOf(personId));
  return stored === null ? { wrong: 0, pausedUntil: null } : (JSON.parse(stored) as Tries);
}
