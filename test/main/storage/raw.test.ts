import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepRuns, openRaw, type RawRun, readRaw } from '../../../src/main/storage/raw.ts';

const at = new Date('2026-11-23T09:41:00.000Z');

function rawFile() {
  const file = join(mkdtempSync(join(tmpdir(), 'isoline-raw-')), 'raw.db');
  return { file, db: openRaw({ file, key: Buffer.alloc(32, 7) }) };
}

function run(deviceId: string, from: number, bytes: Uint8Array, streamId = `${deviceId}-stream`): RawRun {
  return { deviceId, streamId, way: 'in', from, at, bytes };
}

describe('the kept bytes', () => {
  it('are found again by their place in the stream, across runs, also by another start', () => {
    const { file, db } = rawFile();
    keepRuns(db, [
      run('a', 0, Uint8Array.of(1, 2, 3)),
      run('a', 3, Uint8Array.of(4, 5)),
      { ...run('a', 0, Uint8Array.of(9, 9, 9, 9, 9)), way: 'out' },
    ]);
    expect(readRaw(db, 'a-stream', 1, 4)).toEqual(Uint8Array.of(2, 3, 4));
    db.close();
    const again = openRaw({ file, key: Buffer.alloc(32, 7) });
    expect(readRaw(again, 'a-stream', 0, 5)).toEqual(Uint8Array.of(1, 2, 3, 4, 5));
    expect(readRaw(again, 'a-stream', 4, 6)).toBeNull();
    expect(readRaw(again, 'b-stream', 0, 1)).toBeNull();
    again.close();
  });

  it('roll within each device’s bound, the oldest first, and leave other devices alone', () => {
    const { db } = rawFile();
    keepRuns(db, [run('quiet', 0, Uint8Array.of(1))], 100);
    for (let from = 0; from < 1000; from += 30) keepRuns(db, [run('busy', from, new Uint8Array(30).fill(from % 251))], 100);
    const kept = db.prepare("SELECT sum(length) FROM runs WHERE device_id = 'busy'").pluck().get() as number;
    expect(kept).toBeLessThanOrEqual(100);
    expect(kept).toBeGreaterThan(60);
    expect(readRaw(db, 'busy-stream', 0, 30)).toBeNull();
    expect(readRaw(db, 'busy-stream', 990, 1020)).toHaveLength(30);
    expect(readRaw(db, 'quiet-stream', 0, 1)).toEqual(Uint8Array.of(1));
    db.close();
  });

  it('cannot be read on the disk', () => {
    const { file, db } = rawFile();
    keepRuns(db, [run('a', 0, Buffer.from('PID|||4711||Okafor^Adaeze'))]);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    expect(readFileSync(file).includes('Okafor')).toBe(false);
  });
});
