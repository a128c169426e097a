import type { Migration } from '../migrate.ts';

/** What people do about an incident: its number, label, record, lots with the makers' answers, calls, papers, and who closed it. */
export const migration016: Migration = {
  version: 16,
  name: 'incident-work',
  sql: `
    ALTER TABLE fridge_incidents ADD COLUMN number INTEGER;
    UPDATE fridge_incidents SET number = ranked.number
      FROM (SELECT id, row_number() OVER (ORDER BY opened_at, id) AS number FROM fridge_incidents) AS ranked WHERE ranked.id = fridge_incidents.id;
    CREATE UNIQUE INDEX fridge_incidents_by_number ON fridge_incidents (number);
    ALTER TABLE fridge_incidents ADD COLUMN labelled_at TEXT;
    ALTER TABLE fridge_incidents ADD COLUMN labelled_by TEXT REFERENCES people (id);
    -- The fields of the troubleshooting record that a person filled in (JSON).
    ALTER TABLE fridge_incidents ADD COLUMN form TEXT NOT NULL DEFAULT '{}';
    ALTER TABLE fridge_incidents ADD COLUMN closed_at TEXT;
    ALTER TABLE fridge_incidents ADD COLUMN closed_by TEXT REFERENCES people (id);

    CREATE TABLE incident_acts (
      number INTEGER PRIMARY KEY,
      incident_id TEXT NOT NULL REFERENCES fridge_incidents (id),
      at TEXT NOT NULL,
      person_id TEXT REFERENCES people (id),
      act TEXT NOT NULL CHECK (act IN ('opened', 'grew', 'acknowledged', 'labelled', 'written', 'lot-written', 'lot-removed', 'lot-answered',
        'call-written', 'attached', 'closed', 'reopened')),
      detail TEXT NOT NULL
    ) STRICT;
    INSERT INTO incident_acts SELECT number, incident_id, at, person_id, act, detail FROM fridge_incident_acts;
    DROP TABLE fridge_incident_acts;
    ALTER TABLE incident_acts RENAME TO fridge_incident_acts;
    CREATE INDEX fridge_incident_acts_of_incident ON fridge_incident_acts (incident_id, number);
    CREATE TRIGGER fridge_incident_acts_stay BEFORE UPDATE ON fridge_incident_acts BEGIN SELECT raise(ABORT, 'what was done about an incident is never changed'); END;
    CREATE TRIGGER fridge_incident_acts_remain BEFORE DELETE ON fridge_incident_acts BEGIN SELECT raise(ABORT, 'what was done about an incident is never deleted'); END;

    CREATE TABLE incident_lots (
      id TEXT PRIMARY KEY,
      incident_id TEXT NOT NULL REFERENCES fridge_incidents (id),
      vaccine TEXT NOT NULL,
      maker TEXT NOT NULL,
      lot TEXT NOT NULL,
      expires TEXT NOT NULL,
      doses REAL,
      funding TEXT CHECK (funding IN ('public', 'private')),
      opened INTEGER CHECK (opened IN (0, 1)),
      earlier_exposure TEXT NOT NULL,
      -- The manufacturer's.
      answer TEXT NOT NULL DEFAULT 'waiting' CHECK (answer IN ('waiting', 'usable', 'return', 'destroyed')),
      answered_by TEXT REFERENCES people (id),
      answered_at TEXT,
      -- It was not affected after all, or written twice: it stays, and counts no more.
      removed_at TEXT
    ) STRICT;
    CREATE INDEX incident_lots_of_incident ON incident_lots (incident_id);

    CREATE TABLE incident_calls (
      id TEXT PRIMARY KEY,
      incident_id TEXT NOT NULL REFERENCES fridge_incidents (id),
      organization TEXT NOT NULL,
      person TEXT NOT NULL,
      phone TEXT NOT NULL,
      called_at TEXT,
      called_by TEXT REFERENCES people (id),
      said TEXT NOT NULL,
      case_number TEXT NOT NULL,
      CHECK ((called_at IS NULL) = (called_by IS NULL))
    ) STRICT;
    CREATE INDEX incident_calls_of_incident ON incident_calls (incident_id);

    CREATE TABLE incident_attachments (
      id TEXT PRIMARY KEY,
      incident_id TEXT NOT NULL REFERENCES fridge_incidents (id),
      name TEXT NOT NULL,
      bytes BLOB NOT NULL,
      added_at TEXT NOT NULL,
      added_by TEXT NOT NULL REFERENCES people (id)
    ) STRICT;
    CREATE INDEX incident_attachments_of_incident ON incident_attachments (incident_id);
    CREATE TRIGGER incident_attachments_stay BEFORE UPDATE ON incident_attachments BEGIN SELECT raise(ABORT, 'an attachment stays as it was kept'); END;
  `,
};
