/** Rows of the ways people said tables of temperatures are to be read, by name. */
import type { LogMapping } from '../../preload/contract.ts';
import type { Db } from './open.ts';

export function listMappings(db: Db): { name: string; mapping: LogMapping }[] {
  const rows = db.prepare('SELECT name, mapping FROM log_mappings ORDER BY name').all() as { name: string; mapping: string }[];
  return rows.map(({ name, mapping }) => ({ name, mapping: JSON.parse(mapping) as LogMapping }));
}

/** null: none has that name. */
export function findMapping(db: Db, name: string): LogMapping | null {
  return listMappings(db).find((one) => one.name.toLowerCase() === name.toLowerCase())?.mapping ?? null;
}

/** Writes: in the place of one of that name. */
export function saveMapping(
  db: Db,
  { name, mapping, personId, at }: { name: string; mapping: LogMapping; personId: string; at: Date },
): void {
  db.prepare('INSERT OR REPLACE INTO log_mappings (name, mapping, saved_by, saved_at) VALUES (?, ?, ?, ?)').run(
    name,
    JSON.stringify(mapping),
    personId,
    at.toISOString(),
  );
}

/** Writes. */
export function dropMapping(db: Db, name: string): void {
  db.prepare('DELETE FROM log_mappings WHERE name = ?').run(name);
}
