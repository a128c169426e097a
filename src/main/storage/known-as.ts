/** What a destination knows our patients, and the pages it took, as. */
import type { Db } from './open.ts';

type Kind = 'patient' | 'binary';

export interface KnownAs {
  serverId: string;
  /** When it was last seen there; ISO. */
  foundAt: string;
}

export function knownAs(db: Db, destination: string, kind: Kind, localId: string): KnownAs | null {
  const row = db
    .prepare('SELECT server_id AS serverId, found_at AS foundAt FROM known_as WHERE destination = ? AND kind = ? AND local_id = ?')
    .get(destination, kind, localId);
  return (row as KnownAs | undefined) ?? null;
}

/** Writes. */
export function setKnownAs(db: Db, destination: string, kind: Kind, localId: string, serverId: string, at: Date): void {
  db.prepare('INSERT OR REPLACE INTO known_as (destination, kind, local_id, server_id, found_at) VALUES (?, ?, ?, ?, ?)').run(
    destination,
    kind,
    localId,
    serverId,
    at.toISOString(),
  );
}

/** Writes. What any destination knew this patient as is looked up anew. */
export function forgetKnownAs(db: Db, localId: string): void {
  db.prepare('DELETE FROM known_as WHERE local_id = ?').run(localId);
}

export interface SamePatient {
  localId: string;
  /** Both sides as the person saw them, word for word. */
  seen: string;
  personId: string;
  at: Date;
}

/** Writes. */
export function keepSamePatient(db: Db, { localId, seen, personId, at }: SamePatient): void {
  db.prepare('INSERT OR REPLACE INTO same_patient (local_id, seen, by_person, at) VALUES (?, ?, ?, ?)').run(
    localId,
    seen,
    personId,
    at.toISOString(),
  );
}

/** Whether somebody compared exactly this, and said that both are one person. */
export function isSamePatient(db: Db, localId: string, seen: string): boolean {
  return db.prepare('SELECT 1 FROM same_patient WHERE local_id = ? AND seen = ?').get(localId, seen) !== undefined;
}
