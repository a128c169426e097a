/** Rows of the people who may work here. */
import type { Person, Role } from '../../preload/contract.ts';
import type { Db } from './open.ts';
import { readStation } from './station-values.ts';

export interface StoredPin {
  salt: Buffer;
  hash: Buffer;
}

interface PersonRow {
  id: string;
  name: string;
  role: Role;
  visitOpenIn: string | null;
}

/** With the room of the newest visit each has open. */
const selectPeople = `
  SELECT id, name, role,
    (SELECT room FROM visits WHERE owner_id = people.id AND closed_at IS NULL ORDER BY opened_at DESC LIMIT 1) AS visitOpenIn
  FROM people`;

export function listPeople(db: Db): Person[] {
  const rows = db.prepare(`${selectPeople} WHERE retired_at IS NULL ORDER BY name COLLATE NOCASE`).all() as PersonRow[];
  return rows.map((row) => withDemoPin(db, row));
}

export function findPerson(db: Db, personId: string): Person | null {
  return (db.prepare(`${selectPeople} WHERE retired_at IS NULL AND id = ?`).get(personId) as PersonRow | undefined) ?? null;
}

/** Whoever it was, also where they have left since: what they did stays theirs. */
export function personOnRecord(db: Db, personId: string): Person {
  return db.prepare(`${selectPeople} WHERE id = ?`).get(personId) as PersonRow;
}

/** Those who left, by name. */
export function listFormerPeople(db: Db): Pick<Person, 'id' | 'name' | 'role'>[] {
  const former = db.prepare('SELECT id, name, role FROM people WHERE retired_at IS NOT NULL ORDER BY name COLLATE NOCASE');
  return former.all() as Pick<Person, 'id' | 'name' | 'role'>[];
}

/** Writes. */
export function retirePerson(db: Db, personId: string, at: Date): void {
  db.prepare('UPDATE people SET retired_at = ? WHERE id = ?').run(at.toISOString(), personId);
}

/** Writes. */
export function reinstatePerson(db: Db, personId: string): void {
  db.prepare('UPDATE people SET retired_at = NULL WHERE id = ?').run(personId);
}

/** Names are told apart without regard to case, and a retired person's name stays theirs. */
export function nameIsTaken(db: Db, name: string): boolean {
  const names = db.prepare('SELECT name FROM people').pluck().all() as string[];
  return names.some((other) => other.toLocaleLowerCase('en-US') === name.toLocaleLowerCase('en-US'));
}

export function hasPeople(db: Db): boolean {
  return db.prepare('SELECT 1 FROM people LIMIT 1').get() !== undefined;
}

export function findPin(db: Db, personId: string): StoredPin | null {
  const row = db.prepare('SELECT pin_salt AS salt, pin_hash AS hash FROM people WHERE id = ? AND retired_at IS NULL').get(personId);
  return (row as StoredPin | undefined) ?? null;
}

/** Writes. */
export function insertPerson(db: Db, person: { id: string; name: string; role: Role; pin: StoredPin; addedAt: Date }): void {
  db.prepare('INSERT INTO people (id, name, role, pin_salt, pin_hash, added_at) VALUES (?, ?, ?, ?, ?, ?)').run(
    person.id,
    person.name,
    person.role,
    person.pin.salt,
    person.pin.hash,
    person.addedAt.toISOString(),
  );
}

/** Writes. */
export function replacePin(db: Db, personId: string, pin: StoredPin): void {
  db.prepare('UPDATE people SET pin_salt = ?, pin_hash = ? WHERE id = ?').run(pin.salt, pin.hash, personId);
}

/** Where the PIN of a made-up person stands in the clear, in a demo database and nowhere else. */
export const demoPinName = (personId: string) => `demo-pin/${personId}`;

function withDemoPin(db: Db, row: PersonRow): Person {
  const demoPin = readStation(db, demoPinName(row.id));
  return demoPin === null ? row : { ...row, demoPin };
}
