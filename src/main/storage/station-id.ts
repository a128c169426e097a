/** The station's own short name, made once: the first part of every identifier it gives away. */
import type { Clock } from '../answer.ts';
import type { Db } from './open.ts';
import { readStation, writeStation } from './station-values.ts';
import { ulid } from './ulid.ts';

export function stationId(db: Db, clock: Clock): string {
  const known = readStation(db, 'id');
  if (known !== null) return known;
  const made = ulid(clock.now()).slice(-10).toLowerCase();
  writeStation(db, 'id', made);
  return made;
}
