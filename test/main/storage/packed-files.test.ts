/** Loggers' files are kept packed, and given back as they came; those from before stay as they are. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importLog } from '../../../src/main/fridge/import-log.ts';
import { filesOfUnit, loggerFileOf } from '../../../src/main/storage/fridge-files.ts';
import { migrations } from '../../../src/main/storage/migrations/index.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { packBytes, unpackBytes } from '../../../src/main/storage/packed-bytes.ts';
import { addRefrigerator, inRange, tableLog } from '../../support/fridge-log.ts';
import { tempDir } from './temp-dir.ts';

test.each([
  ['nothing', new Uint8Array()],
  ['a few bytes', Uint8Array.of(1, 2, 3)],
  ['text', Buffer.from('2026-05-04 08:00;4.6\n'.repeat(1000))],
  [
    'what cannot be made smaller',
    Uint8Array.from({ length: 5000 }, (_, index) => Math.floor(Math.abs(Math.sin(index * 12.9898) * 43_758.5453) * 256) & 255),
  ],
])('%s comes back as it was', (_what, bytes) => {
  expect(Buffer.from(unpackBytes(packBytes(bytes)))).toEqual(Buffer.from(bytes));
});

test('text takes a small part of its room, and what is not what was packed is refused', () => {
  const packed = packBytes(Buffer.from('2026-05-04 08:00;4.6\n'.repeat(1000)));
  expect(packed.bytes.length).toBeLessThan(2000);
  expect(() => unpackBytes({ ...packed, unpackedLength: packed.unpackedLength! + 1 })).toThrow();
  expect(() => unpackBytes({ ...packed, unpackedLength: 100 })).toThrow();
});

test('a file from before and one from now are both given back byte for byte, with their size', () => {
  const file = join(tempDir(), 'station.db');
  const earlier = tableLog('2026-05-04T08:00', inRange(300), 'earlier.csv');
  const before = openDatabase({ file, key: null, migrations: migrations.filter(({ version }) => version <= 19) });
  addRefrigerator(before);
  before.prepare("INSERT INTO loggers (serial, driver, model, interval_seconds) VALUES ('40123', 'logger-csv', NULL, 300)").run();
  before.prepare("INSERT INTO logger_sensors (logger, name) VALUES (1, '')").run();
  before.prepare("INSERT INTO logger_assignments (logger, unit_id, from_at) VALUES (1, 'unit-1', NULL)").run();
  before
    .prepare(
      `INSERT INTO logger_files (sha256, sensor, name, bytes, imported_at, imported_by, driver, signature, degrees, answers, new_readings, known_readings, conflicts)
       VALUES ('a', 1, 'earlier.csv', ?, '2026-05-05T12:00:00Z', NULL, 'logger-csv', 'unsigned', 'C', '{}', 300, 0, '[]')`,
    )
    .run(Buffer.from(earlier.bytes));
  before.close();

  const db = openDatabase({ file, key: null });
  onTestFinished(() => void db.close());
  const later = tableLog('2026-05-06T08:00', inRange(300), 'later.csv');
  importLog(db, { file: later, unitId: 'unit-1', at: new Date('2026-05-08T12:00:00Z'), personId: null });
  expect(filesOfUnit(db, 'unit-1').map(({ name, bytes }) => [name, bytes])).toEqual([
    ['later.csv', later.bytes.length],
    ['earlier.csv', earlier.bytes.length],
  ]);
  for (const [number, { name, bytes }] of [earlier, later].entries()) {
    expect(loggerFileOf(db, number + 1)).toEqual({ name, bytes: Buffer.from(bytes) });
  }
  expect(db.prepare('SELECT length(bytes) FROM logger_files WHERE number = 2').pluck().get()).toBeLessThan(later.bytes.length / 2);
  expect(() => db.prepare('UPDATE logger_files SET unpacked_length = 1').run()).toThrow('stay as they came');
});
