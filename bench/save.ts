/** What full safety costs at a save: the same transaction of nine values with synchronous FULL against NORMAL, encrypted, on this disk. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, openDatabase, transaction } from '../src/main/storage/open.ts';

const saves = 200;

export function benchSaving(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'isoline-bench-'));
  try {
    const key = randomBytes(32);
    const full = medianSave(openDatabase({ file: join(folder, 'full.db'), key }), 'FULL');
    const normal = medianSave(openDatabase({ file: join(folder, 'normal.db'), key }), 'NORMAL');
    return [
      `FULL ${full.toFixed(2)} ms, NORMAL ${normal.toFixed(2)} ms a save of nine values: ${(full / normal).toFixed(1)} × (the station uses FULL)`,
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function medianSave(db: Db, mode: 'FULL' | 'NORMAL'): number {
  db.pragma(`synchronous = ${mode}`);
  const insert = db.prepare('INSERT INTO station (name, value) VALUES (?, ?)');
  const times = Array.from({ length: saves }, (_, save) => {
    const began = performance.now();
    transaction(db, () => {
      for (let value = 0; value < 9; value += 1)
        insert.run(`${save}-${value}`, 'a value with its unit, source, time and bytes, some two hundred characters long'.repeat(3));
    });
    return performance.now() - began;
  });
  db.close();
  return times.sort((first, second) => first - second)[saves / 2]!;
}
