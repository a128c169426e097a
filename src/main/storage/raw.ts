/**
 * The raw bytes of every device, in an encrypted file of their own, so that a charted value can be traced to its bytes.
 * Rolling: the oldest of a device go when it has more than its share.
 */
import type { Migration } from './migrate.ts';
import { type Db, openDatabase, transaction } from './open.ts';

/** A run of bytes of one connection, in one direction. */
export interface RawRun {
  deviceId: string;
  streamId: string;
  way: 'in' | 'out';
  /** Offset of the first byte in its stream and direction. */
  from: number;
  at: Date;
  bytes: Uint8Array;
}

/** Bytes kept per device: some hours of the fastest line here, weeks of a scale. */
export const rawBytesPerDevice = 8 * 1024 * 1024;

const rawMigrations: readonly Migration[] = [
  {
    version: 1,
    name: 'runs',
    sql: `
      CREATE TABLE runs (
        number INTEGER PRIMARY KEY,
        device_id TEXT NOT NULL,
        stream_id TEXT NOT NULL,
        way TEXT NOT NULL CHECK (way IN ('in', 'out')),
        stream_from INTEGER NOT NULL,
        at TEXT NOT NULL,
        length INTEGER NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;
      CREATE INDEX runs_of_device ON runs (device_id, number, length);
      CREATE INDEX runs_of_stream ON runs (stream_id, way, stream_from);
    `,
  },
];

/** Throws StorageError like `openDatabase`. */
export function openRaw({ file, key }: { file: string; key: Buffer | null }): Db {
  const db = openDatabase({ file, key, migrations: rawMigrations });
  // A trace may lose its last seconds at power-off; the readings themselves carry their frame in the other database.
  db.pragma('synchronous = NORMAL');
  return db;
}

/** Writes the runs and lets the oldest of their devices go beyond `bound` bytes, in one transaction. */
export function keepRuns(db: Db, runs: readonly RawRun[], bound = rawBytesPerDevice): void {
  const insert = db.prepare('INSERT INTO runs (device_id, stream_id, way, stream_from, at, length, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)');
  transaction(db, () => {
    for (const { deviceId, streamId, way, from, at, bytes } of runs) {
      insert.run(deviceId, streamId, way, from, at.toISOString(), bytes.length, Buffer.from(bytes));
    }
    for (const deviceId of new Set(runs.map((run) => run.deviceId))) dropOldest(db, deviceId, bound);
  });
}

function dropOldest(db: Db, deviceId: string, bound: number): void {
  db.prepare(
    `DELETE FROM runs WHERE device_id = @deviceId AND number <= (
       SELECT max(number) FROM (
         SELECT number, sum(length) OVER (ORDER BY number DESC) AS kept FROM runs WHERE device_id = @deviceId
       ) WHERE kept > @bound)`,
  ).run({ deviceId, bound });
}

/** The bytes heard at [from, at) of a stream; null when they are no longer all there. */
export function readRaw(db: Db, streamId: string, from: number, at: number): Uint8Array | null {
  const runs = db
    .prepare(
      `SELECT stream_from AS start, bytes FROM runs
       WHERE stream_id = ? AND way = 'in' AND stream_from < ? AND stream_from + length > ? ORDER BY stream_from`,
    )
    .all(streamId, at, from) as { start: number; bytes: Buffer }[];
  const parts = runs.map(({ start, bytes }) => bytes.subarray(Math.max(0, from - start), Math.max(0, at - start)));
  const found = Buffer.concat(parts);
  return found.length === at - from ? new Uint8Array(found) : null;
}
