/** What was in the outbox before EKGs went through it is there after, word for word. */

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../../src/main/storage/migrations/index.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { tempDir } from './temp-dir.ts';

test('vitals in the outbox, with what a person has to compare, keep their place when EKGs join them', () => {
  const file = join(tempDir(), 'station.db');
  const old = openDatabase({ file, key: null, migrations: migrations.slice(0, 9) });
  old.pragma('foreign_keys = OFF');
  const at = '2026-03-02T14:09:30.000Z';
  old.prepare(`INSERT INTO patients VALUES ('p', 'Sample', 'Robin', '1970-05-04', '100', 'female', NULL, NULL, ?)`).run(at);
  old.prepare(`INSERT INTO people VALUES ('maria', 'Maria', 'assistant', x'00', x'00', ?, NULL)`).run(at);
  old
    .prepare(
      `INSERT INTO visits (id, patient_id, room, clinician, reason, owner_id, opened_at, identity_by, identity_at, draft_saved_at)
       VALUES ('v', 'p', '2', 'Dr.', '', 'maria', @at, 'maria', @at, @at)`,
    )
    .run({ at });
  old.prepare(`INSERT INTO signed_sets VALUES ('s', 'v', 'p', 1, 'maria', ?, '[]', '')`).run(at);
  const insert = old.prepare(
    `INSERT INTO outbox VALUES (?, ?, ?, 'p', 'vitals', 's', '[]', ?, @at, 3, NULL, 'patient-differs-there', 409, 'words', 1, @at, '{"where":"x"}')`,
  );
  insert.run('one', 1, 'fhir', 'rejected', { at });
  insert.run('two', 2, 'folder', 'queued', { at });
  old.prepare(`INSERT INTO outbox_history (item_id, at, event) VALUES ('one', ?, 'signed')`).run(at);
  const before = old.prepare('SELECT * FROM outbox ORDER BY number').all() as object[];
  old.close();
  const now = openDatabase({ file, key: null });
  const labels = ['the chart (FHIR)', 'the folder'];
  expect(now.prepare('SELECT * FROM outbox ORDER BY number').all()).toEqual(
    before.map((row, index) => ({ ...row, destination_label: labels[index], ekg_result_id: null })),
  );
  expect(now.prepare('SELECT count(*) FROM outbox_history WHERE item_id IN (SELECT id FROM outbox)').pluck().get()).toBe(1);
  expect(now.pragma('foreign_key_check')).toEqual([]);
  const insertBoth = now.prepare(
    `INSERT INTO outbox (id, number, destination, destination_label, patient_id, what, set_id, value_ids, state, state_since, created_at)
     VALUES ('three', 3, 'fhir', '', 'p', 'ekg', ?, '[]', 'queued', '', '')`,
  );
  expect(() => insertBoth.run(null)).toThrow('CHECK');
  now.close();
});
