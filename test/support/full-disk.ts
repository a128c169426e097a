/** Fills a station's database until SQLite itself has no room for one more row, and gives the room back. */
import { writeAudit } from '../../src/main/storage/audit.ts';
import { insertMeasurement } from '../../src/main/storage/measurements.ts';
import type { Db } from '../../src/main/storage/open.ts';
import { ulid } from '../../src/main/storage/ulid.ts';
import type { Measurement } from '../../src/preload/contract.ts';

/** SQLite's own greatest number of pages (https://sqlite.org/limits.html, 14). */
const mostPages = 4_294_967_294;

/**
 * Bounds the file to the pages it has, for which SQLite answers SQLITE_FULL as it does on a full disk, then fills what
 * is left in them with rows smaller than any the station writes.
 */
export function fillUp(db: Db): void {
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
  const at = new Date();
  untilFull(() => writeAudit(db, { at, personId: null, action: 'a', subjectKind: 'b' }));
  untilFull(() =>
    insertMeasurement(db, { measurement: smallest(at), visitId: null, typedById: null, frame: null, stream: null, origin: null }),
  );
}

export function freeSpace(db: Db): void {
  db.pragma(`max_page_count = ${mostPages}`);
}

function untilFull(write: () => unknown): void {
  for (let rows = 0; rows < 10_000; rows += 1) {
    try {
      write();
    } catch (thrown) {
      if (['disk-full', 'SQLITE_FULL'].includes((thrown as { code: string }).code)) return;
      throw thrown;
    }
  }
  throw new Error('the database took every row');
}

function smallest(at: Date): Measurement {
  return {
    id: ulid(at),
    kind: 'single',
    values: [],
    source: 'device',
    how: 'spot',
    deviceId: null,
    driverId: null,
    deviceLabel: null,
    receivedAt: at.toISOString(),
    measuredAt: at.toISOString(),
    typedBy: null,
    qualifiers: {},
    apart: null,
    withdrawn: false,
    setAside: null,
    madeOf: [],
    arithmetic: null,
  };
}
