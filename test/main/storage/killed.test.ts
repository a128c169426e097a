import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { verifyAudit } from '../../../src/main/storage/audit.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { tempDir } from './temp-dir.ts';

const writer = fileURLToPath(new URL('./writes-until-killed.ts', import.meta.url));

test.each([5, 60, 200])(
  'SIGKILL in the middle of writing, after %i saves, loses nothing saved and leaves nothing half saved',
  async (enough) => {
    const file = join(tempDir(), 'station.db');
    const key = randomBytes(32);
    const saved = await writeUntilKilled(file, key, enough);
    const db = openDatabase({ file, key });
    onTestFinished(() => void db.close());
    const count = (like: string) => db.prepare('SELECT count(*) FROM station WHERE name LIKE ?').pluck().get(like) as number;
    const { rows, brokenAt } = verifyAudit(db);
    expect(saved).toBeGreaterThanOrEqual(enough);
    // The last one may have been committed without having been told yet.
    expect([saved, saved + 1]).toContain(rows);
    expect(brokenAt).toBeNull();
    expect([count('first %'), count('second %')]).toEqual([rows, rows]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  },
);

/** The last number the process had told as saved. */
async function writeUntilKilled(file: string, key: Buffer, enough: number): Promise<number> {
  const child = spawn(process.execPath, [writer, file, key.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (lastNumber(told) >= enough) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return lastNumber(told);
}

function lastNumber(told: string): number {
  return Number(told.split('\n').slice(0, -1).at(-1) ?? 0);
}
