/** Incidents that were open before people could work them keep their excursions and what was done, and are counted in the order they came. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { incidentCards } from '../../../src/main/fridge/incident/card.ts';
import { migrations } from '../../../src/main/storage/migrations/index.ts';
import { openDatabase } from '../../../src/main/storage/open.ts';
import { addRefrigerator } from '../../support/fridge-log.ts';
import { tempDir } from './temp-dir.ts';

test('incidents from before their work was kept get numbers, and their acts stay', () => {
  const file = join(tempDir(), 'station.db');
  const before = openDatabase({ file, key: null, migrations: migrations.filter(({ version }) => version <= 14) });
  addRefrigerator(before);
  before.exec(`
    INSERT INTO loggers (serial, driver) VALUES ('40123', 'logger-csv');
    INSERT INTO logger_sensors (logger, name) VALUES (1, '');
    INSERT INTO people (id, name, role, pin_hash, pin_salt, added_at) VALUES ('p1', 'Joan Castell', 'coordinator', x'00', x'00', '2020-01-01');
    INSERT INTO fridge_incidents (id, unit_id, opened_at) VALUES ('late', 'unit-1', '2026-05-09T08:00:00Z'), ('early', 'unit-1', '2026-05-02T08:00:00Z');
    UPDATE fridge_incidents SET acknowledged_at = '2026-05-03T08:00:00Z', acknowledged_by = 'p1', acknowledgment = 'Seen' WHERE id = 'early';
    INSERT INTO fridge_incident_acts (incident_id, at, person_id, act, detail) VALUES
      ('late', '2026-05-09T08:00:00Z', NULL, 'opened', '{}'), ('early', '2026-05-02T08:00:00Z', NULL, 'opened', '{"minutes":45}'),
      ('early', '2026-05-03T08:00:00Z', 'p1', 'acknowledged', '{"comment":"Seen"}');
  `);
  const excursion = before.prepare(
    `INSERT INTO fridge_excursions (incident_id, unit_id, sensor, source, side, start_at, end_at, until_at, minutes, worst_case_minutes, bound_before, bound_after, peak, peak_at, readings, gap_minutes)
     VALUES (?, 'unit-1', 1, 'log', 'high', ?, ?, ?, 45, 50, NULL, NULL, 9.1, ?, 9, 0)`,
  );
  excursion.run('early', 1000, 3700, 3700, 1000);
  excursion.run('late', 900_000, 902_700, 902_700, 900_000);
  before.close();

  const db = openDatabase({ file, key: null });
  onTestFinished(() => void db.close());
  expect(incidentCards(db, null)).toMatchObject([
    { id: 'late', number: 2, closedAt: null, minutes: 45, lotsWaiting: 0 },
    { id: 'early', number: 1, closedAt: null, minutes: 45 },
  ]);
  expect(db.prepare('SELECT incident_id, person_id, act FROM fridge_incident_acts ORDER BY number').raw().all()).toEqual([
    ['late', null, 'opened'],
    ['early', null, 'opened'],
    ['early', 'p1', 'acknowledged'],
  ]);
});
