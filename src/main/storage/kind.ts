/** Whether a database holds made-up or real patients. It is decided when the database is made and never changes. */
import { type Db, transaction } from './open.ts';
import { StorageError } from './problem.ts';
import { readStation, writeStation } from './station-values.ts';

export type StationKind = 'real' | 'demo';

/** Marks a new database, and refuses one of the other kind: StorageError 'other-kind'. */
export function keepKind(db: Db, kind: StationKind): void {
  transaction(db, () => {
    const found = kindOf(db);
    if (found === null) writeStation(db, 'kind', kind);
    else if (found !== kind) throw otherKind(found);
  });
}

/** null: not decided yet. */
export function kindOf(db: Db): StationKind | null {
  return readStation(db, 'kind') as StationKind | null;
}

function otherKind(found: StationKind): StorageError {
  return new StorageError(
    'other-kind',
    found === 'demo'
      ? 'This data directory holds made-up patients. Start with --demo, or choose another directory with --data.'
      : 'This data directory holds real patients, so the demo cannot use it. Choose another directory with --data, or start without --demo.',
  );
}
