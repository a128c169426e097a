/** Readings and files older than the clinic keeps them: counted, and deleted only inside a purge. Times are seconds of the logger's own clock. */
import { arrived } from './fridge-arrivals.ts';
import { type HungSensor, sensorsHungIn } from './fridge-export.ts';
import { sumUpHours } from './fridge-hours.ts';
import type { Db } from './open.ts';

/** The same moment as seconds and as a day: what lies before it is old. */
export interface Before {
  at: number;
  day: string;
}

interface OldFile {
  number: number;
  sha256: string;
  bytes: number;
}

/** The earliest second that an unfinished incident of the unit stands on; null: there is none. */
export function firstOfUnfinishedIncidents(db: Db, unitId: string): number | null {
  return db
    .prepare(
      `SELECT min(coalesce(e.bound_before, e.start_at)) FROM fridge_excursions e JOIN fridge_incidents i ON i.id = e.incident_id
       WHERE e.unit_id = ? AND i.closed_at IS NULL`,
    )
    .pluck()
    .get(unitId) as number | null;
}

export function countOld(db: Db, unitId: string, before: Before): { readings: number; files: number; bytes: number } {
  const count = db
    .prepare(`SELECT count(*) FROM logger_readings WHERE sensor = ? AND run = ? AND at >= ? AND at < ? AND ${arrived}`)
    .pluck();
  const readings = hungBefore(db, unitId, before).map(({ sensor, run, from, to }) => count.get(sensor, run, from, to) as number);
  const files = oldFiles(db, unitId, before);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  return { readings: sum(readings), files: files.length, bytes: sum(files.map(({ bytes }) => bytes)) };
}

/** Deletes, inside a transaction; the hashes of the files. */
export function deleteOld(db: Db, unitId: string, before: Before): string[] {
  db.prepare('INSERT INTO fridge_purging (unit_id) VALUES (?)').run(unitId);
  for (const { sensor, run, from, to } of hungBefore(db, unitId, before)) {
    db.prepare(`DELETE FROM logger_readings WHERE sensor = ? AND run = ? AND at >= ? AND at < ? AND ${arrived}`).run(sensor, run, from, to);
    sumUpHours(db, sensor, { run, from, to });
  }
  const files = oldFiles(db, unitId, before);
  for (const { number } of files) {
    db.prepare('DELETE FROM logger_skipped_rows WHERE file = ?').run(number);
    db.prepare('DELETE FROM logger_days WHERE file = ?').run(number);
    db.prepare('DELETE FROM logger_files WHERE number = ?').run(number);
  }
  db.prepare('DELETE FROM fridge_purging').run();
  return files.map(({ sha256 }) => sha256);
}

/** The year 1 and before is nobody's. */
const everBefore = -62_135_596_800;

function hungBefore(db: Db, unitId: string, { at }: Before): HungSensor[] {
  return sensorsHungIn(db, unitId, everBefore, at);
}

/** Taken in before that day, and nothing they tell of is younger or of another unit. */
function oldFiles(db: Db, unitId: string, before: Before): OldFile[] {
  const hung = hungBefore(db, unitId, before);
  return [...new Set(hung.map(({ sensor }) => sensor))].flatMap((sensor) => {
    const here = hung.filter((one) => one.sensor === sensor);
    const kept = db.prepare('SELECT DISTINCT run, at, file FROM logger_readings WHERE sensor = ?').raw().iterate(sensor);
    const needed = new Set<number>();
    for (const [run, at, file] of kept as IterableIterator<[number, number, number]>)
      if (!needed.has(file) && !here.some((one) => one.run === run && at >= one.from && at < one.to)) needed.add(file);
    const found = db
      .prepare(
        `SELECT number, sha256, coalesce(unpacked_length, length(bytes)) AS bytes FROM logger_files f WHERE sensor = ? AND imported_at < ?
         AND NOT EXISTS (SELECT 1 FROM logger_days d WHERE d.file = f.number AND d.date >= ?)`,
      )
      .all(sensor, before.day, before.day) as OldFile[];
    return found.filter(({ number }) => !needed.has(number));
  });
}
