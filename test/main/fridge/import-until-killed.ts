/** Imports a log into the database given, and dies by SIGKILL after so many of its readings are written. */
import { importLog } from '../../../src/main/fridge/import-log.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { inRange, tableLog } from '../../support/fridge-log.ts';

const [file, key, readings, after] = process.argv.slice(2);
const db = openDatabase({ file: file!, key: Buffer.from(key!, 'hex') });
// Little room for pages in memory: those of the unfinished import go to the disk before it ends.
db.pragma('cache_size = 20');
importLog(db, {
  file: tableLog('2026-06-01T00:00', [...inRange(Number(readings) - 20), ...Array<number>(20).fill(9)]),
  unitId: 'unit-1',
  at: new Date('2026-07-01T12:00:00Z'),
  personId: null,
  onProgress: (done) => {
    if (done >= Number(after)) process.kill(process.pid, 'SIGKILL');
  },
});
process.stdout.write('imported');
