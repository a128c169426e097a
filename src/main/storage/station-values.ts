/** Small facts the station keeps about itself, by name. */
import type { Db } from './open.ts';

export function readStation(db: Db, name: string): string | null {
  return (db.prepare('SELECT value FROM station WHERE name = ?').pluck().get(name) as string | undefined) ?? null;
}

export function writeStation(db: Db, name: string, value: string): void {
  db.prepare('INSERT INTO station (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, value);
}

export function clearStation(db: Db, name: string): void {
  db.prepare('DELETE FROM station WHERE name = ?').run(name);
}
