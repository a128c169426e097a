/** Versions of programs as the clinic changed them. Nothing here is ever changed or taken out. */
import type { Db } from './open.ts';

export interface ProgramVersion {
  id: string;
  savedAt: string;
  savedBy: string;
  /** JSON. */
  profile: string;
}

/** Writes. */
export function insertProgramVersion(db: Db, { id, profile }: Pick<ProgramVersion, 'id' | 'profile'>, personId: string, at: Date): void {
  db.prepare('INSERT INTO program_profiles (id, saved_at, saved_by, profile) VALUES (?, ?, ?, ?)').run(
    id,
    at.toISOString(),
    personId,
    profile,
  );
}

/** The newest version of each program that was changed or added, as it stood at that time; those added first come first. */
export function programVersions(db: Db, at: string): ProgramVersion[] {
  return db
    .prepare(
      `SELECT v.id, v.saved_at AS savedAt, p.name AS savedBy, v.profile FROM program_profiles v JOIN people p ON p.id = v.saved_by
       WHERE v.number IN (SELECT max(number) FROM program_profiles WHERE saved_at <= ? GROUP BY id)
       ORDER BY (SELECT min(number) FROM program_profiles first WHERE first.id = v.id)`,
    )
    .all(at) as ProgramVersion[];
}
