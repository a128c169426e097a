/** Saves one row after another, printing each number only once its transaction has returned. Run as: FILE KEY */

import { writeSync } from 'node:fs';
import { writeAudit } from '../../../src/main/storage/audit.ts';
import { openDatabase, transaction } from '../../../src/main/storage/open.ts';

const [file = '', key = ''] = process.argv.slice(2);
const db = openDatabase({ file, key: Buffer.from(key, 'hex') });
for (let number = 1; ; number += 1) {
  transaction(db, () => {
    db.prepare('INSERT INTO station (name, value) VALUES (?, ?)').run(`first ${number}`, 'x'.repeat(3000));
    writeAudit(db, { at: new Date(), personId: null, action: 'wrote', subjectKind: 'row', detail: number });
    db.prepare('INSERT INTO station (name, value) VALUES (?, ?)').run(`second ${number}`, 'x'.repeat(3000));
  });
  writeSync(1, `${number}\n`);
}
