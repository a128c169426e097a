/** Rows of the storage units: refrigerators and freezers with the limits their log is judged by. */
import type { DegreeUnit } from '../../../drivers/model/logger-log.ts';
import type { Db } from './open.ts';

export interface StorageUnitRow {
  id: string;
  /** Told apart without regard to capitals. */
  name: string;
  /** "Pharmacy"; empty: not said. */
  place: string;
  kind: 'refrigerator' | 'freezer' | 'ultra-cold';
  /** The unit of `low` and `high`, which belong to the range. */
  basis: DegreeUnit;
  low: number;
  high: number;
  /** The id of a program's profile. */
  program: string;
  contents: string;
  added_at: string;
  retired_at: string | null;
}

/** Writes. Throws where the name is taken. */
export function insertStorageUnit(db: Db, unit: Omit<StorageUnitRow, 'place'> & { place?: string }): void {
  db.prepare(
    `INSERT INTO storage_units (id, name, place, kind, basis, low, high, program, contents, added_at, retired_at)
     VALUES (@id, @name, @place, @kind, @basis, @low, @high, @program, @contents, @added_at, @retired_at)`,
  ).run({ place: '', ...unit });
}

/** Writes: all but when it came and went. */
export function updateStorageUnit(db: Db, unit: Omit<StorageUnitRow, 'added_at' | 'retired_at'>): void {
  const names = ['name', 'place', 'kind', 'basis', 'low', 'high', 'program', 'contents'] satisfies (keyof StorageUnitRow)[];
  db.prepare(`UPDATE storage_units SET ${names.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`).run(unit);
}

export function findStorageUnit(db: Db, id: string): StorageUnitRow | null {
  return (db.prepare('SELECT * FROM storage_units WHERE id = ?').get(id) as StorageUnitRow | undefined) ?? null;
}

export function findStorageUnitByName(db: Db, name: string): StorageUnitRow | null {
  return (db.prepare('SELECT * FROM storage_units WHERE name = ?').get(name) as StorageUnitRow | undefined) ?? null;
}

/** By name; retired ones are left out. */
export function listStorageUnits(db: Db): StorageUnitRow[] {
  return db.prepare('SELECT * FROM storage_units WHERE retired_at IS NULL ORDER BY name').all() as StorageUnitRow[];
}

/** By name, those no longer in use after the others. */
export function listAllStorageUnits(db: Db): StorageUnitRow[] {
  return db.prepare('SELECT * FROM storage_units ORDER BY retired_at IS NOT NULL, name').all() as StorageUnitRow[];
}

/** Writes. */
export function retireStorageUnit(db: Db, id: string, at: Date): void {
  db.prepare('UPDATE storage_units SET retired_at = ? WHERE id = ? AND retired_at IS NULL').run(at.toISOString(), id);
}
