import { createDecipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { tempDir } from './temp-dir.ts';

/**
 *   first page of a SQLCipher 4 file, 4096 bytes
 *   ┌────────┬─────────────────────────────┬────────┬──────────────────┐
 *   │ salt   │ AES-256-CBC of bytes 16...  │ IV     │ HMAC-SHA-512 of  │
 *   │ 16     │ 4000                        │ 16     │ body, IV, page 64│
 *   └────────┴─────────────────────────────┴────────┴──────────────────┘
 *   the MAC's key: PBKDF2-SHA-512 of the key, 2 rounds, salt XOR 0x3a
 */
test('the file is in the published SQLCipher 4 format: other tools can open it with the key', () => {
  const file = join(tempDir(), 'station.db');
  const key = randomBytes(32);
  openDatabase({ file, key }).close();
  const page = readFileSync(file).subarray(0, 4096);
  const [salt, body, iv, mac] = [page.subarray(0, 16), page.subarray(16, 4016), page.subarray(4016, 4032), page.subarray(4032)];

  const macKey = pbkdf2Sync(
    key,
    salt.map((byte) => byte ^ 0x3a),
    2,
    32,
    'sha512',
  );
  const pageNumber = Buffer.from([1, 0, 0, 0]);
  expect(createHmac('sha512', macKey).update(body).update(iv).update(pageNumber).digest().equals(mac)).toBe(true);

  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  const plain = Buffer.concat([Buffer.alloc(16), decipher.update(body), decipher.final()]);
  // SQLite's own header: page size, write-ahead twice, 80 reserved bytes a page.
  expect([plain.readUInt16BE(16), plain[18], plain[19], plain[20]]).toEqual([4096, 2, 2, 80]);
});
